/**
 * Files and folders through Node, the same on every platform. Only regular files are opened, never more than the
 * limit is read, and what is locked, refused or gone says so.
 */
import { constants } from 'node:fs';
import type { Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { ABSENT, known, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Ask, DirectoryEntry, FileContent, FileStat } from '../machine.ts';
import { codeOf, within } from './deadline.ts';

const DEFAULT_LIMIT = 4 * 1024 * 1024;
const DEADLINE = 3_000;
/** A folder with more entries than this is no place where anybody keeps a bot. */
const MOST_ENTRIES = 20_000;

export function readFile(
  path: string,
  options: Ask & { readonly limit?: number; readonly part?: 'head' | 'tail' } = {},
): Promise<Answer<FileContent>> {
  const { limit = DEFAULT_LIMIT, part = 'head' } = options;
  return within(options, DEADLINE, () =>
    answered(async () => {
      // Before opening: a FIFO or a device would block, and opening one may have effects.
      const before = await stat(path);
      if (!before.isFile()) return ABSENT;
      const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      try {
        const current = await handle.stat();
        if (!current.isFile()) return ABSENT;
        const wanted = Math.min(current.size, limit);
        const from = part === 'tail' ? current.size - wanted : 0;
        // Pseudo-files report size 0; they are read as they come, up to the limit.
        const bytes = await readAt(handle, from, current.size === 0 ? limit : wanted);
        return known({
          bytes,
          size: Math.max(current.size, bytes.length),
          modifiedAt: timeOf(current),
          part: bytes.length >= current.size ? 'whole' : part,
        });
      } finally {
        await handle.close();
      }
    }),
  );
}

/** Reads until `length` bytes or the end; a file that shrinks meanwhile gives what is left. */
async function readAt(handle: Awaited<ReturnType<typeof open>>, from: number, length: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  while (total < length) {
    const size = Math.min(length - total, 1024 * 1024);
    const { bytesRead, buffer } = await handle.read(new Uint8Array(size), 0, size, from + total);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

export function statFile(path: string, ask: Ask = {}): Promise<Answer<FileStat>> {
  return within(ask, DEADLINE, () =>
    answered(async () => {
      const found = await stat(path);
      return known({
        kind: found.isDirectory() ? 'directory' : 'file',
        size: found.isFile() ? found.size : null,
        modifiedAt: timeOf(found),
      });
    }),
  );
}

/** A link counts as a file, whatever it leads to: a walk must not run in circles. */
export function listFolder(path: string, ask: Ask = {}): Promise<Answer<readonly DirectoryEntry[]>> {
  return within(ask, DEADLINE, () =>
    answered(async () => {
      const entries = await readdir(path, { withFileTypes: true });
      return known(
        entries
          .slice(0, MOST_ENTRIES)
          .filter((entry) => entry.isDirectory() || entry.isFile() || entry.isSymbolicLink())
          .map((entry): DirectoryEntry => ({ name: entry.name, kind: entry.isDirectory() ? 'directory' : 'file' })),
      );
    }),
  );
}

/** Turns what the file system says into an answer (Node system error codes; EBUSY and EPERM: Windows sharing). */
async function answered<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENODEV' || code === 'ENXIO')
      return ABSENT;
    return unanswered('denied', code === 'EBUSY' || code === 'ETXTBSY' ? 'locked' : code || 'denied');
  }
}

function timeOf({ mtimeMs }: Stats): string | null {
  return Number.isFinite(mtimeMs) ? new Date(mtimeMs).toISOString() : null;
}
