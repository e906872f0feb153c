/** A repair as it stands, and what can happen to it. */
import type { CallResult } from '../../electron/contract/app.ts';
import type { ApplyProgress } from '../../electron/contract/app-repairs.ts';
import type { VerdictCode } from '../../electron/contract/codes.ts';
import type { Diagnosis, Finding } from '../../electron/contract/diagnosis.ts';
import type { RepairNotice, RepairPhase, RepairStation } from '../../electron/contract/messages/app-repair.ts';
import type {
  PastPlan,
  Plan,
  PlanStep,
  Refusal,
  RemedyCode,
  RemedyRequest,
  StepState,
  UndoReport,
} from '../../electron/contract/remedies.ts';

/** `pending`: its turn has not come. `stopped`: the user ended it here, which is no failure. */
export type Progress = 'pending' | 'running' | 'stopped' | StepState['state'];

export interface RepairState {
  readonly phase: RepairPhase;
  readonly cause: VerdictCode;
  /** The finding that asks for it; `null` after a restart of the app. */
  readonly finding: Finding | null;
  /** Remedies of the cause, the best first. */
  readonly offers: readonly RemedyCode[];
  /** Those that did not help. */
  readonly tried: readonly RemedyCode[];
  /** `null`: no remedy is left, or none was there. */
  readonly wanted: RemedyRequest | null;
  readonly plan: Plan | null;
  /** Whether the plan is one for this computer. */
  readonly executable: boolean;
  readonly steps: readonly Pick<PlanStep, 'code' | 'params' | 'by'>[];
  readonly states: readonly Progress[];
  /** Id of the plan that was carried out and can be taken back. */
  readonly applied: string | null;
  /** Why there is no plan, why it was not carried out, or why it was not taken back. */
  readonly refusal: Refusal | null;
  readonly undone: UndoReport | null;
  /** What was found when it was looked again. */
  readonly after: Diagnosis | null;
  /** Where it stood when it was looked again: where it stands again if that look comes to nothing. */
  readonly before: RepairPhase;
  /** The end of what our programs printed. */
  readonly output: string;
  readonly notice: RepairNotice | null;
  /** Our own fault, in its own words. */
  readonly fault: string | null;
}

export type RepairEvent =
  | { readonly kind: 'want'; readonly wanted: RemedyRequest }
  | { readonly kind: 'by-hand' | 'plan' | 'confirm' | 'back' | 'apply' | 'verify' | 'undo' | 'next' }
  | { readonly kind: 'planned'; readonly result: CallResult<'plan'> }
  | { readonly kind: 'progress'; readonly progress: ApplyProgress }
  /** `past`: what the journal says of the plan. */
  | { readonly kind: 'applied'; readonly result: CallResult<'apply'>; readonly past?: PastPlan | undefined }
  | { readonly kind: 'verified'; readonly result: CallResult<'examine'> }
  | { readonly kind: 'undone'; readonly result: CallResult<'undo'> };

export const NO_PLAN = { plan: null, executable: false, steps: [], states: [], undone: null } as const;

/** Where a phase stands on the stations that the wizard shows above itself. */
const STATION_OF: Readonly<Record<RepairPhase, RepairStation>> = {
  explain: 'explain',
  'by-hand': 'explain',
  planning: 'preview',
  refused: 'preview',
  preview: 'preview',
  confirm: 'confirm',
  applying: 'apply',
  declined: 'apply',
  failed: 'apply',
  verifying: 'verify',
  waiting: 'verify',
  'not-cured': 'end',
  cured: 'end',
  undoing: 'end',
  undone: 'end',
  'not-undone': 'end',
};

export function stationOf({ phase }: Pick<RepairState, 'phase'>): RepairStation {
  return STATION_OF[phase];
}
