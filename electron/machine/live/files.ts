/**
 * Files, through Node, on every system. Only regular files are read, and never more of them than was asked for: a pipe
 * or a device could keep us waiting, and a log may have any size.
 */
import { constants } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import { open, opendir, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ABSENT, known, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { DirectoryEntry, FileContent, FileStat, Machine } from '../machine.ts';
import { byName } from '../paths.ts';
import { codeOf, within } from './deadline.ts';

/** Windows has no such flag, and no pipes among its files; there this is O_RDONLY alone. */
const WITHOUT_WAITING = constants.O_RDONLY | constants.O_NONBLOCK;
const DEADLINE = { deadline: 10_000, extends: true } as const;
const DEFAULT_LIMIT = 4 * 1024 * 1024;
/** Between two pieces a cancelled read stops. */
const PIECE = 1024 * 1024;
/** A folder with more entries than this is nobody's NapCat; listing goes on no further and says so in `via`. */
const MOST_ENTRIES = 20_000;

export function nodeFiles(): Pick<Machine, 'readFile' | 'stat' | 'list'> {
  return {
    readFile: (path, { limit = DEFAULT_LIMIT, part = 'head', ...ask } = {}) =>
      within(ask, DEADLINE, (signal) => guarded(() => readPart(path, limit, part, signal))),
    stat: (path, ask = {}) => within(ask, DEADLINE, () => guarded(async () => known(statOf(await stat(path))))),
    list: (dir, ask = {}) => within(ask, DEADLINE, (signal) => guarded(() => listFolder(dir, signal))),
  };
}

/** What an error of the file system means. Codes that are not here are a refusal with that code as the reason. */
const ERRORS: Readonly<Record<string, Answer<never>>> = {
  ENOENT: ABSENT,
  ENOTDIR: ABSENT,
  // A name that no file can have.
  ENAMETOOLONG: ABSENT,
  ERR_INVALID_ARG_VALUE: ABSENT,
  EACCES: unanswered('denied', 'denied'),
  EPERM: unanswered('denied', 'denied'),
  // A sharing violation on Windows (libuv maps ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION to it).
  EBUSY: unanswered('denied', 'locked'),
};

async function guarded<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work();
  } catch (error) {
    return ERRORS[codeOf(error)] ?? unanswered('denied', codeOf(error));
  }
}

async function readPart(
  path: string,
  limit: number,
  part: 'head' | 'tail',
  signal: AbortSignal,
): Promise<Answer<FileContent>> {
  const before = notReadable(await stat(path));
  if (before !== null) return before;
  // It may have been swapped for a pipe since: opened without waiting, and looked at again.
  const handle = await open(path, WITHOUT_WAITING);
  try {
    const stats = await handle.stat();
    return notReadable(stats) ?? known(await contentOf(handle, stats, Math.max(0, limit), part, signal));
  } finally {
    await handle.close();
  }
}

function notReadable(stats: Stats): Answer<never> | null {
  if (stats.isFile()) return null;
  return stats.isDirectory() ? ABSENT : unanswered('denied', 'not a regular file');
}

async function contentOf(
  handle: FileHandle,
  stats: Stats,
  limit: number,
  part: 'head' | 'tail',
  signal: AbortSignal,
): Promise<FileContent> {
  const wanted = Math.min(limit, stats.size);
  const from = part === 'tail' ? stats.size - wanted : 0;
  const bytes = new Uint8Array(wanted);
  let filled = 0;
  while (filled < wanted && !signal.aborted) {
    const { bytesRead } = await handle.read(bytes, filled, Math.min(PIECE, wanted - filled), from + filled);
    // It shrank while we read.
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return {
    bytes: bytes.subarray(0, filled),
    size: filled < wanted ? from + filled : stats.size,
    modifiedAt: timeOf(stats),
    part: wanted === stats.size ? 'whole' : part,
  };
}

function statOf(stats: Stats): FileStat {
  return {
    kind: stats.isDirectory() ? 'directory' : 'file',
    size: stats.isFile() ? stats.size : null,
    modifiedAt: timeOf(stats),
  };
}

/** Some network drives answer with times that no calendar has. */
function timeOf({ mtime }: Stats): string | null {
  return Number.isNaN(mtime.getTime()) ? null : mtime.toISOString();
}

async function listFolder(dir: string, signal: AbortSignal): Promise<Answer<readonly DirectoryEntry[]>> {
  const entries: DirectoryEntry[] = [];
  const folder = await opendir(dir, { bufferSize: 256 });
  try {
    // One read after another takes a third of the time of the iterator, which waits twice for each entry.
    for (let entry = await folder.read(); entry !== null; entry = await folder.read()) {
      if (entries.length >= MOST_ENTRIES || signal.aborted) return known(entries.toSorted(byName), 'truncated');
      entries.push({ name: entry.name, kind: entry.isFile() ? 'file' : await kindOf(entry, dir) });
    }
  } finally {
    await folder.close();
  }
  return known(entries.toSorted(byName));
}

/** Links, and the junctions of Windows, count as what they lead to. */
async function kindOf(entry: Dirent, dir: string): Promise<DirectoryEntry['kind']> {
  if (entry.isDirectory()) return 'directory';
  if (!entry.isSymbolicLink()) return 'file';
  const target = await guarded(async () => known(await stat(join(dir, entry.name))));
  return target.state === 'known' && target.value.isDirectory() ? 'directory' : 'file';
}
