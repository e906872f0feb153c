/** Two ways to one answer: the Win32 API in-process, and one of Windows' own tools when that fails. */
import type { Answer } from '../../answer.ts';
import { unanswered } from '../../answer.ts';

/**
 * The in-process answer; the other one when that way throws or leaves the question open. A fallback marks its answers
 * with `via`; when it knows no more, both reasons are told.
 */
export async function either<T>(inProcess: () => Answer<T>, fallback: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const first = attempt(inProcess);
  if (first.state === 'known' || first.state === 'absent') return first;
  const second = await fallback();
  if (second.state === 'known' || second.state === 'absent') return second;
  return unanswered(second.state, [first.reason, second.reason].filter(Boolean).join('; '));
}

/** Turns an exception of the Win32 API, or of koffi's loading, into a reason. */
export function attempt<T>(inProcess: () => Answer<T>): Answer<T> {
  try {
    return inProcess();
  } catch (error) {
    return unanswered('not-asked', error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}
