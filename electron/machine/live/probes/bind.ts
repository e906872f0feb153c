/** Takes a port for a moment and lets it go. */
import { createServer } from 'node:net';
import { known, unanswered } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Ask, BindOutcome } from '../../machine.ts';
import { codeOf, within } from '../deadline.ts';

const OUTCOMES: readonly BindOutcome[] = ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'];

export function probeBind(address: string, port: number, ask: Ask = {}): Promise<Answer<BindOutcome>> {
  return within<BindOutcome>(
    ask,
    1_000,
    (signal) =>
      new Promise((resolve) => {
        const server = createServer();
        server.once('error', (error) => {
          const outcome = OUTCOMES.find((candidate) => candidate === codeOf(error));
          resolve(outcome === undefined ? unanswered('denied', codeOf(error)) : known(outcome));
        });
        server.listen({ host: address, port, exclusive: true }, () => {
          server.close(() => resolve(known('ok')));
        });
        signal.addEventListener('abort', () => server.close(), { once: true });
      }),
  );
}
