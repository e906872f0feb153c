/** `watch`: keeps looking while the user reproduces the problem, and ends with a diagnosis. */
import { resolve } from 'node:path';
import { presentDiagnosis } from '../../../contract/present.ts';
import type { WatchCommand } from '../arguments.ts';
import { exitStatusOf } from '../exit-status.ts';
import { openMachine } from '../machine.ts';
import { printDiagnosis } from '../output/report.ts';
import { jsonText } from '../output/style.ts';
import type { Terminal } from '../terminal.ts';
import { watchFor } from '../watching.ts';
import { requestOf } from './diagnose.ts';

export async function watch(command: WatchCommand, terminal: Terminal): Promise<number> {
  const machine = await openMachine({ logs: absolute(command.logs) }, terminal);
  const { diagnosis, elapsedMs } = await watchFor(command.seconds, machine, requestOf(command), terminal);
  const catalogue = await terminal.catalogue();
  const document = presentDiagnosis(diagnosis, catalogue, elapsedMs);
  if (command.json) terminal.out(jsonText(document));
  else printDiagnosis(document, catalogue, terminal);
  return exitStatusOf(diagnosis);
}

/** A log that is followed is looked for by its whole path. */
export function absolute(logs: readonly string[]): readonly string[] {
  return logs.map((path) => (path === '-' ? path : resolve(path)));
}
