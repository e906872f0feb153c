/**
 * Remedies as hosts see them: a plan with everything it would do, what became of it, and what of it can be undone.
 * All of it is serialisable and safe to show: tokens appear as `token-1`, `token-2`, equal names for equal tokens.
 */
import type { VerdictCode } from './codes.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { NoteCode, RefusalCode, RemedyCode, StepCode } from './remedy-codes.ts';

export * from './remedy-codes.ts';

export const PLAN_FORMAT = 'napcat-doctor/plan@1';

/** The two ways to run NapCat that upstream still builds for people with QQ installed. */
export const NAPCAT_FORMS = ['shell', 'framework'] as const;
export type WantedForm = (typeof NAPCAT_FORMS)[number];

/** A remedy, and what its user has to say about it. What may be said for which remedy: `REMEDY_INPUTS`. */
export interface RemedyRequest {
  readonly remedy: RemedyCode;
  /** The WebSocket URL that NapCat shall dial. */
  readonly url?: string | undefined;
  /** The form to switch to; without it the one that upstream recommends, which may be a fresh copy of the same form. */
  readonly form?: WantedForm | undefined;
  /** Absolute path of the release archive that the user downloaded. Without it the plan only says what to download. */
  readonly archive?: string | undefined;
}

export type RemedyInput = Exclude<keyof RemedyRequest, 'remedy'>;

/** What a wizard may ask for before it plans; everything has a default. */
export const REMEDY_INPUTS: Readonly<Partial<Record<RemedyCode, readonly RemedyInput[]>>> = {
  'correct-url': ['url'],
  'add-entry': ['url'],
  'switch-form': ['form', 'archive'],
};

/** The only page that a plan asks to have opened. */
export const RELEASE_PAGE = 'https://github.com/NapNeko/NapCatQQ/releases';

/** Values for the sentences of steps and refusals. */
export interface StepParams {
  readonly file?: string;
  readonly entry?: string;
  readonly account?: string;
  readonly value?: string;
  readonly before?: string;
  readonly key?: string;
  readonly pid?: number;
  readonly dir?: string;
  readonly port?: number;
  readonly program?: string;
  readonly framework?: string;
  readonly packages?: string;
  readonly rule?: string;
  readonly product?: string;
  readonly reason?: string;
  readonly form?: string;
  readonly version?: string;
  readonly archive?: string;
  readonly count?: number;
}

export interface PlanNote {
  readonly code: NoteCode;
  readonly params: StepParams;
}

export type Preview =
  /** A unified diff; `path` is replaced as a whole, atomically. */
  | { readonly kind: 'diff'; readonly path: string; readonly text: string }
  | {
      readonly kind: 'command';
      readonly argv: readonly string[];
      readonly cwd: string | null;
      readonly elevated: boolean;
    }
  /** A page for the user to open; nothing but `RELEASE_PAGE`. */
  | { readonly kind: 'page'; readonly url: string }
  /** An archive that is unpacked into a new folder; `names` are the first of its files. */
  | {
      readonly kind: 'archive';
      readonly archive: string;
      readonly target: string;
      readonly files: number;
      readonly bytes: number;
      readonly names: readonly string[];
    }
  /** A call to NapCat's own WebUI; `summary` names what its body holds. */
  | { readonly kind: 'request'; readonly method: 'POST'; readonly url: string; readonly summary: string };

export interface PlanStep {
  readonly code: StepCode;
  readonly params: StepParams;
  readonly previews: readonly Preview[];
  readonly needsElevation: boolean;
  /** `user`: a step that we only describe. */
  readonly by: 'doctor' | 'user';
  /** What the user has to do when NapCat does not take the change over by itself: the step ended as `restart`. */
  readonly otherwise?: { readonly code: StepCode; readonly params: StepParams };
}

export interface Plan {
  readonly format: typeof PLAN_FORMAT;
  readonly id: string;
  readonly remedy: RemedyCode;
  readonly cures: VerdictCode;
  readonly steps: readonly PlanStep[];
  readonly notes: readonly PlanNote[];
  /** What the user has to say first: without it the steps are a guide, and applying them changes nothing. */
  readonly needs: readonly RemedyInput[];
  /** Nothing of it can be taken back: it changes no file, and what it installs stays. */
  readonly stays?: true;
}

export interface Refusal {
  readonly refused: RefusalCode;
  readonly params: StepParams;
}

/** The input by which a refusal can be answered. */
export const ANSWERED_BY: Readonly<Partial<Record<RefusalCode, RemedyInput>>> = {
  'target-unknown': 'url',
  'target-ambiguous': 'url',
  'archive-unusable': 'archive',
  'archive-unsafe': 'archive',
  'archive-wrong-product': 'archive',
  'archive-wrong-form': 'archive',
  'archive-wrong-version': 'archive',
};

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

/** Every state that a step can have after its plan was carried out. */
export const STEP_STATES = [
  'done',
  'live',
  'restart',
  'waiting',
  'rolled-back',
  'not-reached',
  'cut-off',
  'failed',
] as const;

/**
 * `waiting`: the user has to do it. `live`: done, and NapCat has taken it over. `restart`: done, and takes effect when
 * the program is started again. `rolled-back`: done, and taken back because a later step failed. `cut-off`: begun, and
 * the program that did it ended then, so that nobody knows how far it came.
 */
export type StepState =
  | { readonly state: 'done' | 'live' | 'restart' | 'waiting' | 'rolled-back' | 'not-reached' | 'cut-off' }
  | ({ readonly state: 'failed' } & Refusal);

export interface ApplyReport {
  readonly id: string;
  readonly steps: readonly StepState[];
  /** Whether every step of ours was done. */
  readonly complete: boolean;
}

/** The newest plan that has anything to take back, or the one named; of it one step only (0-based), or all. */
export interface UndoRequest {
  readonly id?: string | undefined;
  readonly step?: number | undefined;
}

export interface UndoReport {
  readonly id: string;
  readonly remedy: RemedyCode;
  readonly steps: readonly UndoneStep[];
  readonly complete: boolean;
}

export interface UndoneStep {
  readonly code: StepCode;
  readonly params: StepParams;
  /** `nothing`: there was nothing to take back. `restart`: taken back, in effect after a restart. */
  readonly outcome:
    { readonly state: 'undone' | 'live' | 'restart' | 'nothing' } | ({ readonly state: 'failed' } & Refusal);
}

/** Whether a later diagnosis no longer finds this cause, whatever else it finds. */
export function isCauseGone(cause: VerdictCode, { findings, verdict }: Diagnosis): boolean {
  return verdict.code === 'healthy' || !findings.some(({ code, outcome }) => code === cause && outcome === 'fail');
}

/** One plan of the journal. */
export interface PastPlan {
  readonly id: string;
  readonly at: string;
  readonly remedy: RemedyCode;
  readonly steps: readonly {
    readonly code: StepCode;
    readonly params: StepParams;
    readonly undoable: boolean;
    /** What of it is still there; missing: nothing, it was never begun, failed or was taken back. */
    readonly stands?: 'done' | 'cut-off';
  }[];
}

/**
 * What shows that the link lives. Watching sees the established connection. With consent a second, short-lived client
 * entry leads NapCat to us: its first event arrives, and it answers one API call; then the entry is taken out again.
 */
export interface Proof {
  readonly connection: ProofPart & { readonly local?: string; readonly remote?: string; readonly pid?: number };
  readonly event: ProofPart & { readonly type?: string };
  readonly api: ProofPart & { readonly action?: string; readonly elapsedMs?: number };
  /** Why NapCat could not be asked, although there was consent. */
  readonly refusal: Refusal | null;
  /** What became of the temporary entry; `null`: there was none. `failed`: `undo` takes it back later. */
  readonly cleanUp: UndoneStep['outcome'] | null;
}

export interface ProofPart {
  /** `not-asked`: no consent, or nothing to ask; `missing`: it did not come in time. */
  readonly state: 'seen' | 'missing' | 'not-asked';
}
