/** Servers as the outside has them: real sockets on a free port, each with its own bad manners. */
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A TCP server for the length of one test. Gives its port. */
export async function tcpServer(behave: (socket: Socket) => void, host = '127.0.0.1'): Promise<number> {
  return listen(createServer(tracked(behave)), host);
}

export async function httpServer(behave: RequestListener, host = '127.0.0.1'): Promise<number> {
  return listen(
    createHttpServer(behave).on(
      'connection',
      tracked(() => undefined),
    ),
    host,
  );
}

/** A port on which nobody listens, and which no passer-by gets. */
export { freePort as closedPort } from '../../../lab/support/ports.ts';

export async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A server's sockets end with the test, also those that their client left open. */
function tracked(behave: (socket: Socket) => void): (socket: Socket) => void {
  return (socket) => {
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    behave(socket);
  };
}
