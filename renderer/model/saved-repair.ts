/** What of a repair the host keeps, and how it is taken up again: the journal says what was really done. */
import type { History, SavedRepair } from '../../electron/contract/app-repairs.ts';
import type { RepairPhase } from '../../electron/contract/messages/app-repair.ts';
import { STEP_STATES } from '../../electron/contract/remedies.ts';
import type { StepState } from '../../electron/contract/remedies.ts';
import { cutOff } from './repair-answers.ts';
import type { Progress, RepairState } from './repair-state.ts';

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
  // As `before`, where it then stands again.
  verifying: null,
  waiting: 'waiting',
  undoing: 'waiting',
  'not-cured': 'not-cured',
  cured: null,
  undone: null,
  'not-undone': null,
};

export type Target = Pick<SavedRepair, 'napcatDir' | 'account'>;

export function savedOf(state: RepairState, target: Target): SavedRepair | null {
  const phase = KEPT[state.phase === 'verifying' ? state.before : state.phase];
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
  const { phase, cause, offers, tried, wanted, applied } = saved;
  const past = plans.find(({ id }) => id === applied?.id);
  const fresh: RepairState = {
    ...{ phase: 'explain', cause, finding: null, offers, tried, wanted, plan: null, executable: false },
    ...{ steps: [], states: [], applied: null, refusal: null, undone: null, after: null, before: 'explain' },
    ...{ output: '', notice: 'taken-up', fault: null },
  };
  if (applied === null) return fresh;
  const done: RepairState = { ...fresh, steps: applied.steps, states: applied.states, applied: applied.id };
  if (phase === 'applying') return cutOff(done, past);
  const undoable = past?.steps.some((step) => step.undoable) ?? false;
  return { ...done, phase, applied: undoable ? applied.id : null };
}
