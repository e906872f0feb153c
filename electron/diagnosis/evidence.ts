/** Constructors of evidence: what was read, and where it stands. */
import type { Evidence } from '../contract/diagnosis.ts';
import type { WatchEvent } from '../contract/watch.ts';
import { isDated } from '../contract/log-time.ts';
import { valueOf } from '../machine/answer.ts';
import type { Connection, Listener } from '../machine/machine.ts';
import type { Entry, Origin } from '../survey/facts.ts';
import { endpoint } from './addresses.ts';
import type { ServerIdentity } from './identity.ts';
import type { Link } from './link.ts';
import type { SeenEvent } from './log-view.ts';
import type { Situation } from './situation.ts';

/** A field of an entry in its onebot11 file. */
export function ofEntry(file: string | null, entry: Entry, field: string, value: string): Evidence {
  return {
    kind: 'file',
    path: file ?? '',
    key: `network.${entry.kind}[${entry.index}].${field}`,
    value,
    ...(entry.line === null ? {} : { line: entry.line }),
  };
}

export function ofListener(situation: Situation, listener: Listener): Evidence {
  return {
    kind: 'listener',
    address: listener.address,
    port: listener.port,
    pid: listener.pid,
    process: situation.process(listener.pid)?.name ?? null,
  };
}

export function ofConnection(connection: Connection): Evidence {
  return {
    kind: 'connection',
    local: endpoint(connection.local.address, connection.local.port),
    remote: endpoint(connection.remote.address, connection.remote.port),
    state: connection.state,
    pid: connection.pid,
  };
}

export function ofProcess(situation: Situation, pid: number, detail?: string): Evidence {
  const name = situation.process(pid)?.name ?? '?';
  return detail === undefined ? { kind: 'process', pid, name } : { kind: 'process', pid, name, detail };
}

export function ofTcp(link: Link): readonly Evidence[] {
  return link.tcp === null
    ? []
    : [{ kind: 'probe', probe: 'tcp', target: endpoint(link.url.host, link.url.port), answer: link.tcp }];
}

export function ofIdentity(identity: ServerIdentity): Evidence {
  return { kind: 'probe', probe: 'http', target: identity.url, answer: identity.answer };
}

/** Every answered upgrade of a link. */
export function ofUpgrades(link: Link): readonly Evidence[] {
  return link.target.webSocket.flatMap(({ url, answer }): Evidence[] => {
    const value = valueOf(answer);
    if (value === undefined) return [];
    const close =
      value.closeCode === undefined ? '' : `, close ${value.closeCode} ${value.closeReason ?? ''}`.trimEnd();
    return [
      { kind: 'probe', probe: 'websocket', target: url, answer: `${value.status ?? value.outcome ?? ''}${close}` },
    ];
  });
}

export function ofEvent(event: SeenEvent): Evidence {
  const { origin } = event.log;
  return {
    kind: 'log',
    source: origin.kind === 'file' ? origin.path : origin.of,
    line: event.line,
    at: event.at !== null && isDated(event.at) ? event.at : null,
    text: event.text,
  };
}

/** A setting's place and value. */
export function ofOrigin(origin: Origin, value: string): Evidence {
  switch (origin.kind) {
    case 'file':
      return {
        kind: 'file',
        path: origin.path,
        value,
        ...(origin.key === undefined ? {} : { key: origin.key }),
        ...(origin.line === undefined ? {} : { line: origin.line }),
      };
    case 'environment':
      return {
        kind: 'file',
        path: origin.pid === undefined ? 'env' : `env (pid ${origin.pid})`,
        key: origin.key,
        value,
      };
    case 'registry':
      return {
        kind: 'registry',
        key: origin.key,
        data: value,
        ...(origin.value === undefined ? {} : { value: origin.value }),
      };
    case 'process':
      return { kind: 'process', pid: origin.pid, name: value };
    case 'log':
      return { kind: 'log', source: origin.path ?? '', line: origin.line ?? 0, at: null, text: value };
    case 'default':
      return { kind: 'file', path: 'default', value };
  }
}

export function ofWatch(event: WatchEvent): Evidence {
  return { kind: 'watch', event };
}

export function missing(what: Extract<Evidence, { kind: 'missing' }>['what'], detail: string): Evidence {
  return { kind: 'missing', what, detail };
}
