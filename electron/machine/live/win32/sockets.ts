/** Listeners and connections: the TCP tables of iphlpapi, else `netstat -ano`. */
import type { Answer } from '../../answer.ts';
import { known, mapAnswer, unanswered } from '../../answer.ts';
import type { Ask, Connection, ConnectionState, Listener } from '../../machine.ts';
import { TCP_TABLE, tcpRows, type TcpRow } from './api/iphlpapi.ts';
import { either } from './either.ts';
import { parseNetstat, type NetstatTable } from './fallback/netstat.ts';
import type { RunTool } from './fallback/run.ts';

export function listeners(run: RunTool, ask: Ask): Promise<Answer<readonly Listener[]>> {
  return either(
    () => known(listenersIn(tcpRows(TCP_TABLE.listeners))),
    async () => mapAnswer(await netstat(run, ask), (table) => table.listeners),
  );
}

export function connections(run: RunTool, ask: Ask): Promise<Answer<readonly Connection[]>> {
  return either(
    () => known(connectionsIn(tcpRows(TCP_TABLE.all))),
    async () => mapAnswer(await netstat(run, ask), (table) => table.connections),
  );
}

export function listenersIn(rows: readonly TcpRow[]): Listener[] {
  return rows
    .filter((row) => row.state === LISTEN)
    .map((row) => ({ address: addressText(row.localAddress), port: row.localPort, pid: row.pid || null }));
}

export function connectionsIn(rows: readonly TcpRow[]): Connection[] {
  return rows
    .filter((row) => row.state !== LISTEN)
    .map((row) => ({
      local: { address: addressText(row.localAddress), port: row.localPort },
      remote: { address: addressText(row.remoteAddress), port: row.remotePort },
      state: STATES[row.state] ?? 'other',
      pid: row.pid || null,
    }));
}

/** Four bytes as IPv4, sixteen as IPv6 in its short form; a v4-mapped address as the IPv4 address it is. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  if (V4_MAPPED.every((byte, at) => bytes[at] === byte)) return bytes.subarray(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
  );
  // The WHATWG URL serialiser shortens the longest run of zeros, as RFC 5952 asks.
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}

const V4_MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** MIB_TCP_STATE (tcpmib.h). */
const LISTEN = 2;
const STATES: Readonly<Record<number, ConnectionState>> = {
  3: 'syn-sent',
  4: 'syn-received',
  5: 'established',
  6: 'fin-wait',
  7: 'fin-wait',
  8: 'close-wait',
  9: 'closing',
  10: 'closing',
  11: 'time-wait',
};

async function netstat(run: RunTool, ask: Ask): Promise<Answer<NetstatTable>> {
  const output = await run('netstat', ['-ano'], ask);
  if (output.state !== 'known') return output;
  // Everything that counts is ASCII, in every code page.
  const table = parseNetstat(output.value.stdout.toString('latin1'));
  // Every Windows listens somewhere (RPC, SMB): no listener at all means the output was not understood.
  return table.listeners.length === 0 ? unanswered('not-asked', 'netstat named no listener') : known(table, 'netstat');
}
