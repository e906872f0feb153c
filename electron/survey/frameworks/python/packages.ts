/**
 * Which packages a Python program sees: those of the virtual environment that runs it, else of the one in its folder.
 * Only folder names are looked at (`nonebot2-2.4.4.dist-info`), no file is opened.
 */
import { ABSENT, known } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { Ask, DirectoryEntry, Machine } from '../../../machine/machine.ts';

/** Versions by normalised name (PEP 503: lower case, dashes). */
export type Packages = Readonly<Record<string, string>>;

/**
 * @param interpreters Absolute paths of the interpreters seen running the program, likeliest first.
 * @param projectDir Folder whose own environment counts when none of them tells.
 */
export async function findPackages(
  machine: Machine,
  interpreters: readonly string[],
  projectDir: string | null,
  ask: Ask,
): Promise<Answer<Packages>> {
  for (const interpreter of interpreters) {
    const home = machine.paths.dirname(interpreter);
    const inEnvironment = /^(?:scripts|bin)$/i.test(machine.paths.basename(home));
    const found = await packagesBelow(machine, inEnvironment ? machine.paths.dirname(home) : home, ask);
    if (found.state === 'known') return found;
  }
  if (projectDir === null) return ABSENT;
  const environment = await findEnvironment(machine, projectDir, ask);
  return environment === null ? ABSENT : packagesBelow(machine, environment, ask);
}

/** The first sub-folder with a pyvenv.cfg, the usual names first (nb-cli `_detect_virtual_env` takes the first). */
async function findEnvironment(machine: Machine, projectDir: string, ask: Ask): Promise<string | null> {
  const listing = await machine.list(projectDir, ask);
  if (listing.state !== 'known') return null;
  const folders = listing.value.filter(({ kind }) => kind === 'directory').map(({ name }) => name);
  const usual = USUAL_NAMES.filter((name) => folders.includes(name));
  for (const name of new Set([...usual, ...folders.slice(0, MAX_FOLDERS)])) {
    const folder = machine.paths.join(projectDir, name);
    const marker = await machine.stat(machine.paths.join(folder, 'pyvenv.cfg'), ask);
    if (marker.state === 'known') return folder;
  }
  return null;
}

const USUAL_NAMES = ['.venv', 'venv', 'env', '.env'];
const MAX_FOLDERS = 32;

async function packagesBelow(machine: Machine, environment: string, ask: Ask): Promise<Answer<Packages>> {
  const answer = await machine.list(await sitePackages(machine, environment, ask), ask);
  return answer.state === 'known' ? known(versionsFrom(answer.value)) : answer;
}

async function sitePackages(machine: Machine, environment: string, ask: Ask): Promise<string> {
  const { paths, host } = machine;
  if (host.platform === 'win32') return paths.join(environment, 'Lib', 'site-packages');
  const lib = paths.join(environment, 'lib');
  const listing = await machine.list(lib, ask);
  const releases = listing.state === 'known' ? listing.value.map(({ name }) => name) : [];
  const release = releases.find((name) => /^python3\.\d+$/.test(name)) ?? 'python3';
  return paths.join(lib, release, 'site-packages');
}

function versionsFrom(entries: readonly DirectoryEntry[]): Packages {
  const versions = entries.flatMap(({ name }): [string, string][] => {
    const [, title, version] = /^(.+?)-(\d[^-]*)\.(?:dist|egg)-info$/.exec(name) ?? [];
    return title === undefined || version === undefined ? [] : [[normalise(title), version]];
  });
  return Object.fromEntries(versions);
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
