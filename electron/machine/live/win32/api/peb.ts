/**
 * What a process was started with: command line, current folder, environment. Windows keeps them in the process's own
 * memory (PEB → RTL_USER_PROCESS_PARAMETERS), where they are readable as long as the process belongs to us. Only the
 * command line also comes without reading memory, through information class 60, which works for elevated processes of
 * the same user as well (domain facts: Windows §e).
 *
 * The layouts are those of 64-bit Windows. A 32-bit process has them too, frozen at its start.
 */
import { koffi, once, utf16, type Handle, type Out } from './koffi.ts';
import type { OpenProcess } from './process.ts';

export interface StartParameters {
  readonly commandLine: string | null;
  /** Without the closing backslash that Windows keeps there (`C:\` excepted). */
  readonly cwd: string | null;
}

/** `null` where our rights end. Secrets in command lines stay as they are: masking is the survey's duty. */
export function startParameters(process: OpenProcess): StartParameters {
  const parameters = process.readable ? parametersOf(process.handle) : null;
  const folder = parameters && textAt(process.handle, parameters, PARAMETERS.currentDirectory);
  return {
    commandLine:
      commandLineInformation(process.handle) ??
      (parameters && textAt(process.handle, parameters, PARAMETERS.commandLine)),
    cwd: folder && (/^[a-z]:\\$/i.test(folder) ? folder : folder.replace(/\\$/, '')),
  };
}

/** Environment of a process, `null` when its memory cannot be read. Names keep their case. */
export function environmentOf(process: OpenProcess): Record<string, string> | null {
  const parameters = process.readable ? parametersOf(process.handle) : null;
  if (parameters === null) return null;
  const block = readPages(process.handle, parameters.readBigUInt64LE(PARAMETERS.environment));
  if (block === null) return null;
  const lines = utf16(block, block.length).split('\0');
  const end = lines.indexOf('');
  return Object.fromEntries(
    (end < 0 ? lines : lines.slice(0, end))
      .map((line) => [line, line.indexOf('=')] as const)
      // Hidden variables such as `=C:=C:\` begin with the equals sign that separates elsewhere.
      .filter(([, split]) => split > 0)
      .map(([line, split]) => [line.slice(0, split), line.slice(split + 1)]),
  );
}

const PROCESS_BASIC_INFORMATION = 0;
const PROCESS_COMMAND_LINE_INFORMATION = 60;
/** Offset of ProcessParameters in the PEB (winternl.h). */
const PEB_PARAMETERS = 0x20n;
/** RTL_USER_PROCESS_PARAMETERS: two UNICODE_STRINGs (length, capacity, pointer at +8) and a pointer. */
const PARAMETERS = { size: 0x88, currentDirectory: 0x38, commandLine: 0x70, environment: 0x80 } as const;
/** A UNICODE_STRING cannot be longer. */
const MAX_STRING = 65_534;
const MAX_ENVIRONMENT = 512n * 1024n;
const PAGE = 4096n;

const api = once(() => ({
  readProcessMemory: koffi()
    .load('kernel32.dll')
    .func(
      'bool __stdcall ReadProcessMemory(intptr_t process, uintptr_t address, _Out_ void *buffer, size_t size, _Out_ size_t *read)',
    ) as (process: Handle, address: bigint, buffer: Buffer, size: number, read: Out<number>) => boolean,
  queryInformation: koffi()
    .load('ntdll.dll')
    .func(
      'int32_t __stdcall NtQueryInformationProcess(intptr_t process, int kind, _Out_ void *buffer, uint32_t size, _Out_ uint32_t *needed)',
    ) as (process: Handle, kind: number, buffer: Buffer, size: number, needed: Out<number>) => number,
  commandLine: Buffer.alloc(16 + MAX_STRING + 2),
}));

/** Windows 8.1 and later; Wine 8 does not know it. The text follows its own UNICODE_STRING header. */
function commandLineInformation(handle: Handle): string | null {
  const { queryInformation, commandLine } = api();
  if (queryInformation(handle, PROCESS_COMMAND_LINE_INFORMATION, commandLine, commandLine.length, [0]) !== 0)
    return null;
  return utf16(commandLine, commandLine.readUInt16LE(0), 16);
}

function parametersOf(handle: Handle): Buffer | null {
  const basic = Buffer.alloc(48);
  if (api().queryInformation(handle, PROCESS_BASIC_INFORMATION, basic, basic.length, [0]) !== 0) return null;
  const peb = basic.readBigUInt64LE(8);
  if (peb === 0n) return null;
  const pointer = read(handle, peb + PEB_PARAMETERS, 8);
  return pointer && read(handle, pointer.readBigUInt64LE(0), PARAMETERS.size);
}

function textAt(handle: Handle, parameters: Buffer, offset: number): string | null {
  const length = Math.min(parameters.readUInt16LE(offset), MAX_STRING);
  const text = read(handle, parameters.readBigUInt64LE(offset + 8), length);
  return text && utf16(text, text.length);
}

/** Copies memory of another process. */
function read(handle: Handle, address: bigint, size: number): Buffer | null {
  if (address === 0n) return null;
  const bytes = Buffer.alloc(size);
  return size === 0 || api().readProcessMemory(handle, address, bytes, size, [0]) ? bytes : null;
}

/**
 * Copies what is readable from an address on, at most `MAX_ENVIRONMENT`: the environment block has no length that
 * every Windows agrees on, and a read that crosses its last page fails as a whole.
 */
function readPages(handle: Handle, address: bigint): Buffer | null {
  const pages: Buffer[] = [];
  for (let at = address; at < address + MAX_ENVIRONMENT; at += PAGE - (at % PAGE)) {
    const page = read(handle, at, Number(PAGE - (at % PAGE)));
    if (page === null) break;
    pages.push(page);
  }
  return pages.length === 0 ? null : Buffer.concat(pages);
}
