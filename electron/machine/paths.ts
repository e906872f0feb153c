/** Path arithmetic of the machine looked at, which need not be the one we run on. */
import { posix, win32 } from 'node:path';
import type { Paths, Platform } from './machine.ts';

export function pathsFor(platform: Platform): Paths {
  const flavour = platform === 'win32' ? win32 : posix;
  return {
    join: (...parts) => flavour.join(...parts),
    dirname: (path) => flavour.dirname(path),
    basename: (path) => flavour.basename(path),
    isAbsolute: (path) => flavour.isAbsolute(path),
    normalize: (path) => flavour.normalize(path),
    sep: flavour.sep,
    same: (a, b) => pathKey(platform, a) === pathKey(platform, b),
  };
}

/** One spelling a file: Windows ignores case. */
export function pathKey(platform: Platform, path: string): string {
  const plain = plainPath(platform, path);
  return platform === 'win32' ? plain.toLowerCase() : plain;
}

/**
 * A path as people write it: Windows takes both slashes and knows the `\\?\` prefix; a slash at the end names the same
 * folder everywhere.
 */
export function plainPath(platform: Platform, path: string): string {
  if (platform !== 'win32') return trimSlash(posix.normalize(path), '/');
  const plain = path.replace(/^\\\\\?\\(?!UNC\\)/i, '').replace(/^\\\\\?\\UNC\\/i, '\\\\');
  return trimSlash(win32.normalize(plain), '\\');
}

/** The order in which every machine lists a folder: by code unit, whatever the file system's own. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function trimSlash(path: string, slash: string): string {
  return path.length > 1 && path.endsWith(slash) && !/^[a-z]:\\$/i.test(path) ? path.slice(0, -1) : path;
}
