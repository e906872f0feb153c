/**
 * A port on loopback that takes upgrades, and says of everything else what it was. On both families, because
 * `localhost` may lead NapCat to either; never on an address that another computer could reach.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import type { StrangerKind } from '../contract/lab.ts';
import { maskSecrets } from '../survey/logs/mask.ts';

export interface Doorman {
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly onStranger: (what: StrangerKind, path: string | null) => void;
}

export interface Door {
  readonly port: number;
  /** Ends every connection and lets the port go. */
  readonly close: () => Promise<void>;
}

export type DoorProblem = 'port-taken' | 'port-forbidden' | 'port-failed';

/** Connections at a time; NapCat makes one. */
const MOST_SOCKETS = 32;
/** What an upgrade may take to arrive, and any plain request. */
const REQUEST_MS = 10_000;
const MOST_HEADER_BYTES = 16 * 1024;

/** `port` 0: any. */
export async function openDoor(port: number, doorman: Doorman): Promise<Door | DoorProblem> {
  const sockets = new Set<Socket>();
  const first = makeServer(doorman, sockets);
  const bound = await bind(first, '127.0.0.1', port);
  if (typeof bound !== 'number') return bound;
  const second = makeServer(doorman, sockets);
  // A system without IPv6 has no second; one whose ::1 another program holds keeps it for that program.
  const others = typeof (await bind(second, '::1', bound)) === 'number' ? [second] : [];
  return {
    port: bound,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([first, ...others].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

function makeServer({ onUpgrade, onStranger }: Doorman, sockets: Set<Socket>): Server {
  const server = createServer({
    maxHeaderSize: MOST_HEADER_BYTES,
    requestTimeout: REQUEST_MS,
    headersTimeout: REQUEST_MS,
  });
  server.on('connection', (socket) => {
    if (sockets.size >= MOST_SOCKETS) {
      onStranger('too-many', null);
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  });
  server.on('upgrade', onUpgrade);
  server.on('request', (request, response) => {
    const path = maskSecrets(request.url ?? '/').slice(0, 120);
    onStranger(request.method === 'POST' ? 'http-post' : 'http-get', path);
    // As NoneBot's WebSocket route says to a plain request.
    response.writeHead(404, { Connection: 'close', 'Content-Length': 0 }).end();
  });
  server.on('clientError', (error: Error & { rawPacket?: Buffer }, socket) => {
    const first = error.rawPacket?.[0];
    if (first !== undefined) onStranger(first === TLS_HANDSHAKE ? 'tls' : 'not-http', null);
    socket.destroy();
  });
  return server;
}

/** The first byte of a TLS ClientHello (RFC 8446 §5.1: ContentType handshake). */
const TLS_HANDSHAKE = 0x16;

function bind(server: Server, host: string, port: number): Promise<number | DoorProblem> {
  return new Promise((resolve) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(PROBLEMS[code ?? ''] ?? 'port-failed'));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 'port-failed');
    });
  });
}

const PROBLEMS: Readonly<Record<string, DoorProblem>> = {
  EADDRINUSE: 'port-taken',
  // Reserved by Windows, or below 1024 without the right to it.
  EACCES: 'port-forbidden',
};
