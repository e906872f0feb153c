/**
 * A WebSocket server on 127.0.0.1 for one NapCat that is sent here on purpose: it shows the token that only its
 * configuration holds, says its first event, and answers one call that changes nothing (OneBot 11 `get_status`).
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import type { Door, Hand, Meeting } from '../../hand.ts';

const ACTION = 'get_status';
const ECHO = 'napcat-doctor';
const LONGEST_FRAME = 4 * 1024 * 1024;

export const openDoor: Hand['openDoor'] = async ({ token, deadlineMs }, signal) => {
  const http = createServer((_request, response) => response.writeHead(404).end());
  const port = await new Promise<number | null>((done) => {
    http.once('error', () => done(null));
    http.listen(0, '127.0.0.1', () => done((http.address() as AddressInfo).port));
  });
  return port === null ? null : ({ port, met: meet(http, token, deadlineMs, signal) } satisfies Door);
};

function meet(
  http: ReturnType<typeof createServer>,
  token: string,
  deadlineMs: number,
  signal: AbortSignal | undefined,
): Promise<Meeting> {
  const server = new WebSocketServer({
    server: http,
    maxPayload: LONGEST_FRAME,
    verifyClient: ({ req }: { req: IncomingMessage }) => req.headers.authorization === `Bearer ${token}`,
  });
  return new Promise<Meeting>((resolve) => {
    let event: Meeting['event'] = null;
    const end = (call: Meeting['call']): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      for (const client of server.clients) client.terminate();
      server.close();
      http.close();
      http.closeAllConnections();
      resolve({ event, call });
    };
    const cancel = (): void => end(null);
    const timer = setTimeout(cancel, deadlineMs);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted === true) cancel();
    server.on('connection', (socket) => {
      talk(socket, {
        heard: (kind) => void (event ??= kind),
        answered: (elapsedMs) => {
          // The event comes first; an answer without one would prove half of it.
          if (event !== null) end({ action: ACTION, elapsedMs });
        },
      });
    });
  });
}

interface Ear {
  readonly heard: (kind: string) => void;
  readonly answered: (elapsedMs: number) => void;
}

function talk(socket: WebSocket, { heard, answered }: Ear): void {
  let asked: number | null = null;
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => {
    const frame = frameOf(data);
    if (frame === null) return;
    if (typeof frame.post_type === 'string') {
      heard(kindOf(frame));
      if (asked !== null) return;
      asked = performance.now();
      socket.send(JSON.stringify({ action: ACTION, params: {}, echo: ECHO }));
    } else if (frame.echo === ECHO && asked !== null) answered(Math.round(performance.now() - asked));
  });
}

type Frame = Readonly<Record<string, unknown>>;

function frameOf(data: RawData): Frame | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : null;
  } catch {
    return null;
  }
}

/** Words of the protocol only, so that nothing of what people wrote gets out. */
function kindOf(frame: Frame): string {
  return ['post_type', 'meta_event_type', 'message_type', 'notice_type', 'request_type', 'sub_type']
    .map((key) => frame[key])
    .filter((word): word is string => typeof word === 'string' && /^[a-z_]{1,30}$/.test(word))
    .join('.');
}
