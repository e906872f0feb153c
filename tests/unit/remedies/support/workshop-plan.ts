/** A plan around actions, for tests of the runner: what the steps are called does not matter to it. */
import { PLAN_FORMAT } from '../../../../electron/contract/remedies.ts';
import type { Action, PreparedPlan } from '../../../../electron/remedies/step.ts';

export function planOf(id: string, actions: readonly (Action | null)[]): PreparedPlan {
  return {
    plan: {
      format: PLAN_FORMAT,
      id,
      remedy: 'set-driver',
      cures: 'driver-not-reverse',
      notes: [],
      needs: [],
      steps: actions.map((action) => ({
        code: 'set-env',
        params: {},
        previews: [],
        needsElevation: false,
        by: action === null ? 'user' : 'doctor',
      })),
    },
    actions,
  };
}
