/**
 * Reads zip files of strangers. Only the central directory counts, and whatever neither a bundle nor a release has need
 * of is refused: links, odd names, encryption, zip64, overlapping or repeated entries. Sizes are bounded before anything
 * is inflated. Structure: PKWARE APPNOTE 4.3.
 */
import { inflateRawSync } from 'node:zlib';
import type { ZipProblem } from '../../contract/bundle.ts';
import { crc32 } from './crc32.ts';
import { isSafeName } from './names.ts';

export interface ZipError {
  readonly code: ZipProblem;
  /** The entry concerned, as it is written; for people, and to be escaped like all foreign text. */
  readonly detail: string;
}

export type ZipRead<T> = T | { readonly error: ZipError };

export interface Zip {
  /** In the order of the directory. */
  readonly names: readonly string[];
  /** Bytes of all files together, unpacked. */
  readonly size: number;
  /** Inflates one entry; `undefined`: there is none of that name. */
  read(name: string): ZipRead<Uint8Array> | undefined;
}

/** In bytes. */
export interface ZipLimits {
  readonly file: number;
  readonly entry: number;
  readonly total: number;
  readonly entries: number;
}

const MIB = 1024 * 1024;
/** A bundle that we write stays below 10 MB. */
const BUNDLE: ZipLimits = { file: 64 * MIB, entry: 64 * MIB, total: 128 * MIB, entries: 256 };
/** NapCat with QQ's own libraries has some hundred MB. */
export const RELEASE: ZipLimits = { file: 768 * MIB, entry: 512 * MIB, total: 2048 * MIB, entries: 20_000 };

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export function openZip(bytes: Uint8Array, limits: ZipLimits = BUNDLE): ZipRead<Zip> {
  if (bytes.length > limits.file) return failed('too-large', '');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return failed('not-a-zip', '');
  const directory = readDirectory(bytes, view, end, limits);
  if ('error' in directory) return directory;
  const entries = new Map(directory.map((entry) => [entry.name, entry]));
  const problem = overlap(directory, end.start) ?? sizes(directory, limits) ?? headers(directory, bytes, view);
  if (problem !== null) return problem;
  return {
    names: directory.map(({ name }) => name),
    size: sizeOf(directory),
    read(name) {
      const entry = entries.get(name);
      return entry === undefined ? undefined : inflate(entry, bytes, view);
    },
  };
}

interface End {
  readonly count: number;
  readonly start: number;
  readonly at: number;
}

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;

/** The last record that ends exactly where the file ends. */
function findEnd(view: DataView): End | null {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_LENGTH + view.getUint16(at + 20, true) !== view.byteLength) continue;
    const [count, length, start] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 12, true),
      view.getUint32(at + 16, true),
    ];
    const oneDisk = view.getUint16(at + 4, true) === 0 && view.getUint16(at + 8, true) === count;
    return oneDisk && start + length <= at ? { count, start, at } : null;
  }
  return null;
}

const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const ENCRYPTED = 0x2041;
const UNIX_LINK = 0o120000;
const UNIX_TYPE = 0o170000;

function readDirectory(bytes: Uint8Array, view: DataView, end: End, limits: ZipLimits): ZipRead<readonly Entry[]> {
  if (end.count > limits.entries) return failed('bomb', String(end.count));
  const entries: Entry[] = [];
  const seen = new Set<string>();
  let at = end.start;
  for (let index = 0; index < end.count; index++) {
    const start = at;
    if (at + ENTRY_LENGTH > end.at || view.getUint32(at, true) !== ENTRY_SIGNATURE)
      return failed('damaged', String(index));
    const flags = view.getUint16(at + 8, true);
    const lengths = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const [nameLength = 0, extraLength = 0, commentLength = 0] = lengths;
    const name = decodeName(bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
    const isFolder = name?.endsWith('/') === true && view.getUint32(at + 24, true) === 0;
    if (name === null || !isSafeName(isFolder ? name.slice(0, -1) : name)) return failed('unsafe-name', name ?? '');
    const key = name.normalize('NFC').toLowerCase();
    if (seen.has(key)) return failed('duplicate-name', name);
    seen.add(key);
    if ((flags & ENCRYPTED) !== 0) return failed('encrypted', name);
    if (((view.getUint32(at + 38, true) >>> 16) & UNIX_TYPE) === UNIX_LINK) return failed('link', name);
    at += ENTRY_LENGTH + nameLength + extraLength + commentLength;
    // Folders say nothing; a bundle that somebody packed again has them.
    if (isFolder) continue;
    entries.push({
      name,
      method: view.getUint16(start + 10, true),
      crc: view.getUint32(start + 16, true),
      packed: view.getUint32(start + 20, true),
      size: view.getUint32(start + 24, true),
      offset: view.getUint32(start + 42, true),
    });
  }
  return entries;
}

function decodeName(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function sizes(entries: readonly Entry[], { entry, total }: ZipLimits): { readonly error: ZipError } | null {
  const large = entries.find(({ size, packed }) => size > entry || packed > entry);
  if (large !== undefined) return failed('too-large', large.name);
  return sizeOf(entries) > total ? failed('too-large', '') : null;
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { size }) => sum + size, 0);
}

/** Entries that share their bytes are the better kind of bomb (D. Fifield, "A better zip bomb", 2019). */
function overlap(entries: readonly Entry[], directory: number): { readonly error: ZipError } | null {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  for (const [index, { name, offset, packed }] of sorted.entries()) {
    const next = sorted[index + 1]?.offset ?? directory;
    if (offset + LOCAL_LENGTH + packed > next) return failed(index + 1 < sorted.length ? 'bomb' : 'damaged', name);
  }
  return null;
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;

/** What stands before the data must tell of the same entry as the directory. */
function headers(entries: readonly Entry[], bytes: Uint8Array, view: DataView): { readonly error: ZipError } | null {
  for (const { name, offset, method } of entries) {
    const fits =
      view.getUint32(offset, true) === LOCAL_SIGNATURE &&
      view.getUint16(offset + 8, true) === method &&
      decodeName(bytes.subarray(offset + LOCAL_LENGTH, offset + LOCAL_LENGTH + view.getUint16(offset + 26, true))) ===
        name;
    if (!fits) return failed('damaged', name);
  }
  return null;
}

function inflate(
  { name, method, crc, packed, size, offset }: Entry,
  bytes: Uint8Array,
  view: DataView,
): ZipRead<Uint8Array> {
  const start = offset + LOCAL_LENGTH + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const data = bytes.subarray(start, start + packed);
  if (data.length !== packed || (method !== STORED && method !== DEFLATED)) return failed('damaged', name);
  const content = method === STORED ? data : inflateAtMost(data, size);
  if (content === 'more') return failed('bomb', name);
  if (content?.length !== size) return failed('damaged', name);
  return crc32(content) === crc ? content : failed('wrong-crc', name);
}

const STORED = 0;
const DEFLATED = 8;

/** `more`: it holds more than it declared. */
function inflateAtMost(data: Uint8Array, size: number): Uint8Array | 'more' | null {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'more' : null;
  }
}

function failed(code: ZipProblem, detail: string): { readonly error: ZipError } {
  return { error: { code, detail } };
}
