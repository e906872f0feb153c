/** Processes from /proc (proc(5)). One that vanishes while it is read is left out; one that hides itself says null. */
import { known, mapAnswer, valueOf } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { ProcessInfo } from '../../machine.ts';
import { letOthersWork, linkOf, pids, readProc } from './proc.ts';

/** USER_HZ: the unit of start times in /proc, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Processes read in one go. */
const BATCH = 64;
/** Parent of the kernel's own threads, which concern no bot. */
const KTHREADD = 2;

export async function readProcesses(signal: AbortSignal): Promise<Answer<readonly ProcessInfo[]>> {
  const bootedAt = bootTime();
  const found: ProcessInfo[] = [];
  for (const [index, pid] of pids().entries()) {
    if (index % BATCH === BATCH - 1) await letOthersWork();
    if (signal.aborted) break;
    const process = readProcess(pid, bootedAt);
    if (process !== null) found.push(process);
  }
  return known(found);
}

function readProcess(pid: number, bootedAt: number | null): ProcessInfo | null {
  const stat = valueOf(readProc(`/proc/${pid}/stat`));
  if (stat === undefined) return null;
  // The name stands in parentheses and may itself hold any character, parentheses and blanks included.
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  const [state = '', parent = ''] = fields;
  const ppid = Number(parent);
  // A zombie has ended; only its parent has not asked yet.
  if (state === 'Z' || state === 'X' || pid === KTHREADD || ppid === KTHREADD) return null;
  const path = linkOf(`/proc/${pid}/exe`);
  const name = stat.slice(stat.indexOf('(') + 1, close);
  const ticks = Number(fields[19]);
  return {
    pid,
    ppid,
    // The kernel cuts names at 15 bytes, and Node names itself after its main thread.
    name: path === null ? name : path.slice(path.lastIndexOf('/') + 1),
    path,
    commandLine: valueOf(mapAnswer(readProc(`/proc/${pid}/cmdline`), (text) => commandLineOf(text, path))) ?? null,
    cwd: linkOf(`/proc/${pid}/cwd`),
    startedAt:
      bootedAt === null || Number.isNaN(ticks)
        ? null
        : new Date(bootedAt + (ticks / TICKS_PER_SECOND) * 1000).toISOString(),
  };
}

/**
 * Arguments, each ended by a NUL, as one line that can be split back. A program that wrote a line of its own over them
 * (Chromium's children do) leaves no NUL between words: that line is taken as it is.
 */
export function commandLineOf(text: string, path: string | null): string {
  const words = text.replace(/\0+$/, '').split('\0');
  const [only = ''] = words;
  return words.length === 1 && only !== path ? only : words.map(quote).join(' ');
}

function quote(word: string): string {
  return word === '' || /[\s"'\\]/.test(word) ? `"${word.replace(/["\\]/g, '\\$&')}"` : word;
}

/** Milliseconds since 1970 at which the kernel came up. */
function bootTime(): number | null {
  const seconds = /^btime (\d+)/m.exec(valueOf(readProc('/proc/stat')) ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

export function readEnvironment(pid: number): Answer<Readonly<Record<string, string>>> {
  return mapAnswer(readProc(`/proc/${pid}/environ`), (text) =>
    Object.fromEntries(
      text.split('\0').flatMap((word) => {
        const equals = word.indexOf('=');
        return equals <= 0 ? [] : [[word.slice(0, equals), word.slice(equals + 1)]];
      }),
    ),
  );
}

/** Files mapped into a process that are code: the program, libraries and native modules. */
export function readModules(pid: number): Answer<readonly string[]> {
  return mapAnswer(readProc(`/proc/${pid}/maps`), (maps) => [
    ...new Set(maps.split('\n').flatMap((line) => EXECUTABLE_MAPPING.exec(line)?.[1] ?? [])),
  ]);
}

/** address, permissions, offset, device, inode, path (proc(5), "maps"). */
const EXECUTABLE_MAPPING = /^\S+ ..x. \S+ \S+ \d+\s+(\/.*?)(?: \(deleted\))?$/;
