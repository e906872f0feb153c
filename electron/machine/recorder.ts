/**
 * A recorder wraps a machine, passes every answer on and writes it down, so that a recording answers as the machine
 * did. It records what was asked and nothing else, and masks nothing but what NapCat's WebUI told: what leaves the
 * computer is the bundle's to clean.
 */
import { known } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Connection, Endpoint, HostInfo, Machine, MachineProfile } from './machine.ts';
import { refusalOf } from './recorded/content.ts';
import { RECORDING_FORMAT } from './recorded/document.ts';
import type { RecordingDocument } from './recorded/document.ts';
import { registryKey } from './recorded/registry.ts';
import { fileNotes } from './recorder/file-notes.ts';
import { probeNotes } from './recorder/probe-notes.ts';
import { webUiNotes } from './recorder/webui-notes.ts';
import { seenTwice } from './standing.ts';

export { serializeRecording } from './recorder/serialize.ts';

export interface Recorder {
  /** Answers as the wrapped machine does. */
  readonly machine: Machine;
  /**
   * What has been answered so far. Of a question asked twice the later answer counts, but for probes, which keep both,
   * and for connections: what only one look saw was no link for the survey, and shall be none when it is replayed.
   */
  recording(): RecordingDocument;
}

type Section =
  'env' | 'processes' | 'pipes' | 'listeners' | 'connections' | 'excludedPorts' | 'dynamicPorts' | 'network' | 'roots';

export function createRecorder(machine: Machine): Recorder {
  const sections: Partial<Record<Section, unknown>> = {};
  const registry = new Map<string, { readonly key: string; readonly values: unknown }>();
  const details = new Map<number, Record<string, unknown>>();
  const files = fileNotes(machine.host.platform, machine.paths);
  const probes = probeNotes();
  const webUi = webUiNotes();
  const startedAt = machine.now();
  let connections: readonly Connection[] | null = null;

  const section = <T>(name: Section, answer: Answer<T>): void => {
    const note = noteOf(answer);
    if (note !== undefined) sections[name] = note;
  };
  const ask = async <T>(name: Section, asked: Promise<Answer<T>>): Promise<Answer<T>> => {
    const answer = await asked;
    section(name, answer);
    return answer;
  };
  const detail = async <T>(pid: number, name: string, asked: Promise<Answer<T>>): Promise<Answer<T>> => {
    const answer = await asked;
    const note = answer.state === 'absent' ? { error: 'not-found' } : noteOf(answer);
    if (note !== undefined) details.set(pid, { ...details.get(pid), [name]: note });
    return answer;
  };

  let profile: MachineProfile | null = null;

  return {
    machine: {
      get host() {
        return machine.host;
      },
      paths: machine.paths,
      live: machine.live,
      now: () => machine.now(),
      env() {
        const answer = machine.env();
        section('env', answer);
        return answer;
      },
      processes: (limits) => ask('processes', machine.processes(limits)),
      processEnv: (pid, limits) => detail(pid, 'env', machine.processEnv(pid, limits)),
      modules: (pid, limits) => detail(pid, 'modules', machine.modules(pid, limits)),
      pipes: (limits) => ask('pipes', machine.pipes(limits)),
      listeners: (limits) => ask('listeners', machine.listeners(limits)),
      async connections(limits) {
        const answer = await machine.connections(limits);
        if (answer.state === 'known')
          connections = connections === null ? answer.value : seenTwice(connections, answer.value);
        section<readonly object[]>(
          'connections',
          connections === null ? answer : known(connections.map(connectionEntry)),
        );
        return answer;
      },
      excludedPorts: (limits) => ask('excludedPorts', machine.excludedPorts(limits)),
      dynamicPorts: (limits) => ask('dynamicPorts', machine.dynamicPorts(limits)),
      async registry(key, limits) {
        const answer = await machine.registry(key, limits);
        const values = answer.state === 'absent' ? null : noteOf(answer);
        if (values !== undefined) registry.set(registryKey(key), { key, values });
        return answer;
      },
      network: (limits) => ask('network', machine.network(limits)),
      profile: async (limits) => {
        const answer = await machine.profile(limits);
        if (answer.state === 'known') profile = answer.value;
        return answer;
      },
      roots: (limits) => ask('roots', machine.roots(limits)),
      readFile: async (path, options) => files.read(path, await machine.readFile(path, options)),
      stat: async (path, limits) => files.stat(path, await machine.stat(path, limits)),
      list: async (dir, limits) => files.list(dir, await machine.list(dir, limits)),
      resolve: (name, limits) => probes.resolve(name, machine.resolve(name, limits)),
      tcp: (host, port, limits) => probes.tcp(endpointText(host, port), machine.tcp(host, port, limits)),
      http: (question, limits) => probes.http(question, machine.http(question, limits)),
      webSocket: (question, limits) => probes.webSocket(question, machine.webSocket(question, limits)),
      webUi: (question, limits) => webUi.take(question, machine.webUi(question, limits)),
      bind: (address, port, limits) => probes.bind(endpointText(address, port), machine.bind(address, port, limits)),
      selfTest: (kind, limits) => probes.selfTest(kind, machine.selfTest(kind, limits)),
      console: () => machine.console(),
      watched: () => machine.watched(),
    },
    recording() {
      const console = machine.console();
      const watch = machine.watched();
      const entries = files.entries();
      return {
        format: RECORDING_FORMAT,
        ...(startedAt === null ? {} : { takenAt: onTheWall(startedAt, machine.host.utcOffset) }),
        host: { ...withoutOffset(machine.host), ...(profile === null ? {} : { profile }) },
        ...sections,
        ...(Array.isArray(sections.processes) ? { processes: withDetails(sections.processes, details) } : {}),
        ...(registry.size === 0
          ? {}
          : { registry: Object.fromEntries([...registry.values()].map(({ key, values }) => [key, values])) }),
        ...(entries === null ? {} : { files: entries }),
        unlistedFiles: 'not-asked',
        ...(probes.entries().length === 0 ? {} : { probes: probes.entries() }),
        ...(webUi.entries().length === 0 ? {} : { webui: webUi.entries() }),
        ...(console.length === 0 ? {} : { console }),
        ...(watch === null ? {} : { watch }),
      } as RecordingDocument;
    },
  };
}

/** An answer as a section of the recording; `undefined` leaves it out, which replays as not asked. */
function noteOf<T>(answer: Answer<T>): T | { error: string } | undefined {
  if (answer.state === 'known') return answer.value;
  return answer.state === 'absent' ? undefined : (refusalOf(answer) ?? undefined);
}

/** What was asked of one process stands with it; a process that the list did not show is not recorded. */
function withDetails(processes: readonly { readonly pid: number }[], details: ReadonlyMap<number, object>): object[] {
  return processes.map((process) => ({ ...process, ...details.get(process.pid) }));
}

function connectionEntry({ local, remote, state, pid }: Connection): object {
  return { local: endpointOf(local), remote: endpointOf(remote), state, pid };
}

function endpointOf({ address, port }: Endpoint): string {
  return endpointText(address, port);
}

function endpointText(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The offset stands in `takenAt`. */
function withoutOffset(host: HostInfo): Omit<HostInfo, 'utcOffset'> {
  return Object.fromEntries(Object.entries(host).filter(([key]) => key !== 'utcOffset')) as Omit<HostInfo, 'utcOffset'>;
}

/** A moment as the clock on the wall shows it, with its offset, so that logs beside it can be placed in time. */
function onTheWall(moment: Date, utcOffset: number | undefined): string {
  if (utcOffset === undefined) return moment.toISOString();
  const two = (value: number): string => String(value).padStart(2, '0');
  const wall = new Date(moment.getTime() + utcOffset * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(utcOffset);
  return `${wall}${utcOffset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
