/** The relay's own connection to the framework: made with what NapCat sent, refused towards NapCat as it was refused. */
import { ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';

import { httpOutcomeOf } from '../machine/live/probes/outcome.ts';
import { NEXT_ADDRESS_AFTER } from '../machine/live/probes/connect.ts';
import type { EntryUrl } from '../survey/facts.ts';
import { MOST_FRAME_BYTES } from './bridge.ts';
import type { LinkLog } from './link-log.ts';

export interface Passing {
  readonly target: EntryUrl & { readonly usable: true };
  readonly upgrade: IncomingMessage;
  readonly socket: Duplex;
  readonly log: LinkLog;
  /** Fires when the relay ends. */
  readonly signal: AbortSignal;
}

/** Longer than NapCat's 2 s, so that NapCat is the one who gives up, as without us. */
const HANDSHAKE_MS = 10_000;
const MOST_BODY_BYTES = 64 * 1024;

/** Headers that belong to one connection and not to the request (RFC 9110 §7.6.1), and those that `ws` makes anew. */
const OF_ONE_CONNECTION: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'upgrade', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'content-length'],
  ...['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-extensions', 'sec-websocket-protocol'],
]);

export function dialOn(passing: Passing, onOpen: (framework: WebSocket) => void): void {
  const { upgrade, socket, log, signal } = passing;
  const framework = makeSocket(passing);
  if (framework === null) {
    log.unreached('address-invalid');
    refuse(passing, 502, 'Bad Gateway', [], Buffer.alloc(0));
    return;
  }
  const giveUp = (): void => framework.terminate();
  signal.addEventListener('abort', giveUp, { once: true });
  // NapCat waits two seconds and goes; then nobody needs an answer.
  socket.once('close', giveUp);
  socket.on('error', giveUp);
  const settled = (): void => {
    signal.removeEventListener('abort', giveUp);
    socket.removeListener('close', giveUp);
    // From here on `ws` watches it; ours would take the framework's end down before NapCat's is known to be gone.
    socket.removeListener('error', giveUp);
  };
  framework.once('open', () => {
    settled();
    onOpen(framework);
  });
  framework.once('unexpected-response', (request, response) => {
    settled();
    void passRefusal(passing, response).finally(() => request.destroy());
  });
  framework.on('error', (error) => {
    if (signal.aborted || socket.destroyed || log.report().status !== null) return;
    settled();
    // `ws` gives its own timeout no code.
    const outcome = error.message.includes('timed out') ? 'timeout' : (httpOutcomeOf(error) ?? error.name);
    log.unreached(outcome);
    if (outcome === 'timeout') refuse({ socket, upgrade }, 504, 'Gateway Timeout', [], Buffer.alloc(0));
    else refuse({ socket, upgrade }, 502, 'Bad Gateway', [], Buffer.alloc(0));
  });
}

function makeSocket({ target, upgrade }: Passing): WebSocket | null {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  const protocols = upgrade.headers['sec-websocket-protocol']?.split(',').map((name) => name.trim()) ?? [];
  try {
    return new WebSocket(`${target.secure ? 'wss' : 'ws'}://${host}:${target.port}${upgrade.url ?? '/'}`, protocols, {
      headers: headersToPass(upgrade.rawHeaders),
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
      followRedirects: false,
      autoPong: false,
      maxPayload: MOST_FRAME_BYTES,
      // Ours to try the next address when the first of a name is silent.
      ...{ autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER },
    });
  } catch {
    // A path, a protocol or a header that cannot be sent.
    return null;
  }
}

/** As they were written. A header that came twice goes twice. */
function headersToPass(raw: readonly string[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2);
    if (OF_ONE_CONNECTION.has(name.toLowerCase())) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return headers;
}

async function passRefusal(passing: Passing, response: IncomingMessage): Promise<void> {
  const status = response.statusCode ?? 502;
  passing.log.refused(status);
  const body = await startOf(response);
  const headers = response.rawHeaders.flatMap((name, at, all) =>
    at % 2 === 0 && !OF_ONE_CONNECTION.has(name.toLowerCase()) ? [[name, all[at + 1] ?? ''] as const] : [],
  );
  refuse(passing, status, response.statusMessage ?? '', headers, body);
}

async function startOf(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  response.setTimeout(1_000, () => response.destroy());
  try {
    for await (const part of response) {
      parts.push(part as Buffer);
      size += (part as Buffer).length;
      if (size >= MOST_BODY_BYTES) break;
    }
  } catch {
    // Cut off: what came is what there is.
  }
  return Buffer.concat(parts).subarray(0, MOST_BODY_BYTES);
}

/** Node writes the response, so that nothing of it is of our own making. */
function refuse(
  { socket, upgrade }: Pick<Passing, 'socket' | 'upgrade'>,
  status: number,
  reason: string,
  headers: readonly (readonly [string, string])[],
  body: Buffer,
): void {
  if (socket.destroyed || !(socket instanceof Socket)) return;
  const response = new ServerResponse(upgrade);
  response.assignSocket(socket);
  response.shouldKeepAlive = false;
  try {
    for (const [name, value] of headers) response.appendHeader(name, value);
    response.writeHead(status, reason, { 'Content-Length': body.length });
  } catch {
    // A header that may be received and must not be sent.
    response.statusCode = status;
  }
  response.end(body, () => socket.destroySoon());
}
