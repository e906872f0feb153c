/** What a recording holds of one file, as the answers to the questions about it. */
import { ABSENT, known, unanswered } from '../answer.ts';
import type { Answer, Unanswered } from '../answer.ts';
import type { FileContent, FileStat } from '../machine.ts';
import { decodeBytes } from './bytes.ts';
import type { FileEntry } from './document.ts';

const NOT_RECORDED = unanswered('not-asked', 'content not recorded');

/** At most `limit` bytes of the wanted end. A part that the recording lacks was not asked. */
export function contentOf(entry: FileEntry, limit: number, wanted: 'head' | 'tail'): Answer<FileContent> {
  if (entry === null) return NOT_RECORDED;
  if (typeof entry === 'string') return contentOf({ text: entry }, limit, wanted);
  if (entry.error !== undefined) return failureOf(entry.error, entry.reason);
  const part = entry.part ?? 'whole';
  const held = decodeBytes(entry, part);
  if (held === null) return NOT_RECORDED;
  const bytes = part === 'tail' && wanted === 'head' ? decodeBytes(entry.head ?? {}, 'head') : held;
  if (bytes === null || (part === 'head' && wanted === 'tail'))
    return unanswered('not-asked', `only the ${part} was recorded`);
  const size = Math.max(entry.size ?? 0, held.length);
  const modifiedAt = isoOf(entry.modifiedAt);
  if (bytes.length <= limit) return known({ bytes, size, modifiedAt, part: part === 'whole' ? 'whole' : wanted });
  const cut = wanted === 'head' ? bytes.subarray(0, limit) : bytes.subarray(bytes.length - limit);
  return known({ bytes: cut, size, modifiedAt, part: wanted });
}

export function statOf(entry: FileEntry): Answer<FileStat> {
  if (entry === null) return known({ kind: 'file', size: null, modifiedAt: null });
  if (typeof entry === 'string') return statOf({ text: entry });
  const { error, reason, size, modifiedAt } = entry;
  // A locked file cannot be read, but its folder still tells that it is there. Of another one the recording says so.
  const seen = error === undefined || error === 'locked' || size !== undefined || modifiedAt !== undefined;
  if (!seen) return failureOf(error, reason);
  const whole = (entry.part ?? 'whole') === 'whole' ? decodeBytes(entry, 'whole')?.length : undefined;
  return known({ kind: 'file', size: size ?? whole ?? null, modifiedAt: isoOf(modifiedAt) });
}

/** `locked` is a kind of `denied`: the machine refused, for now. */
export function failureOf(error: 'denied' | 'locked' | 'timeout' | 'not-found', reason?: string): Answer<never> {
  if (error === 'not-found') return ABSENT;
  return error === 'locked' ? unanswered('denied', 'locked') : unanswered(error, reason);
}

/** The way back: how a recording says that a question was refused. `null`: it was not asked at all. */
export function refusalOf({ state, reason }: Unanswered): { error: 'denied' | 'timeout'; reason?: string } | null {
  if (state === 'not-asked') return null;
  return reason === undefined ? { error: state } : { error: state, reason };
}

export function isoOf(time: string | Date | null | undefined): string | null {
  if (time == null) return null;
  return typeof time === 'string' ? time : time.toISOString();
}
