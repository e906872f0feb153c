/**
 * NapCat dials again and again, and a server may accept and close at once (a NoneBot that refuses a token, Koishi on a
 * path that it does not serve). One look at the connections catches such a moment now and then; a link is what two
 * looks have seen, with some time between them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { mapAnswer, valueOf } from '../machine/answer.ts';
import type { Answer } from '../machine/answer.ts';
import type { Ask, Connection, Machine } from '../machine/machine.ts';
import { seenTwice } from '../machine/standing.ts';

export type SecondLook = () => Promise<Answer<readonly Connection[]>>;

/** Milliseconds. A handshake that is turned down is over in some, on a busy machine in some tens. */
const APART = 80;

/** To be made after the first look. Whoever looks again is told the same. */
export function secondLook(machine: Machine, ask: Ask): SecondLook {
  const first = performance.now();
  const look = async (): ReturnType<SecondLook> => {
    const rest = machine.live ? first + APART - performance.now() : 0;
    if (rest > 0) await sleep(rest, undefined, { signal: ask.signal }).catch(() => undefined);
    return machine.connections(ask);
  };
  let looked: ReturnType<SecondLook> | undefined;
  return () => (looked ??= look());
}

export function standing(
  first: Answer<readonly Connection[]>,
  second: Answer<readonly Connection[]>,
): Answer<readonly Connection[]> {
  const later = valueOf(second);
  return later === undefined ? first : mapAnswer(first, (list) => seenTwice(list, later));
}
