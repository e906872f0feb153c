/** Files of a recording: what is listed is there, what it covers and does not list is absent. */
import { ABSENT, known, NOT_ASKED, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { DirectoryEntry, FileContent, FileStat, Paths, Platform } from '../machine.ts';
import { pathKey } from '../paths.ts';
import { contentOf, failureOf, isoOf, statOf } from './content.ts';
import type { FileEntry, RecordingDocument } from './document.ts';
import { folderTree } from './folders.ts';

export interface RecordedFiles {
  readonly read: (path: string, limit: number, part: 'head' | 'tail') => Answer<FileContent>;
  readonly stat: (path: string) => Answer<FileStat>;
  readonly list: (dir: string) => Answer<readonly DirectoryEntry[]>;
}

type FolderEntry = Exclude<FileEntry, string | null>;

export function recordedFiles(recording: RecordingDocument, platform: Platform, paths: Paths): RecordedFiles {
  const { files } = recording;
  if (files === undefined) return silent(NOT_ASKED);
  if (isRefused(files)) return silent(unanswered(files.error, files.reason));

  const all = Object.entries(files as Readonly<Record<string, FileEntry>>).map(([path, entry]) => ({
    path: path.replace(/(?<=[^:\\/])[\\/]+$/, ''),
    entry,
    kind: isFolderEntry(entry) || /[\\/]$/.test(path) ? ('directory' as const) : ('file' as const),
  }));
  const key = (path: string): string => pathKey(platform, path);
  const folderEntries = new Map(
    all.flatMap(({ path, entry }): [string, FolderEntry][] => (isFolderEntry(entry) ? [[key(path), entry]] : [])),
  );
  const roots = Array.isArray(recording.roots) ? recording.roots : [];
  const tree = folderTree(
    [
      ...all.filter(({ entry }) => !isMissing(entry) || isListedAnyway(entry)),
      ...roots.map((path) => ({ path, kind: 'directory' as const })),
    ],
    platform,
  );
  const entries = new Map(
    // Something below a path proves that it is there, whatever was said of it.
    all
      .filter(({ kind, path, entry }) => kind === 'file' && !(isMissing(entry) && tree.has(path)))
      .map(({ path, entry }) => [key(path), entry]),
  );
  const onlyAsked = recording.unlistedFiles === 'not-asked';

  /** Whether the children of a folder that exists are all here. */
  const isListed = (dir: string): boolean => {
    const entry = folderEntries.get(key(dir));
    return onlyAsked
      ? entry !== undefined && entry.listed !== false && entry.error === undefined
      : entry?.listed !== false;
  };
  /** A path that no entry names. */
  const unlisted = (path: string): Answer<never> => {
    if (!onlyAsked) return isUnc(path, platform) ? NOT_ASKED : ABSENT;
    for (let dir = paths.dirname(path), below = path; dir !== below; below = dir, dir = paths.dirname(dir)) {
      if (tree.has(dir)) return isListed(dir) && !tree.has(below) && !entries.has(key(below)) ? ABSENT : NOT_ASKED;
      const above = entries.get(key(dir));
      if (above !== undefined) return isErrorEntry(above) && !isMissing(above) ? NOT_ASKED : ABSENT;
    }
    return NOT_ASKED;
  };

  return {
    read(path, limit, part) {
      const entry = entries.get(key(path));
      if (entry !== undefined) return contentOf(entry, limit, part);
      return tree.has(path) ? ABSENT : unlisted(path);
    },
    stat(path) {
      const entry = entries.get(key(path));
      if (entry !== undefined) return statOf(entry);
      if (!tree.has(path)) return unlisted(path);
      return known({ kind: 'directory', size: null, modifiedAt: isoOf(folderEntries.get(key(path))?.modifiedAt) });
    },
    list(dir) {
      const entry = folderEntries.get(key(dir)) ?? entries.get(key(dir));
      if (isErrorEntry(entry) && entry.error !== 'locked') return failureOf(entry.error, entry.reason);
      const children = tree.children(dir);
      if (children === undefined) return entry === undefined ? unlisted(dir) : ABSENT;
      return isListed(dir) ? known(children) : NOT_ASKED;
    },
  };
}

function silent(answer: Answer<never>): RecordedFiles {
  return { read: () => answer, stat: () => answer, list: () => answer };
}

function isRefused(files: object): files is { error: 'denied' | 'timeout'; reason?: string } {
  const { error } = files as { error?: unknown };
  return error === 'denied' || error === 'timeout';
}

function isFolderEntry(entry: FileEntry): entry is FolderEntry {
  return typeof entry === 'object' && entry !== null && entry.directory === true;
}

type ErrorEntry = FolderEntry & { readonly error: NonNullable<FolderEntry['error']> };

function isErrorEntry(entry: FileEntry | undefined): entry is ErrorEntry {
  return typeof entry === 'object' && entry?.error !== undefined;
}

function isMissing(entry: FileEntry): boolean {
  return isErrorEntry(entry) && entry.error === 'not-found';
}

function isListedAnyway(entry: FileEntry): boolean {
  return isErrorEntry(entry) && entry.listed === true;
}

function isUnc(path: string, platform: Platform): boolean {
  return platform === 'win32' && /^[\\/]{2}(?![?.][\\/])/.test(path);
}
