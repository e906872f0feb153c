/**
 * Changing files so that a crash at any instant leaves the old or the new one: the new bytes go into a file beside the
 * old, are forced to the disk, and take its name in one step of the file system.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import type * as promises from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ABSENT, known, unanswered } from '../../answer.ts';
import type { Change, Hand, Hash, HeldFile } from '../../hand.ts';
import { codeOf } from '../deadline.ts';

/** The calls of node:fs/promises that files are changed with. */
export type Disk = Pick<typeof promises, 'open' | 'rename' | 'unlink' | 'realpath' | 'mkdir' | 'rm' | 'rmdir'>;

export function fileHand(disk: Disk): Pick<Hand, 'read' | 'write' | 'tryWrite' | 'remove' | 'tidy' | 'append'> {
  return {
    read: async (path) => {
      try {
        return known(await readWhole(disk, path));
      } catch (error) {
        return isAbsent(error) ? ABSENT : unanswered('denied', codeOf(error));
      }
    },
    write: (path, bytes, expected) => settled(() => replace(disk, path, bytes, expected)),
    tryWrite: (path) => settled(() => writeAndTakeAway(disk, path)),
    remove: (path, expected) => settled(() => removeOwn(disk, path, expected)),
    tidy: async (path) => {
      await disk.unlink(besideOf(await realOrSame(disk, path))).catch(() => undefined);
    },
    append: (path, line) => settled(() => appendLine(disk, path, line)),
  };
}

/** A pipe in the place of a file must not keep us waiting. Windows has no such flag. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0);
const LARGEST = 8 * 1024 * 1024;
/** A new file may hold a token, so it is nobody else's to read. */
const OWN_FILE = 0o600;

async function readWhole(disk: Disk, path: string): Promise<HeldFile & { readonly mode: number }> {
  const handle = await disk.open(path, READ_WITHOUT_WAITING);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw coded('EISDIR');
    if (stats.size > LARGEST) throw coded('EFBIG');
    const bytes = await handle.readFile();
    return { bytes, hash: createHash('sha256').update(bytes).digest('hex'), mode: stats.mode };
  } finally {
    await handle.close();
  }
}

async function replace(disk: Disk, path: string, bytes: Uint8Array, expected: Hash | null): Promise<Change> {
  const target = expected === null ? path : await disk.realpath(path);
  const before = await currentOf(disk, target);
  if ((before?.hash ?? null) !== expected) return CHANGED;
  const beside = besideOf(target);
  await disk.unlink(beside).catch(() => undefined);
  try {
    await writeThrough(disk, beside, bytes, before?.mode ?? OWN_FILE);
    // The last look before the swap: what happens between the two is lost to no lock that other programs would honour.
    if (((await currentOf(disk, target))?.hash ?? null) !== expected) throw coded('CHANGED');
    await renamePatiently(disk, beside, target);
  } catch (error) {
    await disk.unlink(beside).catch(() => undefined);
    if (codeOf(error) === 'CHANGED') return CHANGED;
    throw error;
  }
  await syncFolder(disk, dirname(target));
  return DONE;
}

async function writeAndTakeAway(disk: Disk, path: string): Promise<Change> {
  const beside = besideOf(await realOrSame(disk, path));
  await disk.unlink(beside).catch(() => undefined);
  await writeThrough(disk, beside, new Uint8Array(), OWN_FILE);
  await disk.unlink(beside);
  return DONE;
}

async function removeOwn(disk: Disk, path: string, expected: Hash): Promise<Change> {
  const current = await currentOf(disk, path);
  if (current === null) return DONE;
  if (current.hash !== expected) return CHANGED;
  await disk.unlink(path);
  await syncFolder(disk, dirname(path));
  return DONE;
}

async function appendLine(disk: Disk, path: string, line: string): Promise<Change> {
  await disk.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await disk.open(path, 'a', OWN_FILE);
  try {
    await handle.appendFile(`${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return DONE;
}

/** `null`: it is not there. */
async function currentOf(disk: Disk, path: string): Promise<(HeldFile & { readonly mode: number }) | null> {
  try {
    return await readWhole(disk, path);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

export async function writeThrough(disk: Disk, path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const handle = await disk.open(path, 'wx', mode);
  try {
    await handle.writeFile(bytes);
    // The mask of the process may have taken rights away that the old file had.
    await handle.chmod(mode & 0o7777);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** On Windows a scanner or an editor holds a file for a moment; then the rename is refused, not queued. */
export async function renamePatiently(disk: Disk, from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await disk.rename(from, to);
      return;
    } catch (error) {
      if (!BUSY.has(codeOf(error)) || tries === RENAME_TRIES) throw error;
      await sleep(RENAME_PAUSE_MS);
    }
  }
}

const BUSY: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES']);
const RENAME_TRIES = 10;
const RENAME_PAUSE_MS = 50;

/** Makes the new name itself durable. Windows does not open folders and needs no such call (NTFS journals names). */
export async function syncFolder(disk: Disk, dir: string): Promise<void> {
  try {
    const handle = await disk.open(dir, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The change itself is done.
  }
}

/** One name a file, so that what a crash left is found again. */
export function besideOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.napcat-doctor`);
}

async function realOrSame(disk: Disk, path: string): Promise<string> {
  return disk.realpath(path).catch(() => path);
}

async function settled(work: () => Promise<Change>): Promise<Change> {
  try {
    return await work();
  } catch (error) {
    return isAbsent(error) ? CHANGED : { state: 'failed', reason: codeOf(error) };
  }
}

const DONE: Change = { state: 'done' };
const CHANGED: Change = { state: 'changed' };

function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
