/** Processes from /proc (proc(5)). One that vanishes while it is read is left out; one that hides itself says null. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { ProcessInfo } from '../../machine.ts';
import { codeOf } from '../deadline.ts';

/** USER_HZ: the unit of start times in /proc, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export function readProcesses(): readonly ProcessInfo[] {
  const bootedAt = bootTime();
  return pids().flatMap((pid) => readProcess(pid, bootedAt) ?? []);
}

export function pids(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

function readProcess(pid: number, bootedAt: number | null): ProcessInfo | null {
  const stat = text(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name stands in parentheses and may itself hold any character, parentheses and blanks included.
  const close = stat.lastIndexOf(')');
  const fields = stat.slice(close + 2).split(' ');
  const commandLine = text(`/proc/${pid}/cmdline`);
  // A kernel thread has no command line, and nothing that concerns a bot.
  if (commandLine === '' && link(`/proc/${pid}/exe`) === null) return null;
  const started = Number(fields[19]);
  const path = link(`/proc/${pid}/exe`);
  return {
    pid,
    ppid: Number(fields[1]),
    name:
      path === null
        ? stat.slice(stat.indexOf('(') + 1, close)
        : (path
            .replace(/ \(deleted\)$/, '')
            .split('/')
            .at(-1) ?? ''),
    path: path?.replace(/ \(deleted\)$/, '') ?? null,
    commandLine: commandLine === null ? null : joinArguments(commandLine.replace(/\0$/, '').split('\0')),
    cwd: link(`/proc/${pid}/cwd`),
    startedAt:
      bootedAt === null || Number.isNaN(started)
        ? null
        : new Date(bootedAt + (started / TICKS_PER_SECOND) * 1000).toISOString(),
  };
}

/** Quoted so that splitting gives the arguments back. */
function joinArguments(words: readonly string[]): string {
  return words
    .map((word) => (word === '' || /[\s"'\\]/.test(word) ? `"${word.replace(/(["\\])/g, '\\$1')}"` : word))
    .join(' ');
}

/** Milliseconds since 1970 at which the kernel came up. */
function bootTime(): number | null {
  const seconds = /^btime (\d+)/m.exec(text('/proc/stat') ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

/** Which process holds each of the wanted sockets. Ends as soon as all are found. */
export function ownersOf(inodes: ReadonlySet<string>): ReadonlyMap<string, number> {
  const owners = new Map<string, number>();
  for (const pid of pids()) {
    if (owners.size === inodes.size) break;
    for (const descriptor of folder(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${descriptor}`) ?? '')?.[1];
      if (inode !== undefined && inodes.has(inode) && !owners.has(inode)) owners.set(inode, pid);
    }
  }
  return owners;
}

export function readEnvironment(pid: number): Readonly<Record<string, string>> | 'denied' | 'absent' {
  try {
    const words = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return Object.fromEntries(
      words.flatMap((word) =>
        word.includes('=') ? [[word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]] : [],
      ),
    );
  } catch (error) {
    return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM' ? 'denied' : 'absent';
  }
}

/** Files mapped into a process that are code: libraries and native modules. */
export function readModules(pid: number): readonly string[] | null {
  const maps = text(`/proc/${pid}/maps`);
  if (maps === null) return null;
  const paths = maps.split('\n').flatMap((line) => /\s(\/.*\.(?:node|so)(?:\.[\d.]*)?)$/.exec(line)?.[1] ?? []);
  return [...new Set(paths)];
}

function text(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function link(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function folder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
