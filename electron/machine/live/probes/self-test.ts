/** Our own listener on loopback and our own connection to it: fails only when something filters loopback itself. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { known } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Ask } from '../../machine.ts';
import { within } from '../deadline.ts';
import { probeTcp } from './tcp.ts';
import { probeWebSocket } from './websocket.ts';

export function selfTest(kind: 'tcp' | 'websocket', ask: Ask = {}): Promise<Answer<'ok' | 'failed'>> {
  return within(ask, 4_000, async () => {
    const server = createServer((_, response) => response.end());
    const { WebSocketServer } = kind === 'websocket' ? await import('ws') : { WebSocketServer: null };
    const sockets = WebSocketServer === null ? null : new WebSocketServer({ server });
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      const { port } = server.address() as AddressInfo;
      if (kind === 'tcp') {
        const answer = await probeTcp('127.0.0.1', port, ask);
        return known(answer.state === 'known' && answer.value === 'connected' ? 'ok' : 'failed');
      }
      sockets?.on('connection', (socket) => socket.close(1000));
      const answer = await probeWebSocket({ url: `ws://127.0.0.1:${port}/`, token: 'none' }, ask);
      return known(answer.state === 'known' && answer.value.outcome === 'open' ? 'ok' : 'failed');
    } finally {
      sockets?.close();
      server.close();
      server.closeAllConnections();
    }
  });
}
