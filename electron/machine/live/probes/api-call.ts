/**
 * The answer to an API call of a framework that took us for a bot. It comes at once and says no: a call left open would
 * hold the framework's plugin for half a minute (domain facts: nonebot dossier §4 q, §7.7).
 */
import type { RawData, WebSocket } from 'ws';

/** A peer that never reads must not make us hoard answers. */
const MOST_UNSENT_BYTES = 64 * 1024;

/** Gives the name of the call; `null` when it was none. */
export function answerApiCall(socket: WebSocket, data: RawData, isBinary: boolean): string | null {
  const call = parseCall(data);
  if (call === null || socket.bufferedAmount > MOST_UNSENT_BYTES) return null;
  const answer = {
    status: 'failed',
    retcode: 1404,
    data: null,
    message: 'NapCat Doctor is only looking; this account is made up',
    ...('echo' in call ? { echo: call.echo } : {}),
  };
  socket.send(JSON.stringify(answer), { binary: isBinary }, () => undefined);
  return call.action;
}

/** OneBot 11: a call is an object with an `action`, and `echo` is whatever the caller likes. */
function parseCall(data: RawData): { readonly action: string; readonly echo?: unknown } | null {
  try {
    const frame: unknown = JSON.parse(textOf(data));
    return isCall(frame) ? frame : null;
  } catch {
    return null;
  }
}

function isCall(frame: unknown): frame is { action: string; echo?: unknown } {
  return typeof frame === 'object' && frame !== null && 'action' in frame && typeof frame.action === 'string';
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString();
}
