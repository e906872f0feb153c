/**
 * Reads `netstat -ano`. Headings and, in some languages, states are translated, so nothing is recognised by its words:
 * a row begins with `TCP`, a listener has the foreign port 0, the owner is the last column (domain facts: Windows §d).
 */
import type { Connection, ConnectionState, Endpoint, Listener } from '../../../machine.ts';

export interface NetstatTable {
  readonly listeners: readonly Listener[];
  readonly connections: readonly Connection[];
}

export function parseNetstat(text: string): NetstatTable {
  const listeners: Listener[] = [];
  const connections: Connection[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [protocol, localText, remoteText, ...rest] = line.trim().split(/\s+/);
    if (protocol?.toUpperCase() !== 'TCP') continue;
    const local = endpoint(localText);
    const remote = endpoint(remoteText);
    if (local === null || remote === null) continue;
    const pid = ownerOf(rest);
    if (remote.port === 0) listeners.push({ ...local, pid });
    else connections.push({ local, remote, state: STATES[rest[0] ?? ''] ?? 'other', pid });
  }
  return { listeners, connections };
}

/** English words, which most translations of Windows keep, the Chinese ones among them; and the German ones. */
const STATES: Readonly<Record<string, ConnectionState>> = {
  ESTABLISHED: 'established',
  SYN_SENT: 'syn-sent',
  SYN_RECEIVED: 'syn-received',
  FIN_WAIT_1: 'fin-wait',
  FIN_WAIT_2: 'fin-wait',
  CLOSE_WAIT: 'close-wait',
  TIME_WAIT: 'time-wait',
  CLOSING: 'closing',
  LAST_ACK: 'closing',
  HERGESTELLT: 'established',
  WARTEND: 'time-wait',
  SCHLIESSEN_WARTEN: 'close-wait',
  SCHLIESSEN_WARTEND: 'close-wait',
};

/** `127.0.0.1:80`, `[::1]:80`, `[fe80::1%12]:80`. */
function endpoint(text: string | undefined): Endpoint | null {
  const match = /^\[?([0-9a-f.:]+)(?:%[^\]]*)?\]?:(\d{1,5})$/i.exec(text ?? '');
  const port = Number(match?.[2]);
  return match?.[1] === undefined || port > 65_535 ? null : { address: match[1].toLowerCase(), port };
}

/** pid 0 owns nothing: it stands for sockets whose program is gone. Wine prints no owner at all. */
function ownerOf(columns: readonly string[]): number | null {
  const last = columns.at(-1) ?? '';
  return /^[1-9]\d*$/.test(last) ? Number(last) : null;
}
