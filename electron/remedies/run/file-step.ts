/** One file, replaced or put back: only while it is what it was, and taken over by a running NapCat where one is. */
import { createHash } from 'node:crypto';
import JSON5 from 'json5';

import type { Refusal, StepState, UndoneStep } from '../../contract/remedies.ts';
import type { Change, Hand, Hash } from '../../machine/hand.ts';
import { meaningOf, withChangedOff } from '../napcat/document.ts';
import { handOver } from '../napcat/live.ts';
import type { HandOverOptions } from '../napcat/live.ts';
import type { FileAction } from '../step.ts';
import type { FileNote } from './journal.ts';

/** What the journal keeps before the change is made. `backup`: where the old bytes lie by then. */
export function noteOf({ path, before, after, live, needsRestart }: FileAction, backup: string): FileNote {
  const from = before === null ? undefined : parsed(before.bytes);
  const to = parsed(after);
  const passed = live === null ? [] : [withChangedOff(from, to), to].filter((document) => document != null);
  return {
    kind: 'file',
    path,
    before: before === null ? null : { hash: before.hash, backup },
    after: hashOf(after),
    live,
    meanings: passed.map((document) => meaningOf(document, live?.version ?? null)),
    needsRestart,
  };
}

export async function applyFile(hand: Hand, action: FileAction, options: HandOverOptions): Promise<StepState> {
  const { path, before, after, live } = action;
  let expected = before?.hash ?? null;
  let taken = false;
  if (live !== null && before !== null) {
    // NapCat writes in its own style: it is told nothing while that could not be put right, now or on the way back.
    const writable = await hand.tryWrite(path);
    if (writable.state !== 'done') return { state: 'failed', ...refusalOf(writable, path) };
    taken = await handOver(hand, live, parsed(before.bytes), parsed(after), options);
    if (options.signal?.aborted === true) return { state: 'failed', refused: 'cancelled', params: {} };
    const now = await hand.read(path);
    // A NapCat whose OneBot part is dead says yes and writes nothing (domain facts: NapCat dossier §4).
    taken &&= now.state === 'known' && now.value.hash !== before.hash;
    // What NapCat wrote at our wish may be replaced; what somebody else wrote meanwhile may not.
    if (now.state === 'known' && (taken || isOurs(now.value.bytes, noteOf(action, '')))) expected = now.value.hash;
  }
  const change = await hand.write(path, after, expected);
  if (change.state !== 'done') return { state: 'failed', ...refusalOf(change, path) };
  if (live !== null) return { state: taken ? 'live' : 'restart' };
  return { state: action.needsRestart ? 'restart' : 'done' };
}

/** Puts the old bytes back, byte for byte. */
export async function undoFile(hand: Hand, note: FileNote): Promise<UndoneStep['outcome']> {
  const { path, before } = note;
  await hand.tidy(path);
  const now = await hand.read(path);
  if (now.state !== 'known' && now.state !== 'absent') {
    return failed({ refused: 'file-denied', params: { file: path, reason: now.reason ?? now.state } });
  }
  const current = now.state === 'known' ? now.value : null;
  if ((current?.hash ?? null) === (before?.hash ?? null)) return { state: 'nothing' };
  const ours = current === null || current.hash === note.after || isOurs(current.bytes, note);
  if (!ours) return failed({ refused: 'changed-since', params: { file: path } });
  if (before === null) {
    const change = current === null ? { state: 'done' as const } : await hand.remove(path, current.hash);
    return change.state === 'done' ? { state: 'undone' } : failed(refusalOf(change, path));
  }
  const backup = await hand.read(before.backup);
  if (backup.state !== 'known' || backup.value.hash !== before.hash) {
    return failed({ refused: 'backup-lost', params: { file: before.backup } });
  }
  return putBack(hand, note, current, backup.value.bytes);
}

async function putBack(
  hand: Hand,
  { path, live, needsRestart }: FileNote,
  current: { readonly bytes: Uint8Array; readonly hash: Hash } | null,
  old: Uint8Array,
): Promise<UndoneStep['outcome']> {
  let expected = current?.hash ?? null;
  let taken = false;
  if (live !== null && current !== null) {
    taken = await handOver(hand, live, parsed(current.bytes), parsed(old));
    const now = await hand.read(path);
    if (now.state === 'known' && taken) expected = now.value.hash;
  }
  const change = await hand.write(path, old, expected);
  if (change.state !== 'done') return failed(refusalOf(change, path));
  if (live !== null) return { state: taken ? 'live' : 'restart' };
  return { state: needsRestart ? 'restart' : 'undone' };
}

/** Whether what stands there now is the change we made, in NapCat's own writing. */
function isOurs(bytes: Uint8Array, { meanings, live, after }: FileNote): boolean {
  if (hashOf(bytes) === after) return true;
  const document = parsed(bytes);
  return document !== undefined && meanings.includes(meaningOf(document, live?.version ?? null));
}

/** `undefined`: no document. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON5.parse(new TextDecoder('utf-8').decode(bytes));
  } catch {
    return undefined;
  }
}

function hashOf(bytes: Uint8Array): Hash {
  return createHash('sha256').update(bytes).digest('hex');
}

function refusalOf(change: Change, file: string): Refusal {
  return change.state === 'failed'
    ? { refused: 'write-failed', params: { file, reason: change.reason } }
    : { refused: 'file-changed', params: { file } };
}

function failed(refusal: Refusal): UndoneStep['outcome'] {
  return { state: 'failed', ...refusal };
}
