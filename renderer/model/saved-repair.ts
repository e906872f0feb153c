/** What of a repair the host keeps, and how it is taken up again: the journal says what was really done. */
import type { History, SavedRepair } from '../../electron/contract/app-repairs.ts';
import type { RepairPhase } from '../../electron/contract/messages/app-repair.ts';
import { STEP_STATES } from '../../electron/contract/remedies.ts';
import type { StepState } from '../../electron/contract/remedies.ts';
import type { Progress, RepairState } from './repair.ts';

/** `null`: there is nothing to take up again. */
const KEPT: Readonly<Record<RepairPhase, SavedRepair['phase'] | null>> = {
  explain: 'explain',
  planning: 'explain',
  preview: 'explain',
  confirm: 'explain',
  refused: 'explain',
  declined: 'explain',
  failed: 'explain',
  'by-hand': 'explain',
  applying: 'applying',
  verifying: 'waiting',
  waiting: 'waiting',
  undoing: 'waiting',
  'not-cured': 'not-cured',
  cured: null,
  undone: null,
};

export type Target = Pick<SavedRepair, 'napcatDir' | 'account'>;

export function savedOf(state: RepairState, target: Target): SavedRepair | null {
  const phase = KEPT[state.phase];
  if (phase === null || state.wanted === null) return null;
  const { cause, wanted, offers, tried, applied, steps, states } = state;
  return {
    ...{ phase, cause, wanted, offers, tried, ...target },
    applied:
      applied === null
        ? null
        : {
            id: applied,
            steps: steps.map(({ code, params, by }) => ({ code, params, by })),
            states: states.map(settledAs),
          },
  };
}

function settledAs(state: Progress): StepState['state'] {
  return STEP_STATES.find((known) => known === state) ?? 'not-reached';
}

/** A plan that was cut off stands as far as the journal says. */
export function takenUp(saved: SavedRepair, { plans }: Pick<History, 'plans'>): RepairState {
  const { cause, offers, tried, wanted, applied } = saved;
  const past = plans.find(({ id }) => id === applied?.id);
  const undoable = past?.steps.some((step) => step.undoable) ?? false;
  const base: RepairState = {
    ...{ phase: 'explain', cause, finding: null, offers, tried, wanted, plan: null, executable: false },
    ...{ steps: [], states: [], applied: null, refusal: null, undone: null, after: null, output: '' },
    ...{ notice: 'taken-up', fault: null },
  };
  if (applied === null) return base;
  if (!undoable && saved.phase === 'applying') return { ...base, notice: 'nothing-changed' };
  const done = { ...base, steps: applied.steps, states: applied.states, applied: undoable ? applied.id : null };
  if (saved.phase === 'applying') {
    const states = applied.steps.map((step, index): Progress =>
      step.by === 'user' ? 'waiting' : past?.steps[index]?.undoable === true ? 'done' : 'not-reached',
    );
    return { ...done, states, phase: 'waiting', notice: 'interrupted' };
  }
  return { ...done, phase: saved.phase };
}
