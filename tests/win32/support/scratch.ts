/** Folders with the kind of name that users have, removed when the test process ends. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function scratchFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'napcat-doctor-test-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  const folder = join(root, '新建文件夹 (2)', '我的 bot 🐱');
  mkdirSync(folder, { recursive: true });
  return folder;
}
