/** A virtual environment that a test may change: a copy of a shared one, with packages of another one added. */
import { cpSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { present, venv } from '../support/installed.ts';
import type { VenvName } from '../support/installed.ts';

/** Into `dir`, under the name where `startNoneBot` looks for one. */
export function ownVenv(dir: string, name: VenvName, added: readonly string[] = []): void {
  const copy = join(dir, '.venv');
  cpSync(rootOf(name), copy, { recursive: true, verbatimSymlinks: true });
  const from = sitePackages(rootOf('nonebot-current'));
  for (const entry of readdirSync(from)) {
    const wanted = added.some((pack) => new RegExp(`^${pack}(?:-[\\d.]+\\.dist-info|\\.py)?$`).test(entry));
    if (wanted) cpSync(join(from, entry), join(sitePackages(copy), entry), { recursive: true });
  }
}

function rootOf(name: VenvName): string {
  return dirname(dirname(present(venv(name)).python));
}

function sitePackages(root: string): string {
  if (process.platform === 'win32') return join(root, 'Lib/site-packages');
  const release = readdirSync(join(root, 'lib')).find((entry) => entry.startsWith('python3')) ?? 'python3';
  return join(root, 'lib', release, 'site-packages');
}
