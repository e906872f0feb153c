/** The fixed ways in which Windows' own tools are called. Values are checked here and never read by a shell. */
import { isAbsolute, join } from 'node:path/win32';

import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';

/** Only Windows has them. Throws `Refused` elsewhere. */
export function systemTool({ machine }: PlanContext, name: string): string {
  if (machine.host.platform !== 'win32') throw new Refused('not-on-this-system');
  const env = machine.env();
  const root = env.state === 'known' ? (env.value.SystemRoot ?? env.value.SYSTEMROOT) : undefined;
  return join(root ?? 'C:\\Windows', 'System32', name);
}

/** A program path that a rule can name (domain facts: Windows §f). Throws `Refused`. */
export function checkedProgram(path: string | null | undefined): string {
  if (path == null || !isAbsolute(path) || !/\.exe$/i.test(path) || /["\p{Cc}]/u.test(path)) {
    throw new Refused('program-unknown', { program: path ?? '' });
  }
  return path;
}

export function checkedPort(port: number | undefined): number {
  if (port === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) throw new Refused('value-unusable');
  return port;
}
