/**
 * One process seen from outside: its program, start time and loaded modules, as far as our rights go. What needs a
 * look into its memory is in peb.ts.
 */
import { koffi, once, utf16, type Handle, type Out } from './koffi.ts';

/** QUERY_INFORMATION | VM_READ: own processes. Refused for elevated and protected ones. */
const FULL_ACCESS = 0x0400 | 0x0010;
/** QUERY_LIMITED_INFORMATION: also elevated ones of the same user. */
const LIMITED_ACCESS = 0x1000;

export interface OpenProcess {
  readonly handle: Handle;
  /** Whether its memory may be read. */
  readonly readable: boolean;
}

/**
 * Opens a process with the most rights that we are given, hands it to `look` and closes it again.
 * `undefined`: it cannot be opened (gone, or protected).
 */
export function withProcess<T>(pid: number, look: (process: OpenProcess) => T): T | undefined {
  const opened = open(pid);
  if (opened === undefined) return undefined;
  try {
    return look(opened);
  } finally {
    api().closeHandle(opened.handle);
  }
}

/** Full path of the program in Win32 form, or `null`. */
export function imagePath(handle: Handle): string | null {
  const size: Out<number> = [MAX_PATH_UNITS];
  return api().queryFullProcessImageName(handle, 0, pathBuffer(), size) ? utf16(pathBuffer(), size[0] * 2) : null;
}

/** When it was created, or `null`. */
export function startTime(handle: Handle): Date | null {
  const creation = Buffer.alloc(8);
  const unused = Buffer.alloc(8);
  if (!api().getProcessTimes(handle, creation, unused, unused, unused)) return null;
  const ticks = creation.readBigUInt64LE(0);
  return ticks === 0n ? null : new Date(Number(ticks / TICKS_PER_MS - UNIX_EPOCH_MS));
}

/**
 * Full paths of the loaded modules. `null`: refused, gone, or not started far enough to have any.
 * A process with more than 4096 of them is cut there.
 */
export function moduleListOf(handle: Handle): string[] | null {
  const modules = Buffer.alloc(MAX_MODULES * POINTER);
  const needed: Out<number> = [0];
  if (!api().enumProcessModules(handle, modules, modules.length, needed, LIST_MODULES_ALL)) return null;
  const count = Math.min(MAX_MODULES, Math.floor(needed[0] / POINTER));
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const units = api().getModuleFileName(
      handle,
      modules.readBigUInt64LE(index * POINTER),
      pathBuffer(),
      MAX_PATH_UNITS,
    );
    if (units > 0) paths.push(utf16(pathBuffer(), units * 2));
  }
  return paths;
}

const MAX_PATH_UNITS = 32_768;
const MAX_MODULES = 4096;
const LIST_MODULES_ALL = 3;
const POINTER = 8;
/** FILETIME counts 100 ns from 1601. */
const TICKS_PER_MS = 10_000n;
const UNIX_EPOCH_MS = 11_644_473_600_000n;

const pathBuffer = once(() => Buffer.alloc(MAX_PATH_UNITS * 2));

const api = once(() => {
  const kernel32 = koffi().load('kernel32.dll');
  return {
    openProcess: kernel32.func('intptr_t __stdcall OpenProcess(uint32_t access, bool inherit, uint32_t pid)') as (
      access: number,
      inherit: boolean,
      pid: number,
    ) => Handle,
    closeHandle: kernel32.func('bool __stdcall CloseHandle(intptr_t handle)') as (handle: Handle) => boolean,
    queryFullProcessImageName: kernel32.func(
      'bool __stdcall QueryFullProcessImageNameW(intptr_t process, uint32_t flags, _Out_ void *name, _Inout_ uint32_t *size)',
    ) as (process: Handle, flags: number, name: Buffer, size: Out<number>) => boolean,
    getProcessTimes: kernel32.func(
      'bool __stdcall GetProcessTimes(intptr_t process, _Out_ void *creation, _Out_ void *exit, _Out_ void *kernel, _Out_ void *user)',
    ) as (process: Handle, creation: Buffer, exit: Buffer, kernel: Buffer, user: Buffer) => boolean,
    enumProcessModules: kernel32.func(
      'bool __stdcall K32EnumProcessModulesEx(intptr_t process, _Out_ void *modules, uint32_t size, _Out_ uint32_t *needed, uint32_t filter)',
    ) as (process: Handle, modules: Buffer, size: number, needed: Out<number>, filter: number) => boolean,
    getModuleFileName: kernel32.func(
      'uint32_t __stdcall K32GetModuleFileNameExW(intptr_t process, uintptr_t module, _Out_ void *name, uint32_t units)',
    ) as (process: Handle, module: bigint, name: Buffer, units: number) => number,
  };
});

function open(pid: number): OpenProcess | undefined {
  const full = api().openProcess(FULL_ACCESS, false, pid);
  if (Number(full) !== 0) return { handle: full, readable: true };
  const limited = api().openProcess(LIMITED_ACCESS, false, pid);
  return Number(limited) === 0 ? undefined : { handle: limited, readable: false };
}
