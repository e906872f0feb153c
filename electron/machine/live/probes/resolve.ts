/** The addresses of a name in the order in which the system's resolver, and so every program, gets them. */
import { lookup } from 'node:dns/promises';
import { ABSENT, known, unanswered } from '../../answer.ts';
import type { Machine } from '../../machine.ts';
import { codeOf, within } from '../deadline.ts';

const DEADLINE = { deadline: 3_000 } as const;

export const probeResolve: Machine['resolve'] = (name, ask = {}) =>
  within(ask, DEADLINE, async () => {
    if (name.trim() === '') return ABSENT;
    try {
      const addresses = await lookup(name, { all: true, verbatim: true });
      return known(addresses.map(({ address }) => address));
    } catch (error) {
      // The resolver could not say (EAI_AGAIN: no answer from its server); only "there is no such name" is absence.
      return codeOf(error) === 'ENOTFOUND' ? ABSENT : unanswered('denied', codeOf(error));
    }
  });
