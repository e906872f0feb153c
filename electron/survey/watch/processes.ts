/** The two programs' lives, from one look at the process list to the next. */
import type { ProcessInfo } from '../../machine/machine.ts';
import type { WatchChange } from '../../machine/watch-record.ts';
import { identityOf } from './scope.ts';
import type { WatchedProgram } from './scope.ts';

interface Life {
  readonly program: WatchedProgram;
  family: ReadonlySet<number>;
  vital: ReadonlySet<number>;
}

export class ProcessWatch {
  readonly #lives: Life[];
  #processes: readonly ProcessInfo[] = [];
  #names: ReadonlyMap<number, string> | null = null;

  constructor(programs: readonly WatchedProgram[]) {
    this.#lives = programs.map((program) => ({
      program,
      family: new Set(program.family),
      vital: new Set(program.vital),
    }));
  }

  whoIs(pid: number | null): WatchChange['who'] {
    const life = pid === null ? undefined : this.#lives.find(({ family }) => family.has(pid));
    return life?.program.role ?? 'other';
  }

  nameOf(pid: number | null): string | undefined {
    return pid === null ? undefined : this.#names?.get(pid);
  }

  /** Whoever serves a port that NapCat dials is its other end, known before or not. */
  adopt(pid: number | null): void {
    if (pid === null || this.whoIs(pid) !== 'other') return;
    const process = this.#processes.find((candidate) => candidate.pid === pid);
    if (process === undefined) return;
    const isIt = (other: ProcessInfo): boolean => identityOf(other) === identityOf(process);
    const program = { role: 'framework', family: [pid], vital: [pid], isIt } as const;
    this.#lives.push({ program, family: new Set([pid]), vital: new Set([pid]) });
  }

  take(processes: readonly ProcessInfo[], at: number): readonly WatchChange[] {
    const before = this.#names;
    const now = new Map(processes.map(({ pid, name }) => [pid, name]));
    this.#names = now;
    this.#processes = processes;
    if (before === null) return [];
    const fresh = processes.filter(({ pid }) => !before.has(pid));
    return this.#lives.flatMap((life) => changesOf(life, fresh, { before, now }, at));
  }
}

type Names = ReadonlyMap<number, string>;

/** One word a program and look, though a program may be several processes. */
function changesOf(
  life: Life,
  fresh: readonly ProcessInfo[],
  { before, now }: { readonly before: Names; readonly now: Names },
  at: number,
): readonly WatchChange[] {
  const { role, isIt } = life.program;
  const gone = [...life.vital].find((pid) => !now.has(pid));
  const left = [...life.family].filter((pid) => now.has(pid));
  const down = gone !== undefined || life.vital.size === 0;
  const children = fresh.filter(({ ppid }) => ppid !== null && left.includes(ppid));
  const born = fresh.filter((process) => isIt(process));
  const again = down ? (born[0] ?? (gone === undefined ? undefined : children[0])) : undefined;
  life.family = new Set([...left, ...born.map(({ pid }) => pid), ...children.map(({ pid }) => pid)]);
  if (gone !== undefined) life.vital = new Set();
  if (again !== undefined) life.vital = new Set([again.pid]);
  return [
    ...(gone === undefined
      ? []
      : [{ at, change: 'ended', who: role, pid: gone, name: before.get(gone) ?? '' } as const]),
    ...(again === undefined ? [] : [{ at, change: 'started', who: role, pid: again.pid, name: again.name } as const]),
  ];
}
