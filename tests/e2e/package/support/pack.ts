/** Packs the app as `npm run dist` does, into a folder of the test's own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { ROOT } from '../../../../scripts/build.mjs';

/** Gone at the end of the file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-package-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Gives the folder that holds the packed folders. `runtime`: a folder that holds Electron. */
export async function pack(output: string, runtime: string, args: readonly string[]): Promise<string> {
  const script = join(ROOT, 'scripts/dist.mjs');
  const child = spawn(process.execPath, [script, ...args, '--dir', `--config.directories.output=${output}`], {
    cwd: ROOT,
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: runtime },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`packing ended with ${code}:\n${said.slice(-4_000)}`);
  return output;
}
