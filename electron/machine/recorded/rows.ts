/** Rows of a recording as the values of the Machine interface. */
import type {
  Connection,
  ConnectionState,
  Endpoint,
  Listener,
  NetworkState,
  PortRange,
  ProcessInfo,
} from '../machine.ts';
import { isoOf } from './content.ts';
import type { ProcessEntry, RecordingDocument } from './document.ts';

type Rows<K extends keyof RecordingDocument> = Extract<RecordingDocument[K], readonly unknown[]>[number];

export function processOf(entry: ProcessEntry): ProcessInfo {
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

export function listenerOf({ address, port, pid, v6only }: Rows<'listeners'>): Listener {
  return { address: bare(address), port, pid, ...(v6only === undefined ? {} : { v6only }) };
}

export function connectionOf({ local, remote, state, pid }: Rows<'connections'>): Connection {
  return { local: endpointOf(local), remote: endpointOf(remote), state: stateOf(state), pid };
}

/** Without keys that a newer program may have written beside them. */
export function rangeOf({ from, to, family }: PortRange): PortRange {
  return { from, to, family };
}

export function networkOf({
  activeProfiles,
  firewallRunning,
  interfaces,
}: {
  readonly activeProfiles?: NetworkState['activeProfiles'] | null;
  readonly firewallRunning?: boolean | null | undefined;
  readonly interfaces: NetworkState['interfaces'];
}): NetworkState {
  return {
    ...(activeProfiles == null ? {} : { activeProfiles }),
    ...(firewallRunning == null ? {} : { firewallRunning }),
    interfaces: interfaces.map(({ name, address }) => ({ name, address: bare(address) })),
  };
}

/** Names of the states as `netstat` and `ss` write them, besides our own. */
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
  const colon = text.lastIndexOf(':');
  return { address: bare(text.slice(0, colon)), port: Number(text.slice(colon + 1)) };
}

/** Without brackets, scope and the IPv4-in-IPv6 prefix. */
function bare(address: string): string {
  return address
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
}
