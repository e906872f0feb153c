/** Two open sockets as one: what comes from either goes to the other, in order, no faster than it can take it. */
import { WebSocket } from 'ws';

import type { Peer } from '../contract/lab.ts';
import type { LinkLog } from './link-log.ts';
import { bytesOf } from './socket.ts';

/** NapCat's own limit for one frame (domain facts: NapCat dossier §3); what is larger breaks without us too. */
export const MOST_FRAME_BYTES = 50 * 1024 * 1024;
/** With more than this unsent the sender is not read any more, until no more than the lower mark is left. */
const HIGH_WATER = 4 * 1024 * 1024;
const LOW_WATER = 1024 * 1024;
/** What an end may take to answer a close. */
const FAREWELL_MS = 2_000;

export function bridge(napcat: WebSocket, framework: WebSocket, log: LinkLog, signal: AbortSignal): void {
  const part = (): void => {
    log.closed('us', 1000, '');
    for (const socket of [napcat, framework]) socket.close(1000);
  };
  signal.addEventListener('abort', part, { once: true });
  carry(napcat, framework, 'napcat', log);
  carry(framework, napcat, 'framework', log);
  napcat.once('close', () => signal.removeEventListener('abort', part));
}

function carry(from: WebSocket, to: WebSocket, peer: Peer, log: LinkLog): void {
  from.on('message', (data, isBinary) => {
    log.frame(peer, bytesOf(data), isBinary);
    if (to.readyState !== WebSocket.OPEN) return;
    to.send(data, { binary: isBinary }, () => {
      if (from.isPaused && to.bufferedAmount <= LOW_WATER) from.resume();
    });
    if (to.bufferedAmount > HIGH_WATER) from.pause();
  });
  from.on('ping', (data) => {
    if (to.readyState === WebSocket.OPEN) to.ping(data);
  });
  from.on('pong', (data) => {
    if (to.readyState === WebSocket.OPEN) to.pong(data);
  });
  // A close follows, with 1006 or the code of what was broken.
  from.on('error', () => undefined);
  from.on('close', (code, reason) => {
    log.closed(peer, code, reason.toString());
    // Nobody reads on here, so nothing may keep the other end from being read to its close.
    if (to.isPaused) to.resume();
    closeAs(to, code, reason);
  });
}

/** 1005 stands for a close without a code, 1006 and 1015 for none at all; they cannot be sent (RFC 6455 §7.4.1). */
function closeAs(socket: WebSocket, code: number, reason: Buffer): void {
  if (socket.readyState === WebSocket.CLOSED) return;
  if (code === 1006 || code === 1015) {
    socket.terminate();
    return;
  }
  try {
    if (code === 1005) socket.close();
    else socket.close(code, reason);
  } catch {
    socket.terminate();
  }
  setTimeout(() => socket.terminate(), FAREWELL_MS).unref();
}
