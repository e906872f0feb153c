/** The case files below a path. Folders of strangers hold links in circles, pipes and files that nobody may read. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A case with a whole log in it has a few megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Sorted by name; the path itself when it is no folder. Each folder counts once, whatever links lead to it. */
export function caseFiles(path: string, seen = new Set<string>()): readonly string[] {
  if (!isFolder(path)) return [path];
  const real = realpathSync(path);
  if (seen.has(real)) return [];
  seen.add(real);
  return namesIn(path).flatMap((name) => {
    const inner = join(path, name);
    if (isFolder(inner)) return caseFiles(inner, seen);
    return /\.(?:ya?ml|json)$/i.test(name) ? [inner] : [];
  });
}

export type ReadCase = { readonly bytes: Uint8Array } | { readonly problem: string };

/** A pipe would keep us waiting for its other end, so only regular files are opened. */
export function readCase(file: string): ReadCase {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return { problem: 'not a regular file' };
    if (stat.size > MOST_BYTES) return { problem: 'larger than 64 MB' };
    return { bytes: readFileSync(file) };
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted((a, b) => a.localeCompare(b));
  } catch {
    return [];
  }
}
