/** A Machine that answers from a recording. What a recording does not hold was not asked; it is never absent. */
import { ABSENT, known, mapAnswer, NOT_ASKED, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type {
  Connection,
  ConnectionState,
  Endpoint,
  HostInfo,
  Machine,
  NetworkState,
  Platform,
  ProcessInfo,
  RegistryValues,
} from '../machine.ts';
import { pathsFor } from '../paths.ts';
import type { ProcessEntry, RecordingDocument } from './document.ts';
import { isoOf, recordedFiles } from './files.ts';
import { recordedProbes } from './probes.ts';

export function createRecordedMachine(recording: RecordingDocument): Machine {
  const host = hostOf(recording);
  const paths = pathsFor(host.platform);
  const files = recordedFiles(recording, host.platform, paths);
  const probes = recordedProbes(recording);
  const takenAt = isoOf(recording.takenAt);
  const processes = sectionOf(recording.processes);
  const find = (pid: number): Answer<ProcessEntry> => {
    if (processes.state !== 'known') return processes;
    const process = processes.value.find((candidate) => candidate.pid === pid);
    return process === undefined ? ABSENT : known(process);
  };
  const later = <T>(answer: Answer<T>): Promise<Answer<T>> => Promise.resolve(answer);

  return {
    host,
    paths,
    live: false,
    now: () => new Date(takenAt ?? 0),
    env: () => mapAnswer(sectionOf(recording.env), stringsOf),
    processes: () => later(mapAnswer(processes, (list) => list.map(processOf))),
    processEnv: (pid) =>
      later(flatten(find(pid), ({ env }) => (env === undefined ? NOT_ASKED : known(stringsOf(env))))),
    modules: (pid) => later(flatten(find(pid), ({ modules }) => (modules === undefined ? NOT_ASKED : known(modules)))),
    pipes: () => later(sectionOf(recording.pipes)),
    listeners: () =>
      later(
        mapAnswer(sectionOf(recording.listeners), (list) =>
          list.map(({ address, port, pid, v6only }) => ({
            address: bare(address),
            port,
            pid,
            ...(v6only === undefined ? {} : { v6only }),
          })),
        ),
      ),
    connections: () => later(mapAnswer(sectionOf(recording.connections), (list) => list.map(connectionOf))),
    excludedPorts: () =>
      later(
        mapAnswer(sectionOf(recording.excludedPorts), (list) =>
          list.map(({ from, to, family }) => ({ from, to, family })),
        ),
      ),
    registry: (key) => later(registryKey(recording, key)),
    network: () => later(mapAnswer(sectionOf(recording.network), networkOf)),
    roots: () => later(sectionOf(recording.roots)),
    readFile: (path, { limit = DEFAULT_LIMIT, part = 'head' } = {}) => later(files.read(path, limit, part)),
    stat: (path) => later(files.stat(path)),
    list: (dir) => later(files.list(dir)),
    resolve: (name) => later(probes.resolve(name)),
    tcp: (name, port) => later(probes.tcp(name, port)),
    http: (question) => later(probes.http(question)),
    webSocket: (question) => later(probes.webSocket(question)),
    bind: (address, port) => later(probes.bind(address, port)),
    selfTest: (kind) => later(probes.selfTest(kind)),
    console: () => (recording.console ?? []).map(({ of, text }) => ({ of, text })),
  };
}

const DEFAULT_LIMIT = 4 * 1024 * 1024;

function hostOf({ host, processes, files }: RecordingDocument): HostInfo {
  const platform = host.platform ?? guessPlatform(processes, files);
  return {
    platform,
    release: String(host.release ?? ''),
    ...(host.edition == null ? {} : { edition: host.edition }),
    arch: host.arch ?? 'x64',
    ...(host.oemCodePage == null ? {} : { oemCodePage: host.oemCodePage }),
    homeDir: host.homeDir ?? (platform === 'win32' ? 'C:\\Users\\user' : '/home/user'),
    ...(host.elevated == null ? {} : { elevated: host.elevated }),
  };
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
}

function sectionOf<T extends object>(section: T | undefined): Answer<Exclude<T, Refusal>> {
  if (section === undefined) return NOT_ASKED;
  return isRefusal(section) ? unanswered(section.error) : known(section as Exclude<T, Refusal>);
}

function isRefusal(section: object): section is Refusal {
  const { error } = section as { error?: unknown };
  return error === 'denied' || error === 'timeout';
}

function flatten<T, U>(answer: Answer<T>, read: (value: T) => Answer<U>): Answer<U> {
  return answer.state === 'known' ? read(answer.value) : answer;
}

function stringsOf(record: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, String(value)]),
  );
}

function processOf(entry: ProcessEntry): ProcessInfo {
  const { pid, ppid, name, path, commandLine, cwd, windowTitle } = entry;
  return {
    pid,
    ppid,
    name,
    path,
    commandLine,
    cwd,
    startedAt: isoOf(entry.startedAt),
    ...(windowTitle == null ? {} : { windowTitle }),
  };
}

function connectionOf({
  local,
  remote,
  state,
  pid,
}: {
  local: string;
  remote: string;
  state: string;
  pid: number | null;
}): Connection {
  return { local: endpointOf(local), remote: endpointOf(remote), state: stateOf(state), pid };
}

const STATES: Readonly<Record<string, ConnectionState>> = {
  established: 'established',
  'syn-sent': 'syn-sent',
  'syn-received': 'syn-received',
  'syn-recv': 'syn-received',
  'fin-wait': 'fin-wait',
  'fin-wait-1': 'fin-wait',
  'fin-wait-2': 'fin-wait',
  'close-wait': 'close-wait',
  'time-wait': 'time-wait',
  'last-ack': 'closing',
  closing: 'closing',
};

function stateOf(text: string): ConnectionState {
  return STATES[text.toLowerCase().replaceAll('_', '-')] ?? 'other';
}

function endpointOf(text: string): Endpoint {
  const match = /^(.*):(\d+)$/.exec(text);
  return match?.[1] === undefined
    ? { address: bare(text), port: 0 }
    : { address: bare(match[1]), port: Number(match[2]) };
}

/** Without brackets, scope and the IPv4-in-IPv6 prefix. */
function bare(address: string): string {
  return address
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
}

function networkOf({
  activeProfiles,
  interfaces,
}: {
  activeProfiles?: readonly ('domain' | 'private' | 'public')[] | null | undefined;
  interfaces: readonly { name: string; address: string }[];
}): NetworkState {
  return {
    ...(activeProfiles == null ? {} : { activeProfiles }),
    interfaces: interfaces.map(({ name, address }) => ({ name, address: bare(address) })),
  };
}

const HIVES: Readonly<Record<string, string>> = {
  hkey_local_machine: 'hklm',
  hkey_current_user: 'hkcu',
  hkey_classes_root: 'hkcr',
  hkey_users: 'hku',
  hkey_current_config: 'hkcc',
};

function registryKey({ registry }: RecordingDocument, key: string): Answer<RegistryValues> {
  const section = sectionOf(registry);
  if (section.state !== 'known') return section;
  const wanted = normalKey(key);
  const entry = Object.entries(section.value as Readonly<Record<string, unknown>>).find(
    ([name]) => normalKey(name) === wanted,
  );
  if (entry === undefined) return NOT_ASKED;
  const values = entry[1] as Readonly<Record<string, unknown>> | null;
  if (values === null) return ABSENT;
  if (values.error === 'denied' || values.error === 'timeout') return unanswered(values.error);
  return known(
    Object.fromEntries(
      Object.entries(values).filter(
        (pair): pair is [string, string | number | string[]] => pair[1] !== null && typeof pair[1] !== 'boolean',
      ),
    ),
  );
}

function normalKey(key: string): string {
  const [hive = '', ...rest] = key.toLowerCase().replaceAll('/', '\\').replace(/\\+$/, '').split('\\');
  return [HIVES[hive] ?? hive, ...rest].join('\\');
}
