/**
 * Whether a port could be had. It is bound for a moment and let go at once; whoever connects in that moment is sent
 * away.
 */
import { createServer } from 'node:net';
import { known } from '../../answer.ts';
import type { BindOutcome, Machine } from '../../machine.ts';
import { codeOf, within } from '../deadline.ts';

const DEADLINE = { deadline: 3_000 } as const;

export const probeBind: Machine['bind'] = (address, port, ask = {}) =>
  within(ask, DEADLINE, async (signal) => {
    // Node takes "no address" for every address.
    if (address.trim() === '') return known('EADDRNOTAVAIL');
    try {
      await bindOnce(address, port, signal);
      return known('ok');
    } catch (error) {
      const outcome = OUTCOMES[codeOf(error)];
      if (outcome === undefined) throw error;
      return known(outcome);
    }
  });

const OUTCOMES: Readonly<Record<string, BindOutcome>> = {
  EADDRINUSE: 'EADDRINUSE',
  // Windows says so for the ranges it reserves; Linux for low ports.
  EACCES: 'EACCES',
  EPERM: 'EACCES',
  EADDRNOTAVAIL: 'EADDRNOTAVAIL',
  EAFNOSUPPORT: 'EADDRNOTAVAIL',
  EINVAL: 'EADDRNOTAVAIL',
  ENOTFOUND: 'EADDRNOTAVAIL',
  ERR_SOCKET_BAD_PORT: 'EADDRNOTAVAIL',
};

function bindOnce(host: string, port: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    const close = (): void => void server.close(() => resolve());
    signal.addEventListener('abort', close, { once: true });
    server.once('error', reject);
    // Python's asyncio keeps IPv6 servers off IPv4 too (domain facts: nonebot dossier §3 k).
    server.listen({ host, port, exclusive: true, ipv6Only: host.includes(':') }, close);
  });
}
