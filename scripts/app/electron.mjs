/**
 * Electron's runtime: the folder in ELECTRON_OVERRIDE_DIST_PATH, or what the `electron` package fetched. Since version 42
 * that package fetches it at its first use and not when it is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../build.mjs';

/** @returns {string | null} The program to start, if it is there. */
export function findElectron() {
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = own === undefined || own === '' ? join(ROOT, 'node_modules/electron/dist') : own;
  const program = join(folder, programName(own === undefined));
  return existsSync(program) ? program : null;
}

/** @param {boolean} packaged The package names its program in path.txt. */
function programName(packaged) {
  const file = join(ROOT, 'node_modules/electron/path.txt');
  if (packaged && existsSync(file)) return readFileSync(file, 'utf8').trim();
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Lets the package fetch its runtime. Says nothing when it cannot: no network and no such release look the same to us.
 * @returns {string | null} The program to start.
 */
export function fetchElectron() {
  const script = join(ROOT, 'node_modules/electron/install.js');
  if (existsSync(script)) spawnSync(process.execPath, [script], { stdio: 'ignore', timeout: 600_000 });
  return findElectron();
}

/** Chromium's own sandbox cannot start as root. */
export const SANDBOX_ARGS = process.platform !== 'win32' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
