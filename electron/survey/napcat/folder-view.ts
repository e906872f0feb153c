/**
 * Folder listings, each asked for once. Telling the forms apart asks for the same few folders again and again, and a
 * listing answers all of it.
 */
import type { Answer, AnswerState } from '../../machine/answer.ts';
import type { Ask, DirectoryEntry, Machine, Platform } from '../../machine/machine.ts';
import type { VisitedFolder } from '../walk.ts';

export interface FolderView {
  readonly platform: Platform;
  join(...parts: string[]): string;
  /** The folder so many levels above. */
  up(dir: string, levels: number): string;
  list(dir: string): Promise<Answer<readonly DirectoryEntry[]>>;
  /** Whether the folder is known to hold the name; ignores case on Windows. */
  has(dir: string, name: string): Promise<boolean>;
  hasAny(dir: string, names: readonly string[]): Promise<boolean>;
  /** `known`, `absent`, or why it cannot be told. */
  fileState(path: string): Promise<AnswerState>;
  /** Full paths; none when the folder cannot be listed. */
  subfolders(dir: string): Promise<readonly string[]>;
}

/** `visited` spares the listings that a walk has already made. */
export function createFolderView(machine: Machine, visited: readonly VisitedFolder[], ask: Ask = {}): FolderView {
  const { paths } = machine;
  const ignoreCase = machine.host.platform === 'win32';
  const spell = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const listings = new Map<string, Promise<Answer<readonly DirectoryEntry[]>>>(
    visited.map(({ dir, entries }) => [
      spell(paths.normalize(dir)),
      Promise.resolve({ state: 'known', value: entries }),
    ]),
  );

  const list = (dir: string) => {
    const key = spell(paths.normalize(dir));
    const listing = listings.get(key) ?? machine.list(dir, ask);
    listings.set(key, listing);
    return listing;
  };
  const has = async (dir: string, name: string) => {
    const answer = await list(dir);
    return answer.state === 'known' && answer.value.some((entry) => spell(entry.name) === spell(name));
  };

  return {
    platform: machine.host.platform,
    join: (...parts) => paths.normalize(paths.join(...parts)),
    up: (dir, levels) => Array.from({ length: levels }).reduce<string>((inner) => paths.dirname(inner), dir),
    list,
    has,
    async hasAny(dir, names) {
      for (const name of names) if (await has(dir, name)) return true;
      return false;
    },
    async fileState(path) {
      const answer = await list(paths.dirname(path));
      if (answer.state !== 'known') return answer.state;
      return (await has(paths.dirname(path), paths.basename(path))) ? 'known' : 'absent';
    },
    async subfolders(dir) {
      const answer = await list(dir);
      if (answer.state !== 'known') return [];
      return answer.value.filter(({ kind }) => kind === 'directory').map(({ name }) => paths.join(dir, name));
    },
  };
}
