/** Toolhelp: which processes there are, with their names and parents. Complete also for processes we may not open. */
import { koffi, once, utf16, Win32Error, type Handle } from './koffi.ts';

export interface SnapshotEntry {
  readonly pid: number;
  /** As recorded at creation: the number may belong to another process by now. */
  readonly ppid: number;
  readonly name: string;
}

/** One snapshot of all processes but the idle one (pid 0). Throws `Win32Error` when the system refuses. */
export function snapshotProcesses(): SnapshotEntry[] {
  const { createSnapshot, first, next, closeHandle } = api();
  const snapshot = createSnapshot(TH32CS_SNAPPROCESS, 0);
  if (Number(snapshot) === INVALID_HANDLE) throw new Win32Error('CreateToolhelp32Snapshot', -1);
  try {
    const entry = Buffer.alloc(ENTRY.size);
    entry.writeUInt32LE(ENTRY.size, 0);
    const found: SnapshotEntry[] = [];
    for (let more = first(snapshot, entry); more; more = next(snapshot, entry)) {
      const pid = entry.readUInt32LE(ENTRY.pid);
      if (pid !== 0) found.push({ pid, ppid: entry.readUInt32LE(ENTRY.ppid), name: nameOf(entry) });
    }
    return found;
  } finally {
    closeHandle(snapshot);
  }
}

const TH32CS_SNAPPROCESS = 2;
const INVALID_HANDLE = -1;

/** tlhelp32.h, PROCESSENTRY32W on 64-bit Windows: the name is 260 UTF-16 units. */
const ENTRY = { size: 568, pid: 8, ppid: 32, name: 44, nameBytes: 520 } as const;

const api = once(() => {
  const kernel32 = koffi().load('kernel32.dll');
  return {
    createSnapshot: kernel32.func('intptr_t __stdcall CreateToolhelp32Snapshot(uint32_t flags, uint32_t pid)') as (
      flags: number,
      pid: number,
    ) => Handle,
    first: kernel32.func('bool __stdcall Process32FirstW(intptr_t snapshot, _Inout_ void *entry)') as (
      snapshot: Handle,
      entry: Buffer,
    ) => boolean,
    next: kernel32.func('bool __stdcall Process32NextW(intptr_t snapshot, _Inout_ void *entry)') as (
      snapshot: Handle,
      entry: Buffer,
    ) => boolean,
    closeHandle: kernel32.func('bool __stdcall CloseHandle(intptr_t handle)') as (handle: Handle) => boolean,
  };
});

function nameOf(entry: Buffer): string {
  const text = utf16(entry, ENTRY.nameBytes, ENTRY.name);
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
