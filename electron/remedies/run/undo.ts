/** Takes a plan back, the last step first, also one that a crash cut off. What was changed since is left alone. */
import type { PastPlan, Refusal, UndoneStep, UndoReport } from '../../contract/remedies.ts';
import type { Hand } from '../../machine/hand.ts';
import { runStep } from './command-step.ts';
import { undoFile } from './file-step.ts';
import { undoFolder } from './folder-step.ts';
import { asPastPlan, canBeTakenBack, openJournal } from './journal.ts';
import type { UndoNote } from './journal.ts';

/**
 * Takes back one plan: the newest that has anything to take back, or the one named; of it one step only if `step` says
 * so. `refused`: there is nothing.
 */
export async function undoPlan(hand: Hand, id?: string, step?: number): Promise<UndoReport | Refusal> {
  const journal = openJournal(hand);
  const plans = await journal.plans();
  const plan = plans.findLast((candidate) =>
    id === undefined ? candidate.open.some(canBeTakenBack) : candidate.id === id,
  );
  const open = plan?.open.filter((candidate) => step === undefined || candidate.step === step) ?? [];
  if (plan === undefined || open.length === 0) return { refused: 'nothing-to-undo', params: {} };
  const steps: UndoneStep[] = [];
  for (const { step: number, note } of open.toReversed()) {
    const outcome = await undoNote(hand, note);
    if (outcome.state !== 'failed') await journal.record({ t: 'undone', id: plan.id, step: number });
    const { code, params } = plan.steps[number] ?? { code: 'set-env' as const, params: {} };
    steps.push({ code, params, outcome });
    // An earlier step may rest on this one.
    if (outcome.state === 'failed') break;
  }
  const complete = steps.every(({ outcome }) => outcome.state !== 'failed');
  return { id: plan.id, remedy: plan.remedy, steps, complete };
}

/** Every plan that was carried out here, the newest first. */
export async function pastPlans(hand: Hand): Promise<readonly PastPlan[]> {
  return (await openJournal(hand).plans()).map(asPastPlan).toReversed();
}

export async function undoNote(hand: Hand, note: UndoNote): Promise<UndoneStep['outcome']> {
  if (note.kind === 'file') return undoFile(hand, note);
  if (note.kind === 'folder') return undoFolder(hand, note);
  if (note.undo === null) return { state: 'nothing' };
  const { argv, cwd } = note.undo;
  const refusal = await runStep(hand, { argv, ...(cwd === undefined ? {} : { cwd }) }, note.elevated, {});
  return refusal === null ? { state: 'undone' } : { state: 'failed', ...refusal };
}
