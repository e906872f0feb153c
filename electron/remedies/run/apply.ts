/**
 * Carries a plan out: nothing starts unless every premise still holds, each step is in the journal before it is made,
 * and when one fails those before it are taken back.
 */
import type { ApplyReport, Refusal, StepState } from '../../contract/remedies.ts';
import type { Hand, Hash, RunOptions } from '../../machine/hand.ts';
import type { HandOverOptions } from '../napcat/live.ts';
import type { Action, PreparedPlan, Tools } from '../step.ts';
import { runStep } from './command-step.ts';
import { applyFile, noteOf } from './file-step.ts';
import { applyFolder, brokenFolderPremise, contentOf } from './folder-step.ts';
import { openJournal } from './journal.ts';
import type { Journal, UndoNote } from './journal.ts';
import { undoNote } from './undo.ts';

export interface ApplyOptions extends RunOptions {
  /** Told when a step of ours begins, and how each step stands afterwards. */
  readonly onStep?: (step: number, state: StepState | { readonly state: 'running' }) => void;
}

type StepOptions = RunOptions & Pick<HandOverOptions, 'connections'>;

/** A `Refusal` means that nothing was changed. Stopping takes back what was done, like a step that fails. */
export async function applyPlan(
  { plan, actions }: PreparedPlan,
  { machine, hand }: Tools,
  options: ApplyOptions = {},
): Promise<ApplyReport | Refusal> {
  if (plan.needs.length > 0) return { refused: 'input-missing', params: {} };
  const changed = await brokenPremise(hand, actions);
  if (changed !== null) return changed;
  if (isStopped(options)) return CANCELLED;
  const journal = openJournal(hand);
  const { id, remedy } = plan;
  const steps = plan.steps.map(({ code, params }) => ({ code, params: { ...params } }));
  const begun = await journal.record({ t: 'plan', id, at: (machine.now() ?? new Date()).toISOString(), remedy, steps });
  if (begun.state !== 'done') return { refused: 'journal-failed', params: { dir: hand.stateDir } };

  const stepOptions: StepOptions = { ...options, connections: () => machine.connections(options) };
  const states: StepState[] = [];
  let stopped = false;
  const done: { readonly step: number; readonly note: UndoNote }[] = [];
  for (const [step, action] of actions.entries()) {
    if (action === null) {
      states.push({ state: 'waiting' });
      options.onStep?.(step, { state: 'waiting' });
      continue;
    }
    options.onStep?.(step, { state: 'running' });
    const { state, note } = await applyStep(hand, journal, id, step, action, stepOptions);
    states.push(state);
    options.onStep?.(step, state);
    if (state.state === 'failed') {
      await rollBack(hand, journal, id, done, states);
      break;
    }
    done.push({ step, note });
    stopped = isStopped(options);
    if (stopped) {
      await rollBack(hand, journal, id, done, states);
      // The plan ended because the user said so: in a step that was done and is no longer, or, where somebody has
      // changed its file since and it stays, before the next one.
      if (states[step]?.state === 'rolled-back') states[step] = { state: 'failed', ...CANCELLED };
      else if (states.length < actions.length) states.push({ state: 'failed', ...CANCELLED });
      break;
    }
  }
  const complete = !stopped && states.every(({ state }) => state !== 'failed');
  const missing = plan.steps.slice(states.length).map((): StepState => ({ state: 'not-reached' }));
  const all = [...states, ...missing];
  if (!complete) for (const [step, state] of all.entries()) options.onStep?.(step, state);
  return { id, steps: all, complete };
}

const CANCELLED: Refusal = { refused: 'cancelled', params: {} };

function isStopped({ signal }: RunOptions): boolean {
  return signal?.aborted === true;
}

async function brokenPremise(hand: Hand, actions: readonly (Action | null)[]): Promise<Refusal | null> {
  for (const action of actions) {
    const broken = action === null ? null : await brokenPremiseOf(hand, action);
    if (broken !== null) return broken;
  }
  return null;
}

async function brokenPremiseOf(hand: Hand, action: Action): Promise<Refusal | null> {
  switch (action.kind) {
    case 'command':
      return null;
    case 'folder':
      return brokenFolderPremise(hand, action);
    case 'file':
      return (
        (await changedSince(hand, action.path, action.before?.hash ?? null)) ??
        (action.copyOf === undefined ? null : await changedSince(hand, action.copyOf.path, action.copyOf.hash))
      );
  }
}

async function changedSince(hand: Hand, file: string, expected: Hash | null): Promise<Refusal | null> {
  const now = await hand.read(file);
  if (now.state !== 'known' && now.state !== 'absent') return { refused: 'file-denied', params: { file } };
  const hash = now.state === 'known' ? now.value.hash : null;
  return hash === expected ? null : { refused: 'file-changed', params: { file } };
}

async function applyStep(
  hand: Hand,
  journal: Journal,
  id: string,
  step: number,
  action: Action,
  options: StepOptions,
): Promise<{ readonly state: StepState; readonly note: UndoNote }> {
  const note = await prepare(hand, journal, id, step, action);
  if (note.refusal !== null) return { state: { state: 'failed', ...note.refusal }, note: note.note };
  const state = await carryOut(hand, action, options);
  // A file step that failed may still have gone half the way through NapCat; it stays open, and undo looks at the file.
  const nothingHappened = state.state === 'failed' && (action.kind !== 'file' || action.live === null);
  if (nothingHappened) await journal.record({ t: 'end', id, step, state: 'failed' });
  if (state.state === 'failed' && !nothingHappened) await undoAndRecord(hand, journal, id, step, note.note);
  if (state.state !== 'failed') await journal.record({ t: 'end', id, step, state: 'done' });
  return { state, note: note.note };
}

function carryOut(hand: Hand, action: Action, options: StepOptions): Promise<StepState> {
  switch (action.kind) {
    case 'file':
      return applyFile(hand, action, options);
    case 'folder':
      return applyFolder(hand, action, options);
    case 'command':
      return applyCommand(hand, action, options);
  }
}

/** Backup first, then the journal, and only then the change. */
async function prepare(
  hand: Hand,
  journal: Journal,
  id: string,
  step: number,
  action: Action,
): Promise<{ readonly note: UndoNote; readonly refusal: Refusal | null }> {
  const backup = journal.backupPath(id, step);
  const kept = await keptBytes(hand, action);
  const note = wayBack(action, backup);
  const saved = kept === null ? { state: 'done' as const } : await hand.write(backup, kept, null);
  const noted = saved.state === 'done' ? await journal.record({ t: 'begin', id, step, note }) : saved;
  return {
    note,
    refusal: noted.state === 'done' ? null : { refused: 'journal-failed', params: { dir: hand.stateDir } },
  };
}

/** What has to be on the disk before the change, for the way back. */
async function keptBytes(hand: Hand, action: Action): Promise<Uint8Array | null> {
  if (action.kind === 'file') return action.before?.bytes ?? null;
  if (action.kind === 'command') return null;
  return new TextEncoder().encode(JSON.stringify(await contentOf(hand, action)));
}

function wayBack(action: Action, backup: string): UndoNote {
  switch (action.kind) {
    case 'file':
      // It goes away with its folder.
      return action.inFolder === true ? { kind: 'command', elevated: false, undo: null } : noteOf(action, backup);
    case 'folder':
      return { kind: 'folder', target: action.order.target, content: backup };
    case 'command': {
      const { elevated, undo } = action;
      return { kind: 'command', elevated, undo: undo === null ? null : { ...undo, argv: [...undo.argv] } };
    }
  }
}

async function applyCommand(
  hand: Hand,
  { command, elevated }: Extract<Action, { kind: 'command' }>,
  options: RunOptions,
): Promise<StepState> {
  const refusal = await runStep(hand, command, elevated, options);
  return refusal === null ? { state: 'done' } : { state: 'failed', ...refusal };
}

async function rollBack(
  hand: Hand,
  journal: Journal,
  id: string,
  done: readonly { readonly step: number; readonly note: UndoNote }[],
  states: StepState[],
): Promise<void> {
  for (const { step, note } of done.toReversed()) {
    if (await undoAndRecord(hand, journal, id, step, note)) states[step] = { state: 'rolled-back' };
  }
}

async function undoAndRecord(hand: Hand, journal: Journal, id: string, step: number, note: UndoNote): Promise<boolean> {
  const outcome = await undoNote(hand, note);
  if (outcome.state === 'failed') return false;
  await journal.record({ t: 'undone', id, step });
  return true;
}
