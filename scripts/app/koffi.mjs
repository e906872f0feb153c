/**
 * koffi's native parts for the systems that a package is made for: npm installs only the one of the machine it runs on.
 * They come from the npm registry and are what package-lock.json says, byte for byte.
 */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build.mjs';
import { unpacked } from '../win32/fetch.mjs';

/** build/electron-builder.mjs takes them from here. */
const FOLDER = join(ROOT, '.cache/koffi');

/** @typedef {{ packages: Record<string, { version: string, integrity: string }> }} Lock */

/** @param {string} system e.g. `win32-arm64` */
export function fetchKoffi(system) {
  const name = `@koromix/koffi-${system}`;
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const wanted = lock.packages[`node_modules/${name}`];
  if (wanted === undefined) throw new Error(`package-lock.json knows no ${name}`);
  const target = join(FOLDER, `koffi-${system}`);
  rmSync(target, { recursive: true, force: true });
  cpSync(unpacked(name, wanted.version, wanted.integrity), target, { recursive: true });
}
