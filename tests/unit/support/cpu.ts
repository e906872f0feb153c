/** Milliseconds of processor time that this process has taken: how much work something is, however busy the machine. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
