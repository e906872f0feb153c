/** What a recorder heard about files, as the `files` of a recording. */
import type { Answer } from '../answer.ts';
import type { DirectoryEntry, FileContent, FileStat, Paths, Platform } from '../machine.ts';
import { pathKey } from '../paths.ts';
import { encodeBytes } from '../recorded/bytes.ts';
import { refusalOf } from '../recorded/content.ts';
import type { FileEntry } from '../recorded/document.ts';

/** Each takes an answer down and hands it back. */
export interface FileNotes {
  read(path: string, answer: Answer<FileContent>): Answer<FileContent>;
  stat(path: string, answer: Answer<FileStat>): Answer<FileStat>;
  list(dir: string, answer: Answer<readonly DirectoryEntry[]>): Answer<readonly DirectoryEntry[]>;
  /** Sorted by path; `null` when nothing was asked. */
  entries(): Record<string, FileEntry> | null;
}

interface Note {
  readonly path: string;
  stat?: Answer<FileStat>;
  list?: Answer<readonly DirectoryEntry[]>;
  /** Why the file could not be read, if that was the last word. */
  unread?: Answer<FileContent>;
  whole?: FileContent;
  head?: FileContent;
  tail?: FileContent;
}

type Entry = Exclude<FileEntry, string | null>;

export function fileNotes(platform: Platform, paths: Paths): FileNotes {
  const notes = new Map<string, Note>();
  const noteOn = (path: string): Note => {
    const key = pathKey(platform, path);
    const note = notes.get(key) ?? { path };
    notes.set(key, note);
    return note;
  };
  return {
    read(path, answer) {
      const note = noteOn(path);
      if (answer.state !== 'known') {
        note.unread = answer;
        return answer;
      }
      const { part, bytes } = answer.value;
      // Several pieces may be asked of one end; the longest holds the others.
      if (part === 'whole' || bytes.length >= (note[part]?.bytes.length ?? 0)) note[part] = answer.value;
      return answer;
    },
    stat(path, answer) {
      noteOn(path).stat = answer;
      return answer;
    },
    list(dir, answer) {
      noteOn(dir).list = answer;
      return answer;
    },
    entries() {
      const entries = new Map<string, { readonly path: string; readonly entry: FileEntry }>();
      for (const [key, note] of notes) {
        const entry = entryOf(note);
        if (entry !== undefined) entries.set(key, { path: note.path, entry });
      }
      for (const { path: dir, list } of notes.values()) {
        for (const { name, kind } of list?.state === 'known' ? list.value : []) {
          const path = paths.join(dir, name);
          const key = pathKey(platform, path);
          const own = entries.get(key);
          entries.set(key, { path: own?.path ?? path, entry: own === undefined ? SEEN[kind] : named(own.entry) });
        }
      }
      if (entries.size === 0) return null;
      const sorted = [...entries.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
      return Object.fromEntries(sorted.map(({ path, entry }) => [path, entry]));
    },
  };
}

/** What a listing alone says of a child. */
const SEEN: Readonly<Record<DirectoryEntry['kind'], FileEntry>> = {
  file: null,
  directory: { directory: true, listed: false },
};

/** A link to nowhere stands in its folder and is not found all the same. */
function named(entry: FileEntry): FileEntry {
  const missing = typeof entry === 'object' && entry?.error === 'not-found';
  return missing ? { ...entry, listed: true } : entry;
}

function entryOf(note: Note): Entry | undefined {
  return folderEntry(note) ?? contentEntry(note) ?? unreadEntry(note) ?? statEntry(note);
}

function folderEntry({ stat, list }: Note): Entry | undefined {
  const isFolder = stat?.state === 'known' && stat.value.kind === 'directory';
  if (!isFolder && list?.state !== 'known' && !isRefused(list)) return undefined;
  const modifiedAt = isFolder ? stat.value.modifiedAt : null;
  return {
    directory: true,
    ...(modifiedAt === null ? {} : { modifiedAt }),
    ...(list?.state === 'known' ? {} : (errorOf(list) ?? { listed: false })),
  };
}

function contentEntry({ whole, head, tail }: Note): Entry | undefined {
  const content = whole ?? tail ?? head;
  if (content === undefined) return undefined;
  const { bytes, part, size, modifiedAt } = content;
  const beginning = part === 'tail' && head !== undefined ? { head: { ...encodeBytes(head.bytes, 'head') } } : {};
  return {
    ...encodeBytes(bytes, part),
    modifiedAt,
    size,
    ...(part === 'whole' ? {} : { part }),
    ...beginning,
  };
}

function unreadEntry({ unread, stat }: Note): Entry | undefined {
  const error = errorOf(unread);
  return error === undefined ? undefined : { ...error, ...(error.error === 'not-found' ? {} : seenBy(stat)) };
}

function statEntry({ stat, list }: Note): Entry | undefined {
  if (stat?.state === 'known') return seenBy(stat);
  return errorOf(stat) ?? errorOf(list);
}

function seenBy(stat: Answer<FileStat> | undefined): Pick<Entry, 'size' | 'modifiedAt'> {
  return stat?.state === 'known' ? { size: stat.value.size, modifiedAt: stat.value.modifiedAt } : {};
}

function isRefused(answer: Answer<unknown> | undefined): boolean {
  return answer?.state === 'denied' || answer?.state === 'timeout';
}

function errorOf(answer: Answer<unknown> | undefined): Pick<Entry, 'error' | 'reason'> | undefined {
  if (answer === undefined || answer.state === 'known') return undefined;
  if (answer.state === 'absent') return { error: 'not-found' };
  if (answer.state === 'denied' && answer.reason === 'locked') return { error: 'locked' };
  return refusalOf(answer) ?? undefined;
}
