/**
 * Whether this computer can talk to itself at all: our own listener on 127.0.0.1, our own connection. Where that fails,
 * something filters loopback and no setting of NapCat or a framework is to blame.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { known } from '../../answer.ts';
import type { Machine } from '../../machine.ts';
import { within } from '../deadline.ts';

const DEADLINE = 3_000;
const WORD = 'napcat-doctor';

export const selfTest: Machine['selfTest'] = (kind, ask = {}) =>
  within(ask, { deadline: DEADLINE, late: () => known('failed') }, async (signal) => {
    try {
      const heard = await (kind === 'tcp' ? echoOverTcp(signal) : echoOverWebSocket(signal));
      return known(heard === WORD ? 'ok' : 'failed');
    } catch {
      return known('failed');
    }
  });

async function echoOverTcp(signal: AbortSignal): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  signal.addEventListener('abort', () => server.close(), { once: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening', { signal });
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  socket.write(WORD);
  const [heard] = (await once(socket, 'data', { signal })) as [Buffer];
  return heard.toString();
}

async function echoOverWebSocket(signal: AbortSignal): Promise<string> {
  const { WebSocket, WebSocketServer } = await import('ws');
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (peer) => {
    signal.addEventListener('abort', () => peer.terminate(), { once: true });
    peer.on('error', () => undefined).on('message', (word) => peer.send(word as Buffer));
  });
  signal.addEventListener('abort', () => server.close(), { once: true });
  await once(server, 'listening', { signal });
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    perMessageDeflate: false,
  });
  signal.addEventListener('abort', () => socket.on('error', () => undefined).terminate(), { once: true });
  await once(socket, 'open', { signal });
  socket.send(WORD);
  const [heard] = (await once(socket, 'message', { signal })) as [Buffer];
  return heard.toString();
}
