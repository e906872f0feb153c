/** The built command line as a process of its own, its ends apart. */
import { spawn } from 'node:child_process';

import { freshCli } from '../../../scripts/build.mjs';

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from the interrupt to the end; `null` when there was none. */
  readonly afterInterrupt: number | null;
}

export interface CliOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Interrupts when something has happened, or when stderr holds what fits. */
  readonly interruptAt?: Promise<unknown> | RegExp;
  /** Leaves stdin open after the input, and interrupts when all of it was taken. */
  readonly interruptReading?: boolean;
}

const DEADLINE = 60_000;

export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<Ended> {
  const { input = '', env = {}, interruptAt, interruptReading = false } = options;
  const entry = await freshCli();
  const child = spawn(process.execPath, [entry, ...words], {
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  const interrupted: { at?: number } = {};
  const interrupt = (): void => {
    if (interrupted.at !== undefined) return;
    interrupted.at = performance.now();
    child.kill('SIGINT');
  };
  child.stderr.on('data', (part: Buffer) => {
    err.push(part);
    if (interruptAt instanceof RegExp && interruptAt.test(Buffer.concat(err).toString())) interrupt();
  });
  // A command that does not read its input closes it.
  child.stdin.on('error', () => undefined);
  if (interruptReading) child.stdin.write(input, interrupt);
  else child.stdin.end(input);
  const deadline = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
  if (interruptAt instanceof Promise) void interruptAt.then(interrupt);
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('close', (code, by) => resolve([code, by])),
  );
  clearTimeout(deadline);
  return {
    status,
    signal,
    stdout: Buffer.concat(out).toString(),
    stderr: Buffer.concat(err).toString(),
    afterInterrupt: interrupted.at === undefined ? null : performance.now() - interrupted.at,
  };
}
