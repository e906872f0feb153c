/**
 * One repair as a state machine: explain → preview → confirm → apply → verify → cured, or the next best. Pure, so that
 * every path can be walked without a screen; what of it outlives a restart of the app is model/saved-repair.ts.
 */
import type { CallResult } from '../../electron/contract/app.ts';
import type { ApplyProgress } from '../../electron/contract/app-repairs.ts';
import type { VerdictCode } from '../../electron/contract/codes.ts';
import type { Diagnosis, Finding } from '../../electron/contract/diagnosis.ts';
import type { RepairNotice, RepairPhase, RepairStation } from '../../electron/contract/messages/app-repair.ts';
import { isCauseGone } from '../../electron/contract/remedies.ts';
import type {
  Plan,
  PlanStep,
  Refusal,
  RemedyCode,
  RemedyRequest,
  StepState,
  UndoReport,
} from '../../electron/contract/remedies.ts';

/** `pending`: its turn has not come. */
export type Progress = 'pending' | 'running' | StepState['state'];

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
  | { readonly kind: 'applied'; readonly result: CallResult<'apply'> }
  | { readonly kind: 'verified'; readonly result: CallResult<'examine'> }
  | { readonly kind: 'undone'; readonly result: CallResult<'undo'> };

/** A repair of this finding; what was tried for the same cause before is not offered first again. */
export function begin(finding: Finding, tried: readonly RemedyCode[] = []): RepairState {
  const offers = finding.remedies as readonly RemedyCode[];
  return offered({
    ...{ phase: 'explain', cause: finding.code, finding, offers, tried, wanted: null, ...NO_PLAN },
    ...{ applied: null, undone: null, after: null, output: '', notice: null, fault: null, refusal: null },
  });
}

const NO_PLAN = { plan: null, executable: false, steps: [], states: [] } as const;

/** The best remedy that was not tried yet; without one the way by hand. */
export function offered(state: RepairState): RepairState {
  const best = state.offers.find((remedy) => !state.tried.includes(remedy));
  const fresh = { ...state, ...NO_PLAN, refusal: null, fault: null, output: '', undone: null };
  return best === undefined
    ? { ...fresh, phase: 'by-hand', wanted: null }
    : { ...fresh, phase: 'explain', wanted: { remedy: best } };
}

/** Which events a phase listens to; every other one is late or foreign, and changes nothing. */
const LISTENS: Readonly<Record<RepairPhase, readonly RepairEvent['kind'][]>> = {
  explain: ['want', 'by-hand', 'plan'],
  planning: ['planned'],
  preview: ['confirm', 'back', 'by-hand', 'want'],
  confirm: ['apply', 'back'],
  applying: ['progress', 'applied'],
  verifying: ['progress', 'applied', 'verified'],
  waiting: ['verify', 'undo', 'next'],
  cured: ['verify', 'undo'],
  'not-cured': ['verify', 'undo', 'next'],
  refused: ['want', 'plan', 'next', 'by-hand', 'back'],
  declined: ['plan', 'next', 'by-hand', 'back'],
  failed: ['plan', 'next', 'by-hand', 'undo', 'verify'],
  undoing: ['undone'],
  undone: ['next', 'by-hand', 'verify', 'undo'],
  'by-hand': ['verify', 'want', 'back'],
};

export function next(state: RepairState, event: RepairEvent): RepairState {
  if (!LISTENS[state.phase].includes(event.kind)) return state;
  switch (event.kind) {
    case 'want':
      return { ...state, ...NO_PLAN, phase: 'explain', wanted: event.wanted, refusal: null, notice: null, fault: null };
    case 'by-hand':
      return { ...state, phase: 'by-hand', notice: null };
    case 'plan':
      return { ...state, ...NO_PLAN, phase: 'planning', refusal: null, notice: null, fault: null };
    case 'planned':
      return planned(state, event.result);
    case 'confirm':
      return canApply(state) ? { ...state, phase: 'confirm' } : state;
    case 'back':
      return {
        ...state,
        phase: state.phase === 'confirm' ? 'preview' : state.offers.length > 0 ? 'explain' : 'by-hand',
      };
    case 'apply':
      return { ...state, phase: 'applying', applied: state.plan?.id ?? null };
    case 'progress':
      return progressed(state, event.progress);
    case 'applied':
      return applied(state, event.result);
    case 'verify':
      return { ...state, phase: 'verifying', fault: null, notice: null };
    case 'verified':
      return verified(state, event.result);
    case 'undo':
      return { ...state, phase: 'undoing', refusal: null, fault: null, notice: null };
    case 'undone':
      return undone(state, event.result);
    case 'next':
      return offered({ ...state, tried: withTried(state) });
  }
}

function withTried({ tried, wanted }: RepairState): readonly RemedyCode[] {
  return wanted === null || tried.includes(wanted.remedy) ? tried : [...tried, wanted.remedy];
}

/** Whether there is anything to carry out, on this computer, with all that it needs. */
export function canApply({ plan, executable }: RepairState): boolean {
  return executable && plan !== null && plan.needs.length === 0 && plan.steps.some(({ by }) => by === 'doctor');
}

function planned(state: RepairState, result: CallResult<'plan'>): RepairState {
  if (!result.ok) return { ...state, phase: 'explain', fault: result.error === 'cancelled' ? null : result.message };
  const answer = result.value;
  switch (answer.state) {
    case 'planned':
      return {
        ...state,
        phase: 'preview',
        plan: answer.plan,
        executable: answer.executable,
        steps: answer.plan.steps,
        states: answer.plan.steps.map(() => 'pending'),
      };
    case 'refused':
      return { ...state, phase: 'refused', refusal: answer.refusal };
    case 'cancelled':
    case 'source-lost':
      return { ...state, phase: 'explain' };
  }
}

/** Enough to see what a program says now. */
const MOST_OUTPUT = 4000;

function progressed(state: RepairState, progress: ApplyProgress): RepairState {
  switch (progress.kind) {
    case 'step':
      return { ...state, states: state.states.with(progress.step, progress.state.state) };
    case 'output':
      return { ...state, output: `${state.output}${progress.text}`.slice(-MOST_OUTPUT) };
    case 'look':
      return { ...state, phase: 'verifying' };
  }
}

function applied(state: RepairState, result: CallResult<'apply'>): RepairState {
  // Whether and how far it was carried out is in the journal, which undo reads.
  if (!result.ok) return { ...state, phase: 'failed', fault: result.message };
  const answer = result.value;
  if (answer.state === 'plan-lost')
    return { ...state, ...NO_PLAN, phase: 'explain', applied: null, notice: 'plan-lost' };
  if (answer.state === 'refused') return { ...state, phase: 'refused', applied: null, refusal: answer.refusal };
  const { diagnosis } = answer.examined;
  const settled = { ...state, states: answer.steps.map((step) => step.state), after: diagnosis };
  if (!answer.complete) return failedWith(settled, answer.steps);
  const waits = answer.steps.some((step) => step.state === 'waiting' || step.state === 'restart');
  if (waits && diagnosis.verdict.code !== 'healthy') return { ...settled, phase: 'waiting' };
  return judged(settled, diagnosis);
}

/** What had been done before the failing step was taken back, unless a step says otherwise. */
function failedWith(state: RepairState, steps: readonly StepState[]): RepairState {
  const refusal = steps.find((step): step is Extract<StepState, { state: 'failed' }> => step.state === 'failed');
  const left = steps.some((step) => step.state === 'done' || step.state === 'live' || step.state === 'restart');
  return {
    ...state,
    phase: refusal?.refused === 'declined' || refusal?.refused === 'cancelled' ? 'declined' : 'failed',
    refusal: refusal ?? null,
    applied: left ? state.applied : null,
  };
}

function verified(state: RepairState, result: CallResult<'examine'>): RepairState {
  if (result.ok && result.value.state === 'done') return judged(state, result.value.diagnosis);
  const phase = state.steps.length === 0 ? 'by-hand' : 'waiting';
  return { ...state, phase, fault: result.ok || result.error === 'cancelled' ? null : result.message };
}

function judged(state: RepairState, diagnosis: Diagnosis): RepairState {
  return { ...state, phase: isCauseGone(state.cause, diagnosis) ? 'cured' : 'not-cured', after: diagnosis };
}

function undone(state: RepairState, result: CallResult<'undo'>): RepairState {
  if (!result.ok) return { ...state, phase: 'undone', fault: result.message };
  const answer = result.value;
  if (answer.state === 'refused') return { ...state, phase: 'undone', refusal: answer.refusal };
  const { report } = answer;
  return {
    ...state,
    phase: 'undone',
    tried: withTried(state),
    undone: report,
    applied: report.complete ? null : state.applied,
  };
}

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
};

export function stationOf({ phase }: RepairState): RepairStation {
  return STATION_OF[phase];
}
