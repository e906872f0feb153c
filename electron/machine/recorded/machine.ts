/** A Machine that answers from a recording. What a recording does not hold was not asked; it is never absent. */
import { ABSENT, known, mapAnswer, NOT_ASKED, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Ask, HostInfo, Machine, MachineProfile, Platform } from '../machine.ts';
import { pathsFor } from '../paths.ts';
import { failureOf, isoOf } from './content.ts';
import type { ProcessEntry, RecordingDocument } from './document.ts';
import { recordedFiles } from './files.ts';
import { recordedProbes } from './probes.ts';
import { recordedRegistry } from './registry.ts';
import { recordedWebUi } from './webui.ts';
import { connectionOf, listenerOf, networkOf, processOf, rangeOf } from './rows.ts';
import { recordedWatch } from './watch.ts';

export function createRecordedMachine(recording: RecordingDocument): Machine {
  const host = hostOf(recording);
  const paths = pathsFor(host.platform);
  const files = recordedFiles(recording, host.platform, paths);
  const probes = recordedProbes(recording);
  const registry = recordedRegistry(recording);
  const webUi = recordedWebUi(recording);
  const processes = sectionOf(recording.processes);
  const takenAt = recording.takenAt == null ? null : new Date(recording.takenAt);
  const ofProcess = <T>(pid: number, read: (entry: ProcessEntry) => Answer<T>): Answer<T> => {
    if (processes.state !== 'known') return processes;
    const process = processes.value.find((candidate) => candidate.pid === pid);
    return process === undefined ? ABSENT : read(process);
  };

  return {
    host,
    paths,
    live: false,
    now: () => takenAt,
    env: () => mapAnswer(sectionOf(recording.env), stringsOf),
    processes: (ask) => answer(ask, () => mapAnswer(processes, (list) => list.map(processOf))),
    processEnv: (pid, ask) =>
      answer(ask, () => ofProcess(pid, ({ env }) => mapAnswer(partOf<Scalars>(env), stringsOf))),
    modules: (pid, ask) => answer(ask, () => ofProcess(pid, ({ modules }) => partOf<readonly string[]>(modules))),
    pipes: (ask) => answer(ask, () => sectionOf(recording.pipes)),
    listeners: (ask) => answer(ask, () => mapAnswer(sectionOf(recording.listeners), (list) => list.map(listenerOf))),
    connections: (ask) =>
      answer(ask, () => mapAnswer(sectionOf(recording.connections), (list) => list.map(connectionOf))),
    excludedPorts: (ask) =>
      answer(ask, () => mapAnswer(sectionOf(recording.excludedPorts), (list) => list.map(rangeOf))),
    dynamicPorts: (ask) => answer(ask, () => mapAnswer(sectionOf(recording.dynamicPorts), (list) => list.map(rangeOf))),
    registry: (key, ask) => answer(ask, () => registry(key)),
    network: (ask) => answer(ask, () => mapAnswer(sectionOf(recording.network), networkOf)),
    profile: (ask) =>
      answer(ask, () => (recording.host.profile == null ? NOT_ASKED : known(recording.host.profile as MachineProfile))),
    roots: (ask) => answer(ask, () => rootsOf(recording, host.platform)),
    readFile: (path, { limit = DEFAULT_LIMIT, part = 'head', ...ask } = {}) =>
      answer(ask, () => files.read(path, limit, part)),
    stat: (path, ask) => answer(ask, () => files.stat(path)),
    list: (dir, ask) => answer(ask, () => files.list(dir)),
    resolve: (name, ask) => answer(ask, () => probes.resolve(name)),
    tcp: (name, port, ask) => answer(ask, () => probes.tcp(name, port)),
    http: (question, ask) => answer(ask, () => probes.http(question)),
    webSocket: (question, ask) => answer(ask, () => probes.webSocket(question)),
    webUi: (question, ask) => answer(ask, () => webUi(question)),
    bind: (address, port, ask) => answer(ask, () => probes.bind(address, port)),
    selfTest: (kind, ask) => answer(ask, () => probes.selfTest(kind)),
    console: () => (recording.console ?? []).map(({ of, text }) => ({ of, text })),
    watched: () => recordedWatch(recording),
  };
}

const DEFAULT_LIMIT = 4 * 1024 * 1024;

/** A recording answers at once, but to nobody who has stopped listening. */
function answer<T>(ask: Ask | undefined, read: () => Answer<T>): Promise<Answer<T>> {
  return Promise.resolve(ask?.signal?.aborted === true ? unanswered('timeout', 'cancelled') : read());
}

function hostOf({ host, processes, files, takenAt }: RecordingDocument): HostInfo {
  const offset = offsetOf(isoOf(takenAt));
  const platform = host.platform ?? guessPlatform(processes, files);
  return {
    platform,
    release: String(host.release ?? ''),
    ...(host.edition == null ? {} : { edition: host.edition }),
    arch: host.arch ?? 'x64',
    ...(host.oemCodePage == null ? {} : { oemCodePage: host.oemCodePage }),
    homeDir: host.homeDir ?? (platform === 'win32' ? 'C:\\Users\\user' : '/home/user'),
    ...(host.elevated == null ? {} : { elevated: host.elevated }),
    ...(offset === null ? {} : { utcOffset: offset }),
  };
}

/** A time in UTC was converted by whoever wrote it down, and tells nothing of the clock on the wall. */
function offsetOf(takenAt: string | null): number | null {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(takenAt ?? '') ?? [];
  if (sign === undefined) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** A recording without a host still shows its platform in its paths. */
function guessPlatform(processes: RecordingDocument['processes'], files: RecordingDocument['files']): Platform {
  const paths = [
    ...Object.keys(files ?? {}),
    ...(Array.isArray(processes) ? processes.map(({ path }) => path ?? '') : []),
  ];
  return paths.some((path) => path.startsWith('/')) ? 'linux' : 'win32';
}

interface Refusal {
  readonly error: 'denied' | 'timeout';
  readonly reason?: string | undefined;
}

function sectionOf<T extends object>(section: T | undefined): Answer<Exclude<T, Refusal>> {
  if (section === undefined) return NOT_ASKED;
  const { error, reason } = section as Partial<Refusal>;
  return error === 'denied' || error === 'timeout' ? unanswered(error, reason) : known(section as Exclude<T, Refusal>);
}

type Scalars = Readonly<Record<string, string | number | boolean | null>>;

/** What was asked of one process: its value, or why there is none. */
function partOf<T extends object>(part: object | undefined): Answer<T> {
  if (part === undefined) return NOT_ASKED;
  const { error, reason } = part as { error?: unknown; reason?: string };
  const failed = error === 'denied' || error === 'timeout' || error === 'not-found';
  return failed ? failureOf(error, reason) : known(part as T);
}

function stringsOf(record: Scalars): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, String(value)]),
  );
}

/** Without a `roots` section the drives and shares that its files lie on can be listed all the same. */
function rootsOf({ roots, files }: RecordingDocument, platform: Platform): Answer<readonly string[]> {
  if (roots !== undefined || files === undefined || 'error' in files) return sectionOf(roots);
  if (platform === 'linux') return known(['/']);
  const starts = Object.keys(files).map((path) =>
    /^(?:[a-z]:[\\/]|[\\/]{2}[^\\/]+[\\/]+[^\\/]+)/i.exec(path)?.[0].replaceAll('/', '\\'),
  );
  return known([
    ...new Set(
      starts.flatMap((start) => (start === undefined ? [] : [start.length === 3 ? start.toUpperCase() : start])),
    ),
  ]);
}
