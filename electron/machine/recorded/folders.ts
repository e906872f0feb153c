/** The folders that a recording's paths imply: a folder exists when a listed path lies below it. */
import type { DirectoryEntry, Paths, Platform } from '../machine.ts';
import { byName, pathKey } from '../paths.ts';

export interface FolderTree {
  has(dir: string): boolean;
  /** Sorted by name; `undefined` when no such folder is implied. */
  children(dir: string): readonly DirectoryEntry[] | undefined;
}

export interface PlacedPath {
  readonly path: string;
  readonly kind: DirectoryEntry['kind'];
}

export function folderTree(places: Iterable<PlacedPath>, platform: Platform, paths: Paths): FolderTree {
  const folders = new Map<string, Map<string, DirectoryEntry>>();
  const open = (dir: string): Map<string, DirectoryEntry> => {
    const key = pathKey(platform, dir);
    const folder = folders.get(key) ?? new Map<string, DirectoryEntry>();
    folders.set(key, folder);
    return folder;
  };
  const place = (path: string, kind: DirectoryEntry['kind']): void => {
    if (kind === 'directory') open(path);
    // The root is its own parent; a relative path hangs nowhere.
    for (let child = path, parent = paths.dirname(child); parent !== child && parent !== '.';) {
      const name = paths.basename(child);
      const siblings = open(parent);
      const key = pathKey(platform, name);
      const sibling = siblings.get(key);
      // A path below proves a folder, whatever else was said about it.
      const isFolder = child !== path || kind === 'directory';
      if (sibling === undefined || isFolder) {
        siblings.set(key, { name: sibling?.name ?? name, kind: isFolder ? 'directory' : 'file' });
      }
      if (sibling !== undefined) return;
      child = parent;
      parent = paths.dirname(child);
    }
  };
  for (const { path, kind } of places) place(paths.normalize(path), kind);
  return {
    has: (dir) => folders.has(pathKey(platform, dir)),
    children: (dir) => {
      const folder = folders.get(pathKey(platform, dir));
      return folder === undefined ? undefined : [...folder.values()].toSorted(byName);
    },
  };
}
