/** Abort signals that many waits share: Node warns from the eleventh listener on, which here is no leak. */
import { setMaxListeners } from 'node:events';

/** A signal for many listeners, aborted with the first of these, or after `deadline` milliseconds. */
export function sharedSignal(signals: readonly (AbortSignal | undefined)[], deadline?: number): AbortSignal {
  const signal = AbortSignal.any([
    ...signals.filter((candidate) => candidate !== undefined),
    ...(deadline === undefined ? [] : [AbortSignal.timeout(deadline)]),
  ]);
  setMaxListeners(0, signal);
  return signal;
}
