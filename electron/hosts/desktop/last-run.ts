/**
 * A crash that no handler sees (of Chromium, of the system) leaves no line in the log. So a file says that we run, and a
 * start that finds it writes down that the last run never came to its end.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './log.ts';

export function noteUnfinishedRun(folder: string, log: Log): void {
  const file = join(folder, 'running');
  try {
    const left = statSync(file, { throwIfNoEntry: false });
    if (left !== undefined) log(`the run that began at ${left.mtime.toISOString()} broke off`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, '');
    process.on('exit', () => rmSync(file, { force: true }));
  } catch {
    // A folder that cannot be written to is no reason not to start.
  }
}
