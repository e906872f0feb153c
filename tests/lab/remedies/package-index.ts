/** Whether pip reaches a package index from here: without one a real installation cannot be shown. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `{}` when it does; otherwise with the reason, as `lacks` and `named` take it. */
export function packageIndex(environment: { readonly python: string } | { readonly missing: string }): object {
  if ('missing' in environment) return environment;
  const dir = mkdtempSync(join(tmpdir(), 'napcat-doctor-pip-'));
  const words = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', dir, 'websockets'];
  const { status } = spawnSync(environment.python, words, { timeout: 60_000, stdio: 'ignore' });
  rmSync(dir, { recursive: true, force: true });
  return status === 0 ? {} : { missing: 'pip reaches no package index' };
}
