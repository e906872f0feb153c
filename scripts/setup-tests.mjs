/**
 * Fetches what the tests need beyond npm's packages: real bot frameworks in Python and Node and a self-signed
 * certificate into `.cache/`, a browser and tools from Debian. Run it by itself or let the test runner call `setupTests`;
 * it is quick when all is there. What cannot be had is reported as missing with the reason, and the tests that need it
 * are skipped.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, runNpm } from './setup/run.mjs';

/**
 * @typedef {{ readonly missing: string }} Missing The reason, fit for the name of a skipped test.
 * @typedef {(text: string) => void} Log
 * @typedef {object} Installed
 * @property {Record<string, { readonly python: string } | Missing>} venvs By the name of the requirement file.
 * @property {{ readonly dir: string } | Missing} koishi Folder that holds Koishi's node_modules.
 * @property {{ readonly key: string, readonly cert: string } | Missing} tls Paths of a self-signed certificate for localhost.
 * @property {Record<string, 'present' | 'installed' | Missing>} debian By package name; empty where there is no apt.
 * @property {Record<string, string>} missing All of the above that is missing: what → why.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, '.cache');
const REQUIREMENTS = join(ROOT, 'tests/lab/requirements');
const KOISHI = join(ROOT, 'tests/lab/koishi');

/** Where the result is kept for the tests to read. */
export const RESULT_FILE = join(CACHE, 'setup.json');

/**
 * Never throws for what the network, the package index or the machine refuses.
 * @param {{ log?: Log }} [options]
 * @returns {Promise<Installed>}
 */
export async function setupTests({ log = silent } = {}) {
  mkdirSync(CACHE, { recursive: true });
  const debian = installDebianPackages(log);
  /** @type {Installed} */
  const installed = { debian, venvs: {}, koishi: installKoishi(log), tls: makeCertificate(log), missing: {} };
  const python = findPython();
  for (const file of readdirSync(REQUIREMENTS).sort()) {
    const name = basename(file, '.txt');
    installed.venvs[name] = python === null ? { missing: 'no Python' } : installVenv(name, python, log);
  }
  const all = { ...debian, ...installed.venvs, koishi: installed.koishi, certificate: installed.tls };
  for (const [what, state] of Object.entries(all)) {
    if (typeof state === 'object' && 'missing' in state) installed.missing[what] = state.missing;
  }
  writeFileSync(RESULT_FILE, `${JSON.stringify(installed, null, 2)}\n`);
  return Promise.resolve(installed);
}

function silent() {
  // For callers that only want the result.
}

/** @returns {{ readonly command: string, readonly version: string } | null} */
function findPython() {
  for (const command of ['python3', 'python']) {
    const { ok, output } = run(command, ['--version']);
    if (ok && output.startsWith('Python 3')) return { command, version: output.trim() };
  }
  return null;
}

/**
 * @param {string} name
 * @param {{ readonly command: string, readonly version: string }} python
 * @param {Log} log
 * @returns {{ readonly python: string } | Missing}
 */
function installVenv(name, python, log) {
  const dir = join(CACHE, 'venvs', name);
  const requirements = join(REQUIREMENTS, `${name}.txt`);
  const interpreter = process.platform === 'win32' ? join(dir, 'Scripts/python.exe') : join(dir, 'bin/python');
  const stamp = stampOf([requirements], python.version);
  if (existsSync(interpreter) && hasStamp(dir, stamp)) return { python: interpreter };

  log(`Python packages: ${name}`);
  rmSync(dir, { recursive: true, force: true });
  const made = run(python.command, ['-m', 'venv', dir]);
  if (!made.ok) return { missing: `no venv (${made.reason})` };
  // The requirement files ask for wheels: a source package would run its own code while it is built. aiocqhttp has none.
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const filled = run(interpreter, [...pip, '--requirement', requirements]);
  if (!filled.ok) return { missing: `pip failed (${filled.reason})` };
  setStamp(dir, stamp);
  return { python: interpreter };
}

/** @param {Log} log @returns {{ readonly dir: string } | Missing} */
function installKoishi(log) {
  const dir = join(CACHE, 'koishi');
  const sources = ['package.json', 'package-lock.json'].map((file) => join(KOISHI, file));
  const stamp = stampOf(sources, process.version);
  if (hasStamp(dir, stamp)) return { dir };

  log('Koishi');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  for (const source of sources) copyFileSync(source, join(dir, basename(source)));
  const { ok, reason } = runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], dir);
  if (!ok) return { missing: `npm failed (${reason})` };
  setStamp(dir, stamp);
  return { dir };
}

/** @param {Log} log @returns {{ readonly key: string, readonly cert: string } | Missing} */
function makeCertificate(log) {
  const dir = join(CACHE, 'tls');
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  if (existsSync(key) && existsSync(cert)) return { key, cert };

  log('Self-signed certificate');
  mkdirSync(dir, { recursive: true });
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const form = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', ...subject];
  const { ok, reason } = run('openssl', [...form, '-keyout', key, '-out', cert]);
  return ok ? { key, cert } : { missing: `no openssl (${reason})` };
}

/** What Debian has for the tests, with the question that shows whether it is there. */
const DEBIAN = [
  { name: 'python3-venv', probe: ['python3', '-c', 'import ensurepip'] },
  { name: 'iproute2', probe: ['ss', '--version'] },
  { name: 'chromium', probe: ['chromium', '--version'] },
  // A screen for Electron's window, and letters to see on it.
  { name: 'xvfb', probe: ['which', 'xvfb-run'] },
  { name: 'xauth', probe: ['which', 'xauth'] },
  { name: 'fonts-noto-cjk', probe: ['test', '-e', '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'] },
  // Presses the buttons of the system's own dialogs; watches what a process connects to.
  { name: 'xdotool', probe: ['xdotool', 'version'] },
  { name: 'x11-utils', probe: ['xwininfo', '-version'] },
  { name: 'strace', probe: ['strace', '-V'] },
  // Compiles the installer's script.
  { name: 'nsis', probe: ['makensis', '-VERSION'] },
];

/** Another apt on the machine is waited for, seconds. */
const APT = ['-qq', '-o', 'DPkg::Lock::Timeout=300'];

/** @param {Log} log @returns {Installed['debian']} */
function installDebianPackages(log) {
  if (!existsSync('/usr/bin/apt-get')) return {};
  /** @type {Installed['debian']} */
  const packages = {};
  /** @type {{ readonly ok: boolean, readonly reason: string } | null} */
  let update = null;
  for (const {
    name,
    probe: [command = '', ...args],
  } of DEBIAN) {
    if (run(command, args).ok) packages[name] = 'present';
    else if (process.getuid?.() !== 0) packages[name] = { missing: 'needs root to install' };
    else {
      log(`Debian package: ${name}`);
      update ??= run('apt-get', [...APT, 'update']);
      const { ok, reason } = run('apt-get', [...APT, 'install', '-y', '--no-install-recommends', name]);
      packages[name] = ok ? 'installed' : { missing: `apt failed (${update.ok ? reason : update.reason})` };
    }
  }
  return packages;
}

/** @param {readonly string[]} files @param {string} runtime */
function stampOf(files, runtime) {
  const hash = createHash('sha256').update(runtime);
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} dir @param {string} stamp */
function hasStamp(dir, stamp) {
  const file = join(dir, '.stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

/** @param {string} dir @param {string} stamp */
function setStamp(dir, stamp) {
  writeFileSync(join(dir, '.stamp'), stamp);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await setupTests({ log: console.log }), null, 2));
}
