/**
 * One program with administrator rights: ShellExecuteExW with the verb `runas`, which shows Windows' own prompt with
 * the program's signature. No script, no shell, no file that somebody could swap between the question and the start
 * (domain facts: Windows §f).
 */
import type { Command, Hand, RunResult } from '../../hand.ts';
import { koffi, once, type Handle, type Out } from './api/koffi.ts';

/** The prompt is up as long as the user thinks; then the program has this long. */
const RUN_DEADLINE_MS = 60_000;

export const runElevated: Hand['runElevated'] = async ({ argv, cwd }: Command): Promise<RunResult> => {
  const [program, ...args] = argv;
  if (program === undefined || !/^[a-z]:\\.*\.exe$/i.test(program)) return { state: 'failed', reason: 'EINVAL' };
  try {
    return await execute(program, args.map(quoteArgument).join(' '), cwd ?? null);
  } catch (error) {
    return { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
};

/**
 * One argument as Microsoft's C runtime takes it apart again: quotes where needed, a backslash before each quote, and
 * backslashes doubled before a quote ("Parsing C command-line arguments", Microsoft Learn).
 */
export function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  return `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

async function execute(program: string, parameters: string, directory: string | null): Promise<RunResult> {
  const { shellExecute, wait, exitCode, closeHandle, size } = api();
  const info: ShellExecuteInfo = {
    cbSize: size,
    fMask: SEE_MASK_NOCLOSEPROCESS | SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI,
    hwnd: 0,
    lpVerb: 'runas',
    lpFile: program,
    lpParameters: parameters,
    lpDirectory: directory,
    nShow: 0,
    hInstApp: 0,
    lpIDList: 0,
    lpClass: null,
    hkeyClass: 0,
    dwHotKey: 0,
    hIcon: 0,
    hProcess: 0,
  };
  // Blocks while the prompt is up, so it must not run on the thread of a window.
  const started = await inBackground<boolean>((done) => {
    shellExecute.async(info, done);
  });
  if (!started) {
    // GetLastError (1223) belongs to the worker thread; the structure carries the refusal too.
    const refusal = Number(info.hInstApp);
    return refusal === SE_ERR_ACCESSDENIED
      ? { state: 'declined' }
      : { state: 'failed', reason: `ShellExecuteExW ${refusal}` };
  }
  try {
    const waited = await inBackground<number>((done) => {
      wait.async(info.hProcess, RUN_DEADLINE_MS, done);
    });
    const code: Out<number> = [0];
    if (waited !== 0 || !exitCode(info.hProcess, code)) return { state: 'failed', reason: 'timeout' };
    return { state: 'exited', code: code[0] };
  } finally {
    closeHandle(info.hProcess);
  }
}

function inBackground<T>(start: (done: (error: unknown, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) =>
      error === null || error === undefined ? resolve(value) : reject(new Error('the call failed', { cause: error })),
    );
  });
}

/** shellapi.h */
const SEE_MASK_NOCLOSEPROCESS = 0x40;
const SEE_MASK_NOASYNC = 0x100;
const SEE_MASK_FLAG_NO_UI = 0x400;
const SE_ERR_ACCESSDENIED = 5;

/** SHELLEXECUTEINFOW, 112 bytes. */
interface ShellExecuteInfo {
  cbSize: number;
  fMask: number;
  hwnd: Handle;
  lpVerb: string;
  lpFile: string;
  lpParameters: string;
  lpDirectory: string | null;
  nShow: number;
  hInstApp: Handle;
  lpIDList: Handle;
  lpClass: null;
  hkeyClass: Handle;
  dwHotKey: number;
  hIcon: Handle;
  hProcess: Handle;
}

const api = once(() => {
  const library = koffi();
  const info = library.struct('SHELLEXECUTEINFOW', {
    cbSize: 'uint32_t',
    fMask: 'uint32_t',
    hwnd: 'intptr_t',
    lpVerb: 'str16',
    lpFile: 'str16',
    lpParameters: 'str16',
    lpDirectory: 'str16',
    nShow: 'int32_t',
    hInstApp: 'intptr_t',
    lpIDList: 'intptr_t',
    lpClass: 'str16',
    hkeyClass: 'intptr_t',
    dwHotKey: 'uint32_t',
    hIcon: 'intptr_t',
    hProcess: 'intptr_t',
  });
  const kernel32 = library.load('kernel32.dll');
  return {
    size: library.sizeof(info),
    shellExecute: library.load('shell32.dll').func('bool __stdcall ShellExecuteExW(_Inout_ SHELLEXECUTEINFOW *info)'),
    wait: kernel32.func('uint32_t __stdcall WaitForSingleObject(intptr_t handle, uint32_t milliseconds)'),
    exitCode: kernel32.func('bool __stdcall GetExitCodeProcess(intptr_t handle, _Out_ uint32_t *code)') as (
      handle: Handle,
      code: Out<number>,
    ) => boolean,
    closeHandle: kernel32.func('bool __stdcall CloseHandle(intptr_t handle)') as (handle: Handle) => boolean,
  };
});
