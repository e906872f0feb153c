/**
 * Runs a real win32 Node on Linux under Wine, in a Chinese Windows of its own (code page 936) below .cache/win32.
 *
 * Why it is done this way (domain facts: Windows, part 2): a fresh prefix calls itself Windows 7, which Node refuses;
 * node.exe dies with EBADF when its stdout is a Linux pipe, so output goes to files; the Linux environment leaks in, so
 * it gets a clean one; the code page is fixed when the prefix is made, by the locale of that moment.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CACHE, windowsNode } from './fetch.mjs';

const PREFIX = join(CACHE, 'prefix');
const LOCALES = join(CACHE, 'locales');
const READY = join(PREFIX, '.ready');
const LOADERS = ['/usr/lib/wine/wine64', '/opt/wine-stable/bin/wine64', '/usr/bin/wine64', '/usr/bin/wine'];

/**
 * @typedef {object} Ended
 * @property {number | null} code exit code; `null` when it was killed at the time limit
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Makes Wine, its prefix and a win32 Node ready. Takes half a minute the first time, nothing later.
 * @returns {string | null} why it cannot be had, or `null` when everything is there
 */
export function prepareWine() {
  try {
    if (loader() === undefined) installWine();
    windowsNode();
    if (!existsSync(READY)) makePrefix();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'unknown') : String(error);
  }
}

/**
 * Runs a script with the win32 Node under Wine. Call `prepareWine` first.
 * @param {string} script Linux path
 * @param {readonly string[]} [args]
 * @param {{ env?: Record<string, string>, cwd?: string, timeout?: number, nodeArgs?: readonly string[] }} [options]
 *   `env` is added to a clean environment; `timeout` in milliseconds (default two minutes)
 * @returns {Promise<Ended>}
 */
export function runWineNode(script, args = [], { env = {}, cwd, timeout = 120_000, nodeArgs = [] } = {}) {
  return runWine(windowsNode(), [...nodeArgs, windowsPath(script), ...args], { env, timeout, ...(cwd && { cwd }) });
}

/**
 * Runs any Windows program under Wine, its output collected through files.
 * @param {string} program Linux path, or a name below System32
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, timeout?: number }} [options]
 * @returns {Promise<Ended>}
 */
export async function runWine(program, args, { env = {}, cwd, timeout = 120_000 } = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'wine-run-'));
  const files = [join(scratch, 'out'), join(scratch, 'err')];
  const [out = 0, err = 0] = files.map((file) => openSync(file, 'w'));
  try {
    const child = spawn(loader() ?? 'wine', [program, ...args], {
      cwd,
      env: { ...wineEnv(), ...env },
      stdio: ['ignore', out, err],
      timeout,
      killSignal: 'SIGKILL',
    });
    await once(child, 'exit');
    const [stdout = '', stderr = ''] = files.map((file) => readFileSync(file, 'utf8'));
    return { code: child.exitCode, stdout, stderr };
  } finally {
    closeSync(out);
    closeSync(err);
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * How a Linux path is spelled for a program under Wine: drive Z: is the root.
 * @param {string} path
 */
export function windowsPath(path) {
  return `Z:${path.replaceAll('/', '\\')}`;
}

function loader() {
  return LOADERS.find((path) => existsSync(path));
}

function installWine() {
  if (process.getuid?.() !== 0) throw new Error('Wine is not installed, and installing it needs root');
  // A fresh machine knows no packages before its first update.
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'wine64', 'wine'],
  ]) {
    execFileSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  }
  if (loader() === undefined) throw new Error('apt-get installed Wine, but no wine64 is there');
}

function makePrefix() {
  rmSync(PREFIX, { recursive: true, force: true });
  mkdirSync(LOCALES, { recursive: true });
  const locale = join(LOCALES, 'zh_CN.utf8');
  // localedef ends with status 1 on mere warnings; what counts is the folder.
  if (!existsSync(locale)) spawnSync('localedef', ['-i', 'zh_CN', '-f', 'UTF-8', locale], { stdio: 'ignore' });
  if (!existsSync(locale)) throw new Error('no zh_CN locale could be made (package locales)');
  wine('wineboot', '-i');
  wine('winecfg', '-v', 'win10');
  // Windows can be made without a screen, though not shown.
  wine('reg', 'add', 'HKCU\\Software\\Wine\\Drivers', '/v', 'Graphics', '/d', 'null', '/f');
  spawnSync('wineserver', ['-w'], { env: wineEnv(), stdio: 'ignore', timeout: 30_000 });
  writeFileSync(READY, '');
}

/** @param {...string} args */
function wine(...args) {
  execFileSync(loader() ?? 'wine', args, { env: wineEnv(), stdio: 'ignore', timeout: 180_000 });
}

/** The proxy variables, certificates and the like of this Linux session stay outside. */
function wineEnv() {
  return {
    HOME: process.env.HOME ?? '/tmp',
    PATH: '/usr/bin:/bin',
    WINEPREFIX: PREFIX,
    WINEARCH: 'win64',
    WINELOADER: loader(),
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree=d;mshtml=d;winemenubuilder.exe=d',
    LOCPATH: LOCALES,
    LANG: 'zh_CN.UTF-8',
    LC_ALL: 'zh_CN.UTF-8',
  };
}
