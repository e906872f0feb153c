/**
 * Remedies as hosts see them: a plan with everything it would do, what became of it, and what of it can be undone.
 * All of it is serialisable and safe to show: tokens appear as `token-1`, `token-2`, equal names for equal tokens.
 */
import type { VerdictCode } from './codes.ts';
import type { Diagnosis } from './diagnosis.ts';

export const PLAN_FORMAT = 'napcat-doctor/plan@1';

export const REMEDY_CODES = [
  'enable-entry',
  'correct-url',
  'use-ip-literal',
  'set-token',
  'new-token',
  'rename-entry',
  'add-entry',
  'convert-config',
  'set-driver',
  'set-bind-address',
  'set-framework-port',
  'move-port',
  'register-adapter',
  'install-packages',
  'allow-in-firewall',
  'unblock-in-firewall',
  'bypass-proxy',
  'serve-websocket',
  'switch-form',
] as const;
export type RemedyCode = (typeof REMEDY_CODES)[number];

export function isRemedyCode(text: string): text is RemedyCode {
  return (REMEDY_CODES as readonly string[]).includes(text);
}

/** What one step does; picks its sentence. */
export const STEP_CODES = [
  'enable-entry',
  'set-url',
  'set-token',
  'clear-token',
  'rename-entry',
  'add-entry',
  'add-server-entry',
  'write-network',
  'set-env',
  'register-adapter',
  'install-packages',
  'allow-in-firewall',
  'unblock-in-firewall',
  'set-variable',
  'restart-napcat',
  'restart-framework',
  'open-release-page',
  'unpack-beside',
  'carry-over-config',
  'start-new-form',
  'keep-old-form',
] as const;
export type StepCode = (typeof STEP_CODES)[number];

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
  /** A call to NapCat's own WebUI; `summary` names what its body holds. */
  | { readonly kind: 'request'; readonly method: 'POST'; readonly url: string; readonly summary: string };

export interface PlanStep {
  readonly code: StepCode;
  readonly params: StepParams;
  readonly previews: readonly Preview[];
  readonly needsElevation: boolean;
  /** `user`: a step that we only describe. */
  readonly by: 'doctor' | 'user';
}

export interface Plan {
  readonly format: typeof PLAN_FORMAT;
  readonly id: string;
  readonly remedy: RemedyCode;
  readonly cures: VerdictCode;
  readonly steps: readonly PlanStep[];
}

/** Why there is no plan, or why it was not carried out. */
export const REFUSALS = [
  /** Nothing that was found asks for this remedy. */
  'not-offered',
  /** The file, or the entry in it, is not what the survey saw. */
  'file-changed',
  'file-denied',
  /** It stands there already: what runs has not read it yet. */
  'already-so',
  /** Not text, or in an encoding that the new value does not exist in. */
  'file-not-text',
  /** NapCatQQ-Desktop writes this file anew at each start: the change belongs there. */
  'managed-elsewhere',
  /** The configuration does not load; it has to be mended by hand first. */
  'config-broken',
  /** No framework, or more than one: which address is meant has to be said. */
  'target-unknown',
  'target-ambiguous',
  /** A stronger source sets the value: the environment or the program. */
  'overridden',
  'token-unreadable',
  /** A value that the format cannot hold safely. */
  'value-unusable',
  /** Only group policy or a security product can change it. */
  'managed-by-policy',
  'not-on-this-system',
  'program-unknown',
  'no-free-port',
  'no-python',
  'code-not-understood',
  /** The plan was shown to nobody. */
  'not-confirmed',
  'nothing-to-undo',
  /** The file was changed since we wrote it, so the old one does not belong there any more. */
  'changed-since',
  'backup-lost',
  'declined',
  'cancelled',
  'command-failed',
  'write-failed',
  'journal-failed',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export interface Refusal {
  readonly refused: RefusalCode;
  readonly params: StepParams;
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

/**
 * `waiting`: the user has to do it. `live`: done, and NapCat has taken it over. `restart`: done, and takes effect when
 * the program is started again. `rolled-back`: done, and taken back because a later step failed.
 */
export type StepState =
  | { readonly state: 'done' | 'live' | 'restart' | 'waiting' | 'rolled-back' | 'not-reached' }
  | ({ readonly state: 'failed' } & Refusal);

export interface ApplyReport {
  readonly id: string;
  readonly steps: readonly StepState[];
  /** Whether every step of ours was done. */
  readonly complete: boolean;
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
  readonly steps: readonly { readonly code: StepCode; readonly undoable: boolean }[];
}
