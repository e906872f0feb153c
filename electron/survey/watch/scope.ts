/** What a watch keeps its eyes on: the places that NapCat dials, the programs at both ends, and their logs. */
import { valueOf } from '../../machine/answer.ts';
import type { Machine, ProcessInfo } from '../../machine/machine.ts';
import type { Facts, LogFacts } from '../facts.ts';

export type Role = 'napcat' | 'framework';

export interface WatchedPlace {
  readonly port: number;
  /** Whether the address names this machine, so that its own tables speak about it. */
  readonly local: boolean;
  readonly host: string;
  readonly secure: boolean;
  /** `null`: any, where the host's addresses are not known. */
  readonly addresses: readonly string[] | null;
  /** NapCat dials it; else it is only where a framework listens or should. */
  readonly dialled: boolean;
}

/** One NapCat or one framework, running or not. */
export interface WatchedProgram {
  readonly role: Role;
  /** All its processes. */
  readonly family: readonly number[];
  /** Those whose end is its end: children come and go. */
  readonly vital: readonly number[];
  /** Whether a new process is this program, started again. */
  readonly isIt: (process: ProcessInfo) => boolean;
}

export interface FollowedLog {
  readonly path: string;
  readonly of: LogFacts['product'];
}

export interface WatchScope {
  readonly places: readonly WatchedPlace[];
  /** NapCat lives in a container or elsewhere: its own end of a connection is not in our table. */
  readonly napcatElsewhere: boolean;
  readonly programs: readonly WatchedProgram[];
  readonly logs: readonly FollowedLog[];
  /** Folders in which a restarted program begins a new log. */
  readonly logFolders: readonly FollowedLog[];
}

export function watchScope(machine: Machine, facts: Facts, follow: readonly FollowedLog[]): WatchScope {
  const files = facts.logs.filter(({ origin }) => origin.kind === 'file');
  const logs = files.flatMap(({ origin, product, state, lines }): readonly FollowedLog[] =>
    origin.kind === 'file' && (state !== 'absent' || lines > 0) ? [{ path: origin.path, of: product }] : [],
  );
  // Where there is no log yet, the survey names the folder in which there would be one.
  const folders = files.flatMap(({ origin, product, state }): readonly FollowedLog[] =>
    origin.kind === 'file'
      ? [{ path: state === 'absent' ? origin.path : machine.paths.dirname(origin.path), of: product }]
      : [],
  );
  return {
    places: placesOf(facts),
    napcatElsewhere: facts.napcats.some(({ mode }) => mode === 'container'),
    programs: programsOf(machine, facts),
    logs: unique([...logs, ...follow]),
    logFolders: unique(folders),
  };
}

function placesOf({ targets, frameworks }: Facts): readonly WatchedPlace[] {
  const dialled = targets.map(({ url: { host, port, secure }, hostKind, resolved }): WatchedPlace => ({
    ...{ host, port, secure },
    local: hostKind === 'loopback' || hostKind === 'own' || hostKind === 'unspecified',
    addresses: valueOf(resolved) ?? (hostKind === 'name' ? null : [host]),
    dialled: true,
  }));
  const wanted = frameworks.flatMap(({ port, listeners }): readonly number[] => [
    ...(port.state === 'known' ? [port.value.value] : []),
    ...listeners.map((listener) => listener.port),
  ]);
  const served = wanted.map((port): WatchedPlace => ({
    ...{ port, local: true, host: '127.0.0.1', secure: false, dialled: false },
    addresses: ['127.0.0.1', '::1'],
  }));
  const places = [...dialled, ...served];
  const keyOf = ({ port, host, local }: WatchedPlace): string => (local ? `${port}` : `${port} ${host}`);
  return places.filter((place, index) => places.findIndex((other) => keyOf(other) === keyOf(place)) === index);
}

function programsOf({ paths }: Machine, { processes, napcats, frameworks }: Facts): readonly WatchedProgram[] {
  const list = valueOf(processes) ?? [];
  const program = (
    role: Role,
    family: readonly number[],
    vital: readonly (number | null | undefined)[],
    dir: string | null,
  ): WatchedProgram => {
    // Started again it has the name and the command line that it had; one that did not run is known by its folder.
    const known = new Set(list.filter(({ pid }) => family.includes(pid)).map(identityOf));
    return {
      ...{ role, family },
      vital: [...new Set(vital)].filter((pid) => pid != null),
      isIt: (process) =>
        known.has(identityOf(process)) ||
        (dir !== null && process.cwd !== null && RUNTIMES.test(process.name) && paths.same(dir, process.cwd)),
    };
  };
  return [
    ...napcats.map(({ running, dir }) =>
      program('napcat', running?.family ?? [], [running?.pid, running?.socketPid], dir),
    ),
    ...frameworks.map(({ running, listeners, projectDir }) =>
      program('framework', running?.family ?? [], [running?.family[0], ...listeners.map(({ pid }) => pid)], projectDir),
    ),
  ];
}

/** What the two are run by. */
const RUNTIMES = /^(?:QQ|NapCat|node|python|py|java|nb|uv|koishi)/i;

/** What a program keeps when it is started again. */
export function identityOf({ name, commandLine }: ProcessInfo): string {
  return `${name.toLowerCase()} ${commandLine ?? ''}`;
}

function unique(list: readonly FollowedLog[]): readonly FollowedLog[] {
  return list.filter(({ path }, index) => list.findIndex((other) => other.path === path) === index);
}
