/**
 * TCP sockets from /proc/net/tcp and tcp6 (Linux Documentation/networking/proc_net_tcp.rst): one line a socket,
 * addresses as hexadecimal words in the machine's byte order, the state as a number, the inode that a process's
 * descriptor names.
 */
import type { Connection, ConnectionState, Listener } from '../../machine.ts';

export interface SocketRow {
  readonly local: { readonly address: string; readonly port: number };
  readonly remote: { readonly address: string; readonly port: number };
  readonly state: number;
  readonly inode: string;
}

const LISTEN = 0x0a;

/** include/net/tcp_states.h */
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
};

/** Lines that are cut short or not sockets are left out. */
export function parseSocketTable(text: string): readonly SocketRow[] {
  const rows: SocketRow[] = [];
  for (const line of text.split('\n').slice(1)) {
    const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/);
    if (local === undefined || remote === undefined || state === undefined || inode === undefined) continue;
    const from = endpointOf(local);
    const to = endpointOf(remote);
    if (from !== null && to !== null) rows.push({ local: from, remote: to, state: Number.parseInt(state, 16), inode });
  }
  return rows;
}

export function listenersFrom(rows: readonly SocketRow[], owners: ReadonlyMap<string, number>): readonly Listener[] {
  return rows
    .filter(({ state }) => state === LISTEN)
    .map(({ local, inode }) => ({ ...local, pid: owners.get(inode) ?? null }));
}

export function connectionsFrom(
  rows: readonly SocketRow[],
  owners: ReadonlyMap<string, number>,
): readonly Connection[] {
  return rows
    .filter(({ state }) => state !== LISTEN)
    .map(({ local, remote, state, inode }) => ({
      local,
      remote,
      state: STATES[state] ?? 'other',
      pid: owners.get(inode) ?? null,
    }));
}

function endpointOf(text: string): { address: string; port: number } | null {
  const [address = '', port = ''] = text.split(':');
  const bytes = bytesOf(address);
  if (bytes === null) return null;
  return { address: bytes.length === 4 ? bytes.join('.') : ipv6Of(bytes), port: Number.parseInt(port, 16) };
}

/** Each 32-bit word is printed in host order; on the little-endian machines that we run on its bytes are reversed. */
function bytesOf(hex: string): readonly number[] | null {
  if (hex.length !== 8 && hex.length !== 32) return null;
  const bytes: number[] = [];
  for (let word = 0; word < hex.length; word += 8) {
    for (let at = 6; at >= 0; at -= 2) bytes.push(Number.parseInt(hex.slice(word + at, word + at + 2), 16));
  }
  return bytes.some(Number.isNaN) ? null : bytes;
}

/** A v4-mapped address is shown as the IPv4 address it is. */
function ipv6Of(bytes: readonly number[]): string {
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  if (mapped) return bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
  );
  // The WHATWG URL serialiser shortens the longest run of zeros, as RFC 5952 asks.
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
