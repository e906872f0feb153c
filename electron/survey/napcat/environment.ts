/** Variables of the surveyed user's session, by name. */
import { valueOf } from '../../machine/answer.ts';
import type { Machine } from '../../machine/machine.ts';

/** `undefined` when it is not set, or the environment is not known. Windows ignores the case of names. */
export function variableOf(machine: Machine, name: string): string | undefined {
  const env = valueOf(machine.env()) ?? {};
  if (machine.host.platform !== 'win32') return env[name];
  const found = Object.keys(env).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : env[found];
}
