/** A plain TCP relay between NapCat and a framework that cuts every connection after a while. Handshakes go through. */
import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface CuttingRelay {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** `lifetimes`: milliseconds that each connection of a WebSocket client lives, in turn; the last one for all that follow. */
export async function startCuttingRelay(to: number, lifetimes: readonly number[]): Promise<CuttingRelay> {
  const open = new Set<Socket>();
  let count = 0;
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    client.once('data', (first: Buffer) => {
      upstream.write(first);
      client.pipe(upstream).pipe(client);
      if (!/^upgrade:/im.test(first.toString('latin1'))) return;
      const life = lifetimes[Math.min(count++, lifetimes.length - 1)] ?? 0;
      setTimeout(() => {
        client.destroy();
        upstream.destroy();
      }, life);
    });
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
