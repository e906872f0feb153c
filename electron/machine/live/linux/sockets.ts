/**
 * TCP sockets from /proc/net/tcp and tcp6 (Linux Documentation/networking/proc_net_tcp.rst): one line a socket,
 * addresses as hexadecimal words in the machine's byte order, the state as a number, the inode that a process's
 * descriptor names. Whether a socket on `::` takes IPv4 too is not told there.
 */
import type { Connection, ConnectionState, Endpoint, Listener } from '../../machine.ts';

export interface SocketRow {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly state: number;
  /** `0`: no process holds it any more. */
  readonly inode: string;
}

/** Which process holds a socket, by its inode. */
export type Owners = ReadonlyMap<string, number>;

/** Lines that are cut short or not sockets are left out. */
export function parseSocketTable(text: string): readonly SocketRow[] {
  const addresses = new Map<string, string | null>();
  const rows: SocketRow[] = [];
  for (const line of text.split('\n').slice(1)) {
    const [, local = '', remote = '', state = '', , , , , , inode] = line.trim().split(/\s+/);
    if (inode === undefined) continue;
    const from = endpointOf(local, addresses);
    const to = endpointOf(remote, addresses);
    if (from !== null && to !== null) rows.push({ local: from, remote: to, state: Number.parseInt(state, 16), inode });
  }
  return rows;
}

export function listenersFrom(rows: readonly SocketRow[], owners: Owners): readonly Listener[] {
  return rows
    .filter(({ state }) => state === LISTEN)
    .map(({ local, inode }) => ({ ...local, pid: owners.get(inode) ?? null }));
}

export function connectionsFrom(rows: readonly SocketRow[], owners: Owners): readonly Connection[] {
  return rows
    .filter(({ state }) => state !== LISTEN)
    .map(({ local, remote, state, inode }) => ({
      local,
      remote,
      state: STATES[state] ?? 'other',
      pid: owners.get(inode) ?? null,
    }));
}

/** include/net/tcp_states.h */
const LISTEN = 0x0a;
const STATES: Readonly<Record<number, ConnectionState>> = {
  0x01: 'established',
  0x02: 'syn-sent',
  0x03: 'syn-received',
  0x04: 'fin-wait',
  0x05: 'fin-wait',
  0x06: 'time-wait',
  0x08: 'close-wait',
  0x09: 'closing',
  0x0b: 'closing',
  0x0c: 'syn-received',
};

/** `known`: addresses seen before in this table, most of which repeat. */
function endpointOf(text: string, known: Map<string, string | null>): Endpoint | null {
  const colon = text.indexOf(':');
  const hex = text.slice(0, colon);
  const port = Number.parseInt(text.slice(colon + 1), 16);
  let address = known.get(hex);
  if (address === undefined) {
    address = addressOf(hex);
    known.set(hex, address);
  }
  return address === null || Number.isNaN(port) ? null : { address, port };
}

function addressOf(hex: string): string | null {
  if (!/^(?:[0-9a-f]{8}|[0-9a-f]{32})$/i.test(hex)) return null;
  // Each 32-bit word is printed in host order; on the little-endian machines that we run on its bytes are reversed.
  const bytes = Buffer.from(hex, 'hex').swap32();
  if (bytes.length === 4) return bytes.join('.');
  // A v4-mapped address is the IPv4 address that it maps.
  if (bytes.toString('hex').startsWith('00000000000000000000ffff')) return bytes.subarray(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  // The WHATWG URL serialiser shortens the longest run of zeros, as RFC 5952 asks.
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
