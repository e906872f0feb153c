/** The folders that a recording's paths imply: a folder exists when a listed path lies below it. */
import type { DirectoryEntry, Platform } from '../machine.ts';
import { byName, plainPath } from '../paths.ts';

export interface FolderTree {
  has(dir: string): boolean;
  /** Sorted by name; `undefined` when no such folder is implied. */
  children(dir: string): readonly DirectoryEntry[] | undefined;
}

export interface PlacedPath {
  readonly path: string;
  readonly kind: DirectoryEntry['kind'];
}

/** One map a level, so that a path costs its own length and not that of every folder above it. */
interface Node {
  readonly name: string;
  /** `null`: a file. */
  children: Map<string, Node> | null;
}

export function folderTree(places: Iterable<PlacedPath>, platform: Platform): FolderTree {
  const top = new Map<string, Node>();
  for (const { path, kind } of places) {
    let level = top;
    const names = namesOf(path, platform);
    for (const [index, name] of names.entries()) {
      const key = keyOf(name, platform);
      const node = level.get(key) ?? { name, children: null };
      level.set(key, node);
      if (index === names.length - 1 && kind === 'file') break;
      level = node.children ??= new Map<string, Node>();
    }
  }
  const find = (dir: string): Map<string, Node> | undefined => {
    let level: Map<string, Node> | undefined = top;
    for (const name of namesOf(dir, platform)) level = level?.get(keyOf(name, platform))?.children ?? undefined;
    return level;
  };
  return {
    has: (dir) => find(dir) !== undefined,
    children: (dir) => {
      const level = find(dir);
      return level === undefined ? undefined : [...level.values()].map(entryOf).toSorted(byName);
    },
  };
}

function entryOf({ name, children }: Node): DirectoryEntry {
  return { name, kind: children === null ? 'file' : 'directory' };
}

/** `D:\a` → `D:`, `a`; `/a` → ``, `a`. */
function namesOf(path: string, platform: Platform): readonly string[] {
  return plainPath(platform, path)
    .replace(/(?<=[\\/:])[\\/]$|^\/$/, '')
    .split(platform === 'win32' ? '\\' : '/');
}

function keyOf(name: string, platform: Platform): string {
  return platform === 'win32' ? name.toLowerCase() : name;
}
