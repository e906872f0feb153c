/**
 * The process list as a tree. Windows keeps a parent's number after the parent has gone and gives it to somebody else,
 * so a parent counts only if it started before its child (domain facts: Windows dossier, processes).
 */
import type { Platform, ProcessInfo } from '../machine/machine.ts';

export interface ProcessTree {
  readonly all: readonly ProcessInfo[];
  byPid(pid: number): ProcessInfo | undefined;
  parentOf(process: ProcessInfo): ProcessInfo | undefined;
  childrenOf(process: ProcessInfo): readonly ProcessInfo[];
  /** Nearest first. */
  ancestorsOf(process: ProcessInfo): readonly ProcessInfo[];
  /** Nearest first; without the process itself. */
  descendantsOf(process: ProcessInfo): readonly ProcessInfo[];
}

/** Accepts any list: repeated pids (the last wins), processes that are their own parents, cycles. */
export function createProcessTree(processes: readonly ProcessInfo[]): ProcessTree {
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const all = [...byPid.values()];
  const parentOf = (process: ProcessInfo) => {
    const parent = process.ppid === null ? undefined : byPid.get(process.ppid);
    return parent && parent !== process && !startedAfter(parent, process) ? parent : undefined;
  };
  const children = new Map<ProcessInfo, ProcessInfo[]>();
  for (const process of all) {
    const parent = parentOf(process);
    if (parent) children.set(parent, [...(children.get(parent) ?? []), process]);
  }
  const childrenOf = (process: ProcessInfo) => children.get(process) ?? [];

  return {
    all,
    byPid: (pid) => byPid.get(pid),
    parentOf,
    childrenOf,
    ancestorsOf: (process) => reach(process, (from) => [parentOf(from)].filter((parent) => parent !== undefined)),
    descendantsOf: (process) => reach(process, childrenOf),
  };
}

/** Everything that `next` leads to, breadth first, each once. */
function reach(start: ProcessInfo, next: (from: ProcessInfo) => readonly ProcessInfo[]): readonly ProcessInfo[] {
  const reached = new Set([start]);
  for (const process of reached) next(process).forEach((found) => reached.add(found));
  reached.delete(start);
  return [...reached];
}

function startedAfter(parent: ProcessInfo, child: ProcessInfo): boolean {
  if (parent.startedAt === null || child.startedAt === null) return false;
  return Date.parse(parent.startedAt) > Date.parse(child.startedAt);
}

/** File name of the program in lower case: `qq.exe`, `node`. */
export function imageOf(process: ProcessInfo): string {
  const image = process.path?.replace(/ \(deleted\)$/, '') ?? process.name;
  return image.slice(Math.max(image.lastIndexOf('/'), image.lastIndexOf('\\')) + 1).toLowerCase();
}

/** The arguments of a process as its program received them, with the program itself first. */
export function splitCommandLine(commandLine: string, platform: Platform): string[] {
  return platform === 'win32' ? splitLikeMsvcrt(commandLine) : splitAtQuotes(commandLine);
}

/**
 * Microsoft's rules ("Parsing C++ command-line arguments"): in the program's name a backslash is only a backslash; in
 * arguments 2n of them before a quote are n and the quote counts, 2n+1 are n and a quote; `""` within quotes is a quote.
 */
function splitLikeMsvcrt(commandLine: string): string[] {
  const program = /^(?:"([^"]*)"?|([^\s"]*))/.exec(commandLine);
  const args = [program?.[1] ?? program?.[2] ?? ''];
  let current: string | null = null;
  let quoted = false;

  for (const [token] of commandLine.slice(program?.[0].length ?? 0).matchAll(/\\*"+|\\+|\s|[^\\"\s]+/g)) {
    if (/^\s/.test(token)) {
      if (quoted) {
        current = (current ?? '') + token;
      } else if (current !== null) {
        args.push(current);
        current = null;
      }
      continue;
    }
    current ??= '';
    if (!token.endsWith('"')) {
      current += token;
      continue;
    }
    const slashes = token.indexOf('"');
    let quotes = token.length - slashes;
    current += '\\'.repeat(Math.floor(slashes / 2));
    if (slashes % 2 === 1) {
      current += '"';
      quotes--;
    }
    for (; quotes > 0; quotes--) {
      if (quoted && quotes > 1) {
        current += '"';
        quotes--;
      } else {
        quoted = !quoted;
      }
    }
  }
  return current === null ? args : [...args, current];
}

/** Linux hands arguments over one by one; whoever joined them into a line quoted those with blanks. */
function splitAtQuotes(commandLine: string): string[] {
  return Array.from(commandLine.matchAll(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\]|["'\\])+/gs), ([word]) =>
    word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs, (_all, double?: string, single?: string, escaped?: string) =>
      double === undefined ? (single ?? escaped ?? '') : double.replace(/\\(["\\$`])/g, '$1'),
    ),
  );
}
