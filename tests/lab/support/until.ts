/** Waits for something outside that tells nobody when it happens: a file, a socket table. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves with the first answer that is neither `undefined`, `null` nor `false`; rejects at the deadline, with what was
 * waited for as it is told then.
 */
export async function until<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
  deadlineMs = 30_000,
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const answer = await look();
    if (isThere(answer)) return answer;
    if (performance.now() > end)
      throw new Error(`waited ${deadlineMs} ms for ${typeof what === 'string' ? what : what()}`);
    await sleep(20);
  }
}

function isThere<T>(answer: T): answer is Exclude<T, undefined | null | false> {
  return answer !== undefined && answer !== null && answer !== false;
}
