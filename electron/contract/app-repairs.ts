/** The app's calls that mend: a plan, its application, its way back, and what of a repair outlives a restart. */
import type { ExamineProgress, ExamineRequest, Examined } from './app.ts';
import type { VerdictCode } from './codes.ts';
import type { Diagnosis } from './diagnosis.ts';
import type {
  PastPlan,
  Plan,
  PlanStep,
  Proof,
  Refusal,
  RemedyCode,
  RemedyRequest,
  StepState,
  UndoReport,
} from './remedies.ts';

export interface PlanCall extends ExamineRequest {
  readonly wanted: RemedyRequest;
}

export type Planned =
  /** `executable`: the machine is this computer. A recorded one shows what would be done, and that is all. */
  | { readonly state: 'planned'; readonly plan: Plan; readonly executable: boolean; readonly diagnosis: Diagnosis }
  | { readonly state: 'refused'; readonly refusal: Refusal; readonly diagnosis: Diagnosis }
  | { readonly state: 'cancelled' | 'source-lost' };

export type ApplyProgress =
  | { readonly kind: 'step'; readonly step: number; readonly state: StepState | { readonly state: 'running' } }
  /** What a program of ours printed. */
  | { readonly kind: 'output'; readonly text: string }
  /** Everything was tried, and the machine is looked at again. */
  | ({ readonly kind: 'look' } & ExamineProgress);

export type Applied =
  | {
      readonly state: 'applied';
      readonly steps: readonly StepState[];
      /** Whether every step of ours was done; otherwise what had been done was taken back. */
      readonly complete: boolean;
      /** `null`: it was stopped before the machine was looked at again. */
      readonly examined: Extract<Examined, { readonly state: 'done' }> | null;
    }
  /** Nothing was changed. */
  | { readonly state: 'refused'; readonly refusal: Refusal }
  /** The engine was restarted since the plan was made, or it was applied before. */
  | { readonly state: 'plan-lost' };

export interface UndoCall {
  readonly id: string;
  /** One step only, counted from 0. */
  readonly step?: number | undefined;
}

export type Undone =
  { readonly state: 'undone'; readonly report: UndoReport } | { readonly state: 'refused'; readonly refusal: Refusal };

export type Proved =
  | { readonly state: 'proved'; readonly proof: Proof }
  /** `recorded`: not this computer, so nothing can be asked. */
  | { readonly state: 'cancelled' | 'source-lost' | 'recorded' };

export interface History {
  /** Where the journal and the backups lie. */
  readonly folder: string;
  /** The newest first. */
  readonly plans: readonly PastPlan[];
}

/** How far a repair had come: what a restart of the app takes up again. */
export const SAVED_PHASES = ['explain', 'applying', 'waiting', 'not-cured'] as const;

export interface SavedRepair {
  readonly phase: (typeof SAVED_PHASES)[number];
  readonly cause: VerdictCode;
  readonly wanted: RemedyRequest;
  /** Remedies of this cause, the best first. */
  readonly offers: readonly RemedyCode[];
  /** Those that did not help. */
  readonly tried: readonly RemedyCode[];
  readonly napcatDir: string | null;
  readonly account: string | null;
  /** `null`: nothing was applied yet. */
  readonly applied: {
    readonly id: string;
    readonly steps: readonly Pick<PlanStep, 'code' | 'params' | 'by'>[];
    readonly states: readonly StepState['state'][];
  } | null;
}

/** A file of this computer, picked in a dialog of the host. `unavailable`: this host has none, the path has to be typed. */
export type ChosenFile =
  { readonly state: 'chosen'; readonly path: string } | { readonly state: 'cancelled' | 'unavailable' };

export interface RepairCalls {
  /** Looks again and plans. Changes nothing. */
  readonly plan: { request: PlanCall; answer: Planned; progress: ExamineProgress };
  /** Carries out the plan of this id, which the user saw and confirmed, and looks again. */
  readonly apply: { request: { readonly id: string }; answer: Applied; progress: ApplyProgress };
  readonly undo: { request: UndoCall; answer: Undone; progress: never };
  /**
   * Shows that the link lives in both directions. The user asked for it and was told what happens: NapCat gets an entry
   * for a moment, says one event, answers one call, and the entry is taken out again.
   */
  readonly prove: { request: ExamineRequest; answer: Proved; progress: ExamineProgress };
  readonly history: { request: null; answer: History; progress: never };
  readonly 'choose-archive': { request: null; answer: ChosenFile; progress: never };
  /** Kept by the host until the next one; `null`: none is under way. */
  readonly 'save-repair': { request: SavedRepair | null; answer: null; progress: never };
}
