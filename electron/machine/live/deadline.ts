/**
 * The one clock of the live machine: a piece of work ends with its answer, with its deadline, or with the caller's
 * cancellation, whichever comes first, and is told to clean up after itself in every case.
 */
import { unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Ask } from '../machine.ts';

export interface Limit<T> {
  /** Milliseconds, when the caller names none. A shorter wish of the caller wins, a longer one only if `extends`. */
  readonly deadline: number;
  /** Whether the caller may wait longer than `deadline`. */
  readonly extends?: boolean;
  /** The answer when time has run out; by default `timeout`. */
  readonly late?: () => Answer<T>;
}

/**
 * Runs `work` with a signal that fires when its answer is no longer wanted. `work` may go on until it notices (a read
 * on a dead network drive cannot be stopped), its late answer is dropped. An error it throws is `denied`, with the
 * error's code as the reason: something refused, and nothing was learnt.
 */
export function within<T>(
  { signal, deadline }: Ask,
  limit: Limit<T>,
  work: (signal: AbortSignal) => Answer<T> | Promise<Answer<T>>,
): Promise<Answer<T>> {
  if (signal?.aborted === true) return Promise.resolve(CANCELLED);
  const wished = deadline ?? limit.deadline;
  const milliseconds = limit.extends === true ? wished : Math.min(wished, limit.deadline);
  return new Promise((resolve) => {
    const inner = new AbortController();
    const settle = (answer: Answer<T>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(answer);
      inner.abort(SETTLED);
    };
    const cancel = (): void => settle(CANCELLED);
    const timer = setTimeout(() => settle(limit.late?.() ?? unanswered('timeout')), milliseconds);
    signal?.addEventListener('abort', cancel, { once: true });
    Promise.resolve()
      .then(() => work(inner.signal))
      .then(settle, (error: unknown) => settle(unanswered('denied', codeOf(error))));
  });
}

/** Nobody reads the reason; without one Node would make an error with a stack for every question asked. */
const SETTLED = 'settled';
const CANCELLED = unanswered('timeout', 'cancelled');

/** The code of a Node error (`ECONNREFUSED`, `ERR_INVALID_CHAR` …), or its name. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
