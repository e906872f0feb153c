/**
 * The door to the Win32 API. koffi is a native module and may be missing or refused (an antivirus, a policy, a broken
 * install), so it is loaded at the first use and never at import: who asks gets an exception, which the callers turn
 * into their fallback.
 */
import { createRequire } from 'node:module';
import type * as koffiModule from 'koffi';

export type Koffi = typeof koffiModule;

/** An open kernel handle. koffi hands pointers-as-integers over as number or bigint, whichever is enough. */
export type Handle = number | bigint;

/** A one-element array that a function writes its result into. */
export type Out<T> = [T];

let loaded: Koffi | undefined;

/**
 * koffi itself. Throws when it cannot be loaded, and on 32-bit builds: every layout in this folder is the 64-bit one,
 * which x64 and arm64 share.
 */
export function koffi(): Koffi {
  if (loaded !== undefined) return loaded;
  if (process.arch !== 'x64' && process.arch !== 'arm64') throw new Error(`no Win32 layouts for ${process.arch}`);
  loaded = createRequire(import.meta.url)('koffi') as Koffi;
  return loaded;
}

/** Makes bindings at the first call and keeps them. A failure is not kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A failed call, with its Win32 error code or NTSTATUS. */
export class Win32Error extends Error {
  readonly code: number;

  constructor(call: string, code: number) {
    super(`${call} failed with ${code < 0 || code > 0xffff ? `0x${(code >>> 0).toString(16)}` : String(code)}`);
    this.name = 'Win32Error';
    this.code = code;
  }
}

/** UTF-16LE text of `bytes` bytes at the start of a buffer. */
export function utf16(buffer: Buffer, bytes: number, from = 0): string {
  return buffer.toString('utf16le', from, from + bytes);
}
