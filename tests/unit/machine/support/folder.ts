import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder for the length of one test, with a name as users have them. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), '机器人 '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
