/** A plain TCP relay between NapCat and a framework that cuts connections after a while. Handshakes go through. */
import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface CuttingRelay {
  readonly port: number;
  /** Lets the time of connections run; until then they live, and the one that stands is the first. */
  readonly begin: () => void;
  readonly close: () => Promise<void>;
}

/** `lifetimes`: milliseconds that connections of WebSocket clients live, in turn; one more than those is left alone. */
export async function startCuttingRelay(to: number, lifetimes: readonly number[]): Promise<CuttingRelay> {
  const open = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let begun = false;
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
      const live = (): void => {
        const life = lifetimes[count++];
        if (life !== undefined) setTimeout(() => [client, upstream].forEach((socket) => socket.destroy()), life);
      };
      if (begun) live();
      else waiting.push(live);
    });
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    begin: () => {
      begun = true;
      waiting.forEach((live) => live());
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
