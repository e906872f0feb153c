/**
 * Port numbers for servers under test. They are drawn below the range from which systems take the local ports of
 * outgoing connections, so that no passer-by takes one between the draw and the bind.
 */
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';

/** A number that nobody listens on, neither on IPv4 nor on IPv6. */
export async function freePort(): Promise<number> {
  const { port, release } = await reservePort();
  await release();
  return port;
}

export interface ReservedPort {
  readonly port: number;
  readonly release: () => Promise<void>;
}

/** A number kept from everybody else until it is released. Meanwhile it accepts connections and stays silent. */
export async function reservePort(): Promise<ReservedPort> {
  for (let tries = 0; tries < 50; tries++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    const wildcard = await bind(port);
    if (wildcard === null) continue;
    return { port, release: () => new Promise((done) => wildcard.close(() => done())) };
  }
  throw new Error('no free port in fifty draws');
}

const LOWEST = 20_000;
const HIGHEST = 32_000;

/** On the wildcard of both families: a listener on any one address makes it fail. */
function bind(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, exclusive: true }, () => resolve(server));
  });
}

/** Whether somebody takes a connection there right now. */
export function accepts(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}
