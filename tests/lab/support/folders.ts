/** Temporary folders that go away with the test file that made them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

/** An empty folder. `name` becomes part of its path and may be Chinese, as users' folders are. */
export function tempFolder(name: string): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'napcat-doctor-')), name);
  mkdirSync(dir);
  made.push(dirname(dir));
  return dir;
}

/** Relative path → content. A missing parent folder is made. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export function writeFiles(dir: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

// Registered before processes are started, so it runs after they are stopped: vitest runs the last one first.
afterAll(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});
