/** What a folder is: a quick look at its names for the disk walk, and a sure look that also reads a file. */
import { valueOf } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, DirectoryEntry, Machine } from '../../machine/machine.ts';
import type { FrameworkKind } from '../facts.ts';
import { readTextFile } from './files.ts';
import { DECLARATIONS } from './table.ts';
import type { FolderSign } from './table.ts';

/** Whether a folder may be a framework's project, by the names in it alone. Errs on the generous side. */
export function looksLikeFrameworkProject(entries: readonly DirectoryEntry[]): boolean {
  const names = namesIn(entries);
  if (names.has(ASTRBOT_CONFIG)) return true;
  return DECLARATIONS.some(({ folders }) => folders.some((sign) => mayHave(sign, names)));
}

export interface FolderReader {
  /** The framework whose project a folder is; several may share one. In order of precedence. */
  kindsOf(dir: string): Promise<readonly FrameworkKind[]>;
  /** The framework that a folder is named after, where nobody could look into it: a program works there, so it exists. */
  namedAfter(dir: string): Promise<readonly FrameworkKind[]>;
  /** The project folder that a folder belongs to: itself, but AstrBot's `data` belongs to the folder above. */
  projectOf(dir: string): Promise<string>;
}

/** Remembers what it found: a folder is asked about by processes and by the walk. */
export function createFolderReader(machine: Machine, ask: Ask): FolderReader {
  const kinds = new Map<string, Promise<readonly FrameworkKind[]>>();
  const names = new Map<string, Promise<ReadonlySet<string>>>();
  const listings = new Map<string, Promise<Answer<readonly DirectoryEntry[]>>>();
  const list = (dir: string) => remember(listings, dir, () => machine.list(dir, ask));
  const namesOf = (dir: string) => remember(names, dir, async () => namesIn(valueOf(await list(dir)) ?? []));
  return {
    kindsOf: (dir) => remember(kinds, dir, async () => identify(machine, dir, await namesOf(dir), ask)),
    namedAfter: async (dir) => ((await list(dir)).state === 'known' ? [] : kindsByName(machine.paths.basename(dir))),
    projectOf: async (dir) => ((await namesOf(dir)).has(ASTRBOT_CONFIG) ? machine.paths.dirname(dir) : dir),
  };
}

const ASTRBOT_CONFIG = 'cmd_config.json';

function namesIn(entries: readonly DirectoryEntry[]): ReadonlySet<string> {
  return new Set(entries.map(({ name }) => name.toLowerCase()));
}

function mayHave({ has }: FolderSign, names: ReadonlySet<string>): boolean {
  return has.every((path) => names.has((path.split('/')[0] ?? '').toLowerCase()));
}

async function identify(
  machine: Machine,
  dir: string,
  names: ReadonlySet<string>,
  ask: Ask,
): Promise<readonly FrameworkKind[]> {
  const kinds: FrameworkKind[] = [];
  for (const { kind, folders } of DECLARATIONS) {
    for (const sign of folders) {
      if (!mayHave(sign, names) || !(await holds(machine, dir, sign, ask))) continue;
      kinds.push(kind);
      break;
    }
  }
  return kinds;
}

function kindsByName(name: string): readonly FrameworkKind[] {
  return DECLARATIONS.flatMap(({ kind, folders }) => (folders.some(({ named }) => named?.test(name)) ? [kind] : []));
}

async function holds(machine: Machine, dir: string, sign: FolderSign, ask: Ask): Promise<boolean> {
  const { paths } = machine;
  if (sign.named?.test(paths.basename(dir)) === false) return false;
  for (const path of sign.has.filter((entry) => entry.includes('/'))) {
    if ((await machine.stat(paths.join(dir, ...path.split('/')), ask)).state !== 'known') return false;
  }
  if (sign.saying === undefined) return true;
  const file = await readTextFile(machine, paths.join(dir, sign.saying.file), ask);
  return file.state === 'known' && sign.saying.pattern.test(file.value.text);
}

function remember<T>(memory: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  const found = memory.get(key) ?? find();
  memory.set(key, found);
  return found;
}
