/** A new folder out of an archive, and its way back: what is still as it was made goes, what somebody changed stays. */
import { createHash } from 'node:crypto';

import type { Refusal, StepState, UndoneStep } from '../../contract/remedies.ts';
import type { FolderContent, Hand, RunOptions } from '../../machine/hand.ts';
import type { FolderAction } from '../step.ts';
import type { FolderNote } from './journal.ts';

/** Why it cannot be made any more; `null`: it can. */
export async function brokenFolderPremise(hand: Hand, { order }: FolderAction): Promise<Refusal | null> {
  const archive = await hand.openArchive(order.archive);
  if (archive.state !== 'known' || archive.value.hash !== order.hash) {
    return { refused: 'file-changed', params: { file: order.archive } };
  }
  return null;
}

/** What the folder will hold, for the journal. It is long, so it lies beside it. */
export async function contentOf(hand: Hand, { order, added }: FolderAction): Promise<FolderContent | null> {
  const archive = await hand.openArchive(order.archive);
  if (archive.state !== 'known') return null;
  const content: Record<string, string> = { ...added };
  for (const name of archive.value.names) {
    const inside = name.slice(order.below.length);
    if (!name.startsWith(order.below) || order.without.includes(inside)) continue;
    const bytes = archive.value.read(name);
    if (bytes === undefined) return null;
    content[inside] = createHash('sha256').update(bytes).digest('hex');
  }
  return content;
}

export async function applyFolder(hand: Hand, { order }: FolderAction, { signal }: RunOptions): Promise<StepState> {
  const change = await hand.unpack(order, signal);
  if (change.state === 'done') return { state: 'done' };
  if (change.state === 'changed') return { state: 'failed', refused: 'file-changed', params: { file: order.archive } };
  return change.reason === 'cancelled'
    ? { state: 'failed', refused: 'cancelled', params: {} }
    : { state: 'failed', refused: 'write-failed', params: { file: order.target, reason: change.reason } };
}

export async function undoFolder(hand: Hand, { target, content }: FolderNote): Promise<UndoneStep['outcome']> {
  const held = await hand.read(content);
  const files = held.state === 'known' ? contentFrom(held.value.bytes) : null;
  if (files === null) return { state: 'failed', refused: 'backup-lost', params: { file: content } };
  const change = await hand.removeFolder(target, files);
  if (change.state === 'failed') {
    return { state: 'failed', refused: 'write-failed', params: { file: target, reason: change.reason } };
  }
  return { state: 'undone' };
}

function contentFrom(bytes: Uint8Array): FolderContent | null {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof parsed !== 'object' || parsed === null) return null;
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return null;
  }
}
