/** Files of a recording: what is listed is there, what a listed root covers and is not listed is absent. */
import { ABSENT, known, NOT_ASKED, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { DirectoryEntry, FileContent, FileStat, Paths, Platform } from '../machine.ts';
import { pathKey } from '../paths.ts';
import type { FileEntry, RecordingDocument } from './document.ts';

export interface RecordedFiles {
  readonly read: (path: string, limit: number, part: 'head' | 'tail') => Answer<FileContent>;
  readonly stat: (path: string) => Answer<FileStat>;
  readonly list: (dir: string) => Answer<readonly DirectoryEntry[]>;
}

export function recordedFiles(recording: RecordingDocument, platform: Platform, paths: Paths): RecordedFiles {
  const { files } = recording;
  if (files === undefined) return silent(NOT_ASKED);
  if (isRefused(files)) return silent(unanswered(files.error));

  const entries = new Map<string, { path: string; entry: FileEntry }>();
  const folders = new Map<string, Map<string, DirectoryEntry>>();
  for (const [path, entry] of Object.entries(files as Readonly<Record<string, FileEntry>>)) {
    const isFolder = isFolderEntry(entry) || /[\\/]$/.test(path);
    if (!isFolder) entries.set(pathKey(platform, path), { path, entry });
    const missing = typeof entry === 'object' && entry !== null && entry.error === 'not-found';
    if (!missing) addToFolders(folders, platform, paths, path, isFolder);
  }
  for (const root of Array.isArray(recording.roots) ? recording.roots : [])
    addToFolders(folders, platform, paths, root, true);
  const elsewhere = (path: string): Answer<never> => (isUnc(path, platform) ? NOT_ASKED : ABSENT);

  const find = (path: string): FileEntry | undefined => entries.get(pathKey(platform, path))?.entry;
  return {
    read(path, limit, part) {
      const entry = find(path);
      if (entry === undefined) return folders.has(pathKey(platform, path)) ? ABSENT : elsewhere(path);
      return contentOf(entry, limit, part);
    },
    stat(path) {
      const entry = find(path);
      if (entry !== undefined) return statOf(entry);
      return folders.has(pathKey(platform, path))
        ? known({ kind: 'directory', size: null, modifiedAt: null })
        : elsewhere(path);
    },
    list(dir) {
      const children = folders.get(pathKey(platform, dir));
      return children === undefined
        ? find(dir) === undefined
          ? elsewhere(dir)
          : ABSENT
        : known([...children.values()]);
    },
  };
}

function silent(answer: Answer<never>): RecordedFiles {
  return { read: () => answer, stat: () => answer, list: () => answer };
}

function isRefused(files: object): files is { error: 'denied' | 'timeout' } {
  const { error } = files as { error?: unknown };
  return error === 'denied' || error === 'timeout';
}

function isFolderEntry(entry: FileEntry): boolean {
  return typeof entry === 'object' && entry !== null && entry.directory === true;
}

/** A folder exists when a listed path lies below it. */
function addToFolders(
  folders: Map<string, Map<string, DirectoryEntry>>,
  platform: Platform,
  paths: Paths,
  path: string,
  isFolder: boolean,
): void {
  let child = path.length > 1 ? path.replace(/(?<=[^:\\/])[\\/]+$/, '') : path;
  let kind: DirectoryEntry['kind'] = isFolder ? 'directory' : 'file';
  if (isFolder) openFolder(folders, platform, child);
  for (let parent = paths.dirname(child); parent !== child && parent !== '.'; parent = paths.dirname(child)) {
    const name = paths.basename(child);
    if (name === '') break;
    openFolder(folders, platform, parent).set(platform === 'win32' ? name.toLowerCase() : name, { name, kind });
    child = parent;
    kind = 'directory';
  }
}

function openFolder(
  folders: Map<string, Map<string, DirectoryEntry>>,
  platform: Platform,
  dir: string,
): Map<string, DirectoryEntry> {
  const key = pathKey(platform, dir);
  const folder = folders.get(key) ?? new Map<string, DirectoryEntry>();
  folders.set(key, folder);
  return folder;
}

function isUnc(path: string, platform: Platform): boolean {
  return platform === 'win32' && /^[\\/]{2}(?![?.][\\/])/.test(path);
}

function contentOf(entry: FileEntry, limit: number, part: 'head' | 'tail'): Answer<FileContent> {
  if (entry === null) return unanswered('not-asked', 'content not recorded');
  if (typeof entry === 'string') return cut(new TextEncoder().encode(entry), limit, part, null, null, 'whole');
  if (entry.error !== undefined) return failure(entry.error);
  const bytes =
    entry.base64 === undefined
      ? entry.text === undefined
        ? null
        : new TextEncoder().encode(entry.text)
      : new Uint8Array(Buffer.from(entry.base64, 'base64'));
  if (bytes === null) return unanswered('not-asked', 'content not recorded');
  return cut(bytes, limit, part, entry.size ?? null, isoOf(entry.modifiedAt), entry.part ?? 'whole');
}

function cut(
  bytes: Uint8Array,
  limit: number,
  part: 'head' | 'tail',
  size: number | null,
  modifiedAt: string | null,
  recorded: FileContent['part'],
): Answer<FileContent> {
  const fits = bytes.length <= limit;
  const shown = fits ? bytes : part === 'head' ? bytes.subarray(0, limit) : bytes.subarray(bytes.length - limit);
  return known({ bytes: shown, size: Math.max(size ?? 0, bytes.length), modifiedAt, part: fits ? recorded : part });
}

function statOf(entry: FileEntry): Answer<FileStat> {
  if (entry === null) return known({ kind: 'file', size: null, modifiedAt: null });
  if (typeof entry === 'string')
    return known({ kind: 'file', size: new TextEncoder().encode(entry).length, modifiedAt: null });
  // A locked file cannot be read, but its folder still tells that it is there.
  if (entry.error !== undefined)
    return entry.error === 'locked'
      ? known({ kind: 'file', size: null, modifiedAt: isoOf(entry.modifiedAt) })
      : failure(entry.error);
  return known({
    kind: 'file',
    size: entry.size ?? (entry.text === undefined ? null : Buffer.byteLength(entry.text)),
    modifiedAt: isoOf(entry.modifiedAt),
  });
}

function failure(error: 'denied' | 'locked' | 'timeout' | 'not-found'): Answer<never> {
  if (error === 'not-found') return ABSENT;
  return error === 'locked' ? unanswered('denied', 'locked') : unanswered(error);
}

export function isoOf(time: string | Date | null | undefined): string | null {
  if (time == null) return null;
  return typeof time === 'string' ? time : time.toISOString();
}
