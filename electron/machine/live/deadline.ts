/** Every wait ends: work races a deadline and the user's cancellation, and the loser is told to stop. */
import { unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Ask } from '../machine.ts';

/**
 * Runs `work` with a signal that is aborted at the deadline or when the user cancels. Settles then at the latest, even
 * when the work does not listen; what it throws becomes `denied` with the message as the reason.
 */
export async function within<T>(
  ask: Ask | undefined,
  fallback: number,
  work: (signal: AbortSignal) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const { signal: cancelled, deadline = fallback } = ask ?? {};
  if (cancelled?.aborted === true) return unanswered('timeout', 'cancelled');
  const stop = new AbortController();
  let onCancel: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<Answer<T>>((resolve) => {
    timer = setTimeout(() => resolve(unanswered('timeout', `no answer within ${deadline} ms`)), deadline);
    onCancel = () => resolve(unanswered('timeout', 'cancelled'));
    cancelled?.addEventListener('abort', onCancel, { once: true });
  });
  try {
    return await Promise.race([
      ended,
      work(stop.signal).catch((error: unknown) => unanswered('denied', messageOf(error))),
    ]);
  } finally {
    clearTimeout(timer);
    if (onCancel !== undefined) cancelled?.removeEventListener('abort', onCancel);
    stop.abort();
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
