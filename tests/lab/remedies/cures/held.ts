/** Servers of somebody else, on ports that a bot or an entry is set to. They close with the test. */
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { onTestFinished } from 'vitest';

import { freePort } from '../../support/ports.ts';
import { until } from '../../support/until.ts';

/** A port that a server without HTTP was first to take. */
export function heldPort(): Promise<number> {
  return served(createServer((socket) => void socket.on('error', () => socket.destroy()).end('SSH-2.0-x\r\n')));
}

/** A port with a web page. */
export function webPagePort(): Promise<number> {
  return served(createHttpServer((_request, response) => response.setHeader('server', 'nginx/1.27').end('<html>')));
}

async function served(server: Server): Promise<number> {
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await until('the server of somebody else', () => server.listening);
  return port;
}
