/**
 * A recorder wraps a machine, passes every answer on and writes it down, so that a recording answers as the machine
 * did. It records what was asked and nothing else; nothing is masked here (`record` is for developers).
 */
import { stringify } from 'yaml';
import type { Answer } from './answer.ts';
import type { Connection, FileContent, Machine } from './machine.ts';
import type { FileEntry, ProbeEntry, RecordingDocument } from './recorded/index.ts';
import { RECORDING_FORMAT } from './recorded/index.ts';

export interface Recorder {
  readonly machine: Machine;
  /** What has been asked up to now. */
  readonly recording: () => RecordingDocument;
}

type Writable = Record<string, unknown>;

export function createRecorder(machine: Machine): Recorder {
  const sections: Writable = {};
  const files = new Map<string, FileEntry>();
  const registry: Writable = {};
  const probes: ProbeEntry[] = [];
  const processEnv = new Map<number, Readonly<Record<string, string>>>();
  const modules = new Map<number, readonly string[]>();

  const section = async <T>(
    name: string,
    asked: Promise<Answer<T>>,
    write: (value: T) => unknown = (value) => value,
  ): Promise<Answer<T>> => {
    const answer = await asked;
    if (answer.state === 'known') sections[name] = write(answer.value);
    else if (answer.state === 'denied' || answer.state === 'timeout') sections[name] = { error: answer.state };
    return answer;
  };
  const probe = async <T>(asked: Promise<Answer<T>>, write: (value: T) => Partial<ProbeEntry>): Promise<Answer<T>> => {
    const answer = await asked;
    if (answer.state === 'known') probes.push({ headers: {}, ...write(answer.value) });
    return answer;
  };
  /** Knowing more wins: content over existence, existence over an error. */
  const note = (path: string, entry: FileEntry): void => {
    const before = files.get(path);
    if (before === undefined || before === null || (typeof before === 'object' && before.error !== undefined))
      files.set(path, entry);
  };

  const recorded: Machine = {
    ...machine,
    env() {
      const answer = machine.env();
      if (answer.state === 'known') sections.env = answer.value;
      return answer;
    },
    processes: (ask) => section('processes', machine.processes(ask)),
    pipes: (ask) => section('pipes', machine.pipes(ask)),
    listeners: (ask) => section('listeners', machine.listeners(ask)),
    connections: (ask) => section('connections', machine.connections(ask), (list) => list.map(connectionEntry)),
    excludedPorts: (ask) => section('excludedPorts', machine.excludedPorts(ask)),
    network: (ask) => section('network', machine.network(ask)),
    roots: (ask) => section('roots', machine.roots(ask)),
    async processEnv(pid, ask) {
      const answer = await machine.processEnv(pid, ask);
      if (answer.state === 'known') processEnv.set(pid, answer.value);
      return answer;
    },
    async modules(pid, ask) {
      const answer = await machine.modules(pid, ask);
      if (answer.state === 'known') modules.set(pid, answer.value);
      return answer;
    },
    async registry(key, ask) {
      const answer = await machine.registry(key, ask);
      if (answer.state === 'known') registry[key] = answer.value;
      else if (answer.state === 'absent') registry[key] = null;
      else if (answer.state !== 'not-asked') registry[key] = { error: answer.state };
      return answer;
    },
    async readFile(path, options) {
      const answer = await machine.readFile(path, options);
      if (answer.state === 'known') note(path, contentEntry(answer.value));
      else if (answer.state === 'absent') note(path, { error: 'not-found' });
      else if (answer.state !== 'not-asked')
        note(path, { error: answer.reason === 'locked' ? 'locked' : answer.state });
      return answer;
    },
    async stat(path, ask) {
      const answer = await machine.stat(path, ask);
      if (answer.state === 'known')
        note(
          path,
          answer.value.kind === 'directory'
            ? { directory: true }
            : {
                modifiedAt: answer.value.modifiedAt,
                ...(answer.value.size === null ? {} : { size: answer.value.size }),
              },
        );
      return answer;
    },
    async list(dir, ask) {
      const answer = await machine.list(dir, ask);
      if (answer.state !== 'known') return answer;
      note(dir, { directory: true });
      for (const { name, kind } of answer.value)
        note(machine.paths.join(dir, name), kind === 'directory' ? { directory: true } : null);
      return answer;
    },
    resolve: (name, ask) =>
      probe(machine.resolve(name, ask), (addresses) => ({ resolve: name, addresses: [...addresses] })),
    tcp: (host, port, ask) =>
      probe(machine.tcp(host, port, ask), (outcome) => ({ tcp: hostPort(host, port), outcome })),
    http: (question, ask) =>
      probe(machine.http(question, ask), (answer) => ({ http: `${question.method} ${question.url}`, ...answer })),
    webSocket: (question, ask) =>
      probe(machine.webSocket(question, ask), (answer) => ({
        websocket: question.url,
        token: question.token,
        ...(question.deep === true ? { deep: true } : {}),
        ...answer,
      })),
    bind: (address, port, ask) =>
      probe(machine.bind(address, port, ask), (outcome) => ({ bind: hostPort(address, port), outcome })),
    selfTest: (kind, ask) => probe(machine.selfTest(kind, ask), (outcome) => ({ selfTest: kind, outcome })),
    console() {
      const texts = machine.console();
      sections.console = texts;
      return texts;
    },
  };

  return {
    machine: recorded,
    recording: () =>
      ({
        format: RECORDING_FORMAT,
        takenAt: machine.now().toISOString(),
        host: { ...machine.host },
        ...sections,
        ...(Array.isArray(sections.processes)
          ? { processes: withDetails(sections.processes as { pid: number }[], processEnv, modules) }
          : {}),
        ...(Object.keys(registry).length === 0 ? {} : { registry }),
        files: Object.fromEntries([...files].toSorted(([a], [b]) => (a < b ? -1 : 1))),
        ...(probes.length === 0 ? {} : { probes }),
      }) as RecordingDocument,
  };
}

/** A recording as text: YAML, keys in a fixed order, long lines unbroken. */
export function serializeRecording(recording: RecordingDocument): string {
  return stringify(recording, { lineWidth: 0, aliasDuplicateObjects: false });
}

function withDetails(
  processes: readonly { pid: number }[],
  env: ReadonlyMap<number, unknown>,
  modules: ReadonlyMap<number, unknown>,
): readonly object[] {
  return processes.map((process) => ({
    ...process,
    ...(env.has(process.pid) ? { env: env.get(process.pid) } : {}),
    ...(modules.has(process.pid) ? { modules: modules.get(process.pid) } : {}),
  }));
}

function connectionEntry({ local, remote, state, pid }: Connection): object {
  return { local: hostPort(local.address, local.port), remote: hostPort(remote.address, remote.port), state, pid };
}

/** Text where the bytes are UTF-8, so that a person can read the recording; base64 where they are not. */
function contentEntry({ bytes, size, modifiedAt, part }: FileContent): FileEntry {
  const common = { size, ...(modifiedAt === null ? {} : { modifiedAt }), ...(part === 'whole' ? {} : { part }) };
  const text = utf8(bytes);
  return text === null ? { base64: Buffer.from(bytes).toString('base64'), ...common } : { text, ...common };
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function hostPort(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
