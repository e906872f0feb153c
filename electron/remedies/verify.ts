/** Whether a plan cured what it was made for, told by looking again: NapCat may need a moment to come back. */
import type { Diagnosis } from '../contract/diagnosis.ts';
import { isCauseGone } from '../contract/remedies.ts';
import type { ApplyReport, Plan } from '../contract/remedies.ts';

/** NapCat's default wait between two attempts is 5 s, and a handshake may take 2. */
export const PATIENCE_MS = 9_000;

/** Whether looking once more may still change the answer: nothing waits for the user, and the link is not up yet. */
export function mayStillHeal(report: ApplyReport, { verdict }: Diagnosis): boolean {
  const waits = report.steps.some(({ state }) => state === 'waiting' || state === 'restart');
  return report.complete && !waits && verdict.code !== 'healthy';
}

/** Whether the plan's cause is gone. */
export function isCured({ cures }: Plan, diagnosis: Diagnosis): boolean {
  return isCauseGone(cures, diagnosis);
}
