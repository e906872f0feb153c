/**
 * What a machine says when it is asked. "Not there" and "could not look" are different answers and stay different in
 * the type, so that nobody can take silence for absence.
 */

/** The question was answered. `via` names the way when it was not the usual one (e.g. `netstat` instead of the API). */
export interface Known<T> {
  readonly state: 'known';
  readonly value: T;
  readonly via?: string;
}

/** Looked, and it is not there. */
export interface Absent {
  readonly state: 'absent';
}

/** No answer: refused (`denied`, also for a locked file), out of time, or never asked. */
export interface Unanswered {
  readonly state: 'denied' | 'timeout' | 'not-asked';
  readonly reason?: string;
}

export type Answer<T> = Known<T> | Absent | Unanswered;
export type AnswerState = Answer<unknown>['state'];

export function known<T>(value: T, via?: string): Known<T> {
  return via === undefined ? { state: 'known', value } : { state: 'known', value, via };
}

export const ABSENT: Absent = { state: 'absent' };

export function unanswered(state: Unanswered['state'], reason?: string): Unanswered {
  return reason === undefined ? { state } : { state, reason };
}

export const NOT_ASKED: Unanswered = { state: 'not-asked' };

/** The value of a known answer, else `undefined`. Use it only where absence and ignorance truly mean the same. */
export function valueOf<T>(answer: Answer<T>): T | undefined {
  return answer.state === 'known' ? answer.value : undefined;
}

/** Changes the value of a known answer and passes every other one on as it is. */
export function mapAnswer<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.state === 'known' ? { ...answer, value: change(answer.value) } : answer;
}
