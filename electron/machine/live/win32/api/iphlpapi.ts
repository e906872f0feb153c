/**
 * iphlpapi: the TCP tables with the owner of each socket. Works without administrator rights, in one or two
 * milliseconds, and says nothing that depends on the language of Windows (domain facts: Windows §d).
 */
import { koffi, once, Win32Error, type Out } from './koffi.ts';

export interface TcpRow {
  /** MIB_TCP_STATE: 2 is LISTEN, 5 ESTABLISHED. */
  readonly state: number;
  /** Four or sixteen bytes. */
  readonly localAddress: Uint8Array;
  readonly localPort: number;
  readonly remoteAddress: Uint8Array;
  readonly remotePort: number;
  /** 0 when nobody owns it any more (TIME_WAIT). */
  readonly pid: number;
}

/** TCP_TABLE_CLASS (iprtrmib.h). There is none that holds every state but LISTEN. */
export const TCP_TABLE = { listeners: 3, all: 5 } as const;

/** TCP sockets of both address families. Throws `Win32Error` when the system refuses. */
export function tcpRows(kind: (typeof TCP_TABLE)[keyof typeof TCP_TABLE]): TcpRow[] {
  return [...table(AF_INET, kind, V4), ...table(AF_INET6, kind, V6)];
}

const AF_INET = 2;
const AF_INET6 = 23;
const ERROR_INSUFFICIENT_BUFFER = 122;
/** 64 MiB would be a million sockets: something is wrong then. */
const MAX_TABLE = 64 * 1024 * 1024;

/** Byte offsets in a row (tcpmib.h, MIB_TCPROW_OWNER_PID and MIB_TCP6ROW_OWNER_PID). */
interface Layout {
  readonly size: number;
  readonly addressLength: 4 | 16;
  readonly state: number;
  readonly local: number;
  readonly localPort: number;
  readonly remote: number;
  readonly remotePort: number;
  readonly pid: number;
}

const V4: Layout = {
  size: 24,
  addressLength: 4,
  state: 0,
  local: 4,
  localPort: 8,
  remote: 12,
  remotePort: 16,
  pid: 20,
};
const V6: Layout = {
  size: 56,
  addressLength: 16,
  local: 0,
  localPort: 20,
  remote: 24,
  remotePort: 44,
  state: 48,
  pid: 52,
};

const api = once(() => ({
  getExtendedTcpTable: koffi()
    .load('iphlpapi.dll')
    .func(
      'uint32_t __stdcall GetExtendedTcpTable(_Out_ void *table, _Inout_ uint32_t *size, bool order, uint32_t family, int kind, uint32_t reserved)',
    ) as (table: Buffer, size: Out<number>, order: boolean, family: number, kind: number, reserved: number) => number,
}));

function table(family: number, kind: number, layout: Layout): TcpRow[] {
  let buffer = Buffer.alloc(32 * 1024);
  // The table may grow between two calls, hence a loop and some slack.
  while (buffer.length <= MAX_TABLE) {
    const size: Out<number> = [buffer.length];
    const error = api().getExtendedTcpTable(buffer, size, false, family, kind, 0);
    if (error === 0) return rows(buffer, layout);
    if (error !== ERROR_INSUFFICIENT_BUFFER) throw new Win32Error('GetExtendedTcpTable', error);
    buffer = Buffer.alloc(Math.max(size[0] + 4096, buffer.length * 2));
  }
  throw new Win32Error('GetExtendedTcpTable', ERROR_INSUFFICIENT_BUFFER);
}

function rows(buffer: Buffer, layout: Layout): TcpRow[] {
  const count = Math.min(buffer.readUInt32LE(0), Math.floor((buffer.length - 4) / layout.size));
  return Array.from({ length: count }, (_, index) => {
    const row = buffer.subarray(4 + index * layout.size, 4 + (index + 1) * layout.size);
    return {
      state: row.readUInt32LE(layout.state),
      localAddress: row.subarray(layout.local, layout.local + layout.addressLength),
      // Ports are in network order in the low half of a DWORD.
      localPort: row.readUInt16BE(layout.localPort),
      remoteAddress: row.subarray(layout.remote, layout.remote + layout.addressLength),
      remotePort: row.readUInt16BE(layout.remotePort),
      pid: row.readUInt32LE(layout.pid),
    };
  });
}
