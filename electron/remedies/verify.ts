/** Whether a plan cured what it was made for, told by looking again: NapCat may need a moment to come back. */
import type { Diagnosis } from '../contract/diagnosis.ts';
import { isCauseGone } from '../contract/remedies.ts';
import type { ApplyReport, Plan } from '../contract/remedies.ts';

/** NapCat's default wait between two attempts is 5 s, and a handshake may take 2. */
export const PATIENCE_MS = 9_000;

/**
 * Whether looking once more may still change the answer. A link is not up yet while nothing waits for the user; and one
 * that was not there in the look before may be the socket of a handshake that the server is about to refuse, because
 * NapCat dials in the very moment in which its entry changes.
 */
export function mayStillChange(report: ApplyReport, { verdict }: Diagnosis, before: Diagnosis | null): boolean {
  const waits = report.steps.some(({ state }) => state === 'waiting' || state === 'restart');
  if (!report.complete || waits) return false;
  return verdict.code !== 'healthy' || before?.verdict.code !== 'healthy';
}

/** Whether the plan's cause is gone. */
export function isCured({ cures }: Plan, diagnosis: Diagnosis): boolean {
  return isCauseGone(cures, diagnosis);
}
