/**
 * Zip files on the disk, and the folders that come out of them. A folder is filled under another name beside its place,
 * read back, and takes its name in one step: a crash leaves no folder, or a whole one.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { known, unanswered } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Archive, Change, FolderContent, Hand, Hash, Unpacking } from '../../hand.ts';
import { RELEASE, openZip } from '../../zip/read.ts';
import type { Zip } from '../../zip/read.ts';
import { codeOf } from '../deadline.ts';
import { besideOf, renamePatiently, syncFolder, writeThrough } from './files.ts';
import type { Disk } from './files.ts';

export function archiveHand(disk: Disk): Pick<Hand, 'openArchive' | 'unpack' | 'removeFolder'> {
  return {
    openArchive: (path) => open(disk, path),
    unpack: (order, signal) => settled(() => unpack(disk, order, signal)),
    removeFolder: (target, content) => settled(() => removeFolder(disk, target, content)),
  };
}

/** What a fresh folder may be read and entered by; the files in it keep nothing secret. */
const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;

async function open(disk: Disk, path: string): Promise<Answer<Archive>> {
  try {
    const { zip, hash } = await readZip(disk, path);
    return known({
      hash,
      names: zip.names,
      bytes: zip.size,
      read: (name) => {
        const content = zip.read(name);
        return content instanceof Uint8Array ? content : undefined;
      },
    });
  } catch (error) {
    return unanswered('denied', codeOf(error));
  }
}

async function readZip(disk: Disk, path: string): Promise<{ readonly zip: Zip; readonly hash: Hash }> {
  const handle = await disk.open(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw coded('EISDIR');
    if (stats.size > RELEASE.file) throw coded('too-large');
    const bytes = await handle.readFile();
    const zip = openZip(bytes, RELEASE);
    if ('error' in zip)
      throw coded(zip.error.detail === '' ? zip.error.code : `${zip.error.code}: ${zip.error.detail}`);
    return { zip, hash: hashOf(bytes) };
  } finally {
    await handle.close();
  }
}

async function unpack(
  disk: Disk,
  { archive, hash, below, target, without }: Unpacking,
  signal: AbortSignal | undefined,
): Promise<Change> {
  if (await exists(disk, target)) return { state: 'changed' };
  const { zip, hash: now } = await readZip(disk, archive);
  if (now !== hash) return { state: 'changed' };
  const beside = besideOf(target);
  await disk.rm(beside, { recursive: true, force: true });
  try {
    await disk.mkdir(beside, { recursive: true, mode: FOLDER_MODE });
    for (const name of wantedNames(zip.names, below, without)) {
      if (signal?.aborted === true) throw coded('cancelled');
      const content = zip.read(below + name);
      if (!(content instanceof Uint8Array)) throw coded(`damaged: ${name}`);
      await writeFile(disk, join(beside, ...name.split('/')), content);
    }
    for (const name of without) {
      await disk.mkdir(dirname(join(beside, ...name.split('/'))), { recursive: true, mode: FOLDER_MODE });
    }
    await renamePatiently(disk, beside, target);
  } catch (error) {
    await disk.rm(beside, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(disk, dirname(target));
  return { state: 'done' };
}

async function writeFile(disk: Disk, path: string, content: Uint8Array): Promise<void> {
  await disk.mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
  await writeThrough(disk, path, content, FILE_MODE);
  // A scanner that took the file away, or a disk that lies, shows here and not when NapCat starts.
  if (hashOf(await readBack(disk, path)) !== hashOf(content)) throw coded('EIO');
}

async function readBack(disk: Disk, path: string): Promise<Uint8Array> {
  const handle = await disk.open(path, 'r');
  try {
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Names below a folder of the archive, without it. */
function wantedNames(names: readonly string[], below: string, without: readonly string[]): readonly string[] {
  return names
    .filter((name) => name.startsWith(below))
    .map((name) => name.slice(below.length))
    .filter((name) => !without.includes(name));
}

async function removeFolder(
  disk: Disk,
  target: string,
  content: FolderContent,
): Promise<Change & { readonly kept?: boolean }> {
  await disk.rm(besideOf(target), { recursive: true, force: true });
  const folders = new Set<string>();
  for (const [name, hash] of Object.entries(content)) {
    const parts = name.split('/');
    for (let depth = 1; depth < parts.length; depth++) folders.add(parts.slice(0, depth).join('/'));
    const path = join(target, ...parts);
    await disk.unlink(besideOf(path)).catch(() => undefined);
    const now = await readBack(disk, path).catch(absentAsNull);
    if (now !== null && hashOf(now) === hash) await disk.unlink(path);
  }
  // The deepest first; one that holds what is not ours stays.
  const deepestFirst = [...folders].toSorted((a, b) => b.split('/').length - a.split('/').length);
  for (const folder of deepestFirst) await disk.rmdir(join(target, ...folder.split('/'))).catch(() => undefined);
  await disk.rmdir(target).catch(() => undefined);
  return { state: 'done', kept: await exists(disk, target) };
}

function absentAsNull(error: unknown): null {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
  throw error;
}

async function exists(disk: Disk, path: string): Promise<boolean> {
  return disk.realpath(path).then(
    () => true,
    () => false,
  );
}

function hashOf(bytes: Uint8Array): Hash {
  return createHash('sha256').update(bytes).digest('hex');
}

async function settled<T extends Change>(work: () => Promise<T | Change>): Promise<T | Change> {
  try {
    return await work();
  } catch (error) {
    return { state: 'failed', reason: codeOf(error) };
  }
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
