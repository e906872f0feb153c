/** Addresses of a name in the order the system gives them, as Node's sockets would try them. */
import { lookup } from 'node:dns/promises';
import { ABSENT, known } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Ask } from '../../machine.ts';
import { codeOf, within } from '../deadline.ts';

export function probeResolve(name: string, ask: Ask = {}): Promise<Answer<readonly string[]>> {
  return within(ask, 3_000, async () => {
    try {
      const addresses = await lookup(name, { all: true, verbatim: true });
      return known(addresses.map(({ address }) => address));
    } catch (error) {
      if (codeOf(error) === 'ENOTFOUND') return ABSENT;
      throw error;
    }
  });
}
