/** What the host's answers make of a repair. */
import type { CallResult } from '../../electron/contract/app.ts';
import type { ApplyProgress } from '../../electron/contract/app-repairs.ts';
import type { Diagnosis } from '../../electron/contract/diagnosis.ts';
import { isCauseGone } from '../../electron/contract/remedies.ts';
import type { PastPlan, RemedyCode, StepState } from '../../electron/contract/remedies.ts';
import { NO_PLAN } from './repair-state.ts';
import type { Progress, RepairEvent, RepairState } from './repair-state.ts';

export function planned(state: RepairState, result: CallResult<'plan'>): RepairState {
  if (!result.ok) return { ...state, phase: 'explain', fault: faultOf(result) };
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
    case 'source-lost':
      return { ...state, phase: 'explain', notice: 'source-lost' };
    case 'cancelled':
      return { ...state, phase: 'explain' };
  }
}

/** Enough to see what a program says now. */
const MOST_OUTPUT = 4000;

export function progressed(state: RepairState, progress: ApplyProgress): RepairState {
  switch (progress.kind) {
    case 'step':
      return { ...state, states: state.states.with(progress.step, progress.state.state) };
    case 'output':
      return { ...state, output: `${state.output}${progress.text}`.slice(-MOST_OUTPUT) };
    case 'look':
      return { ...state, phase: 'verifying', before: 'waiting' };
  }
}

export function applied(
  state: RepairState,
  { result, past }: Extract<RepairEvent, { readonly kind: 'applied' }>,
): RepairState {
  if (!result.ok) return { ...cutOff(state, past), fault: faultOf(result) };
  const answer = result.value;
  if (answer.state === 'plan-lost')
    return { ...state, ...NO_PLAN, phase: 'explain', applied: null, notice: 'plan-lost' };
  if (answer.state === 'refused') {
    const phase = answer.refusal.refused === 'cancelled' ? 'declined' : 'refused';
    return { ...state, phase, applied: null, refusal: answer.refusal };
  }
  const after = answer.examined?.diagnosis ?? null;
  const settled = { ...state, states: answer.steps.map((step) => step.state), after };
  if (!answer.complete) return failedWith(settled, answer.steps, past);
  if (after === null) return { ...settled, phase: 'waiting', notice: 'unchecked' };
  // A link that looks healthy before the user did their part may be one that the change is yet to take away.
  const waits = answer.steps.some((step) => step.state === 'waiting' || step.state === 'restart');
  if (waits) return { ...settled, phase: 'waiting' };
  return judged(settled, after);
}

/** The engine or the app ended in the middle of it: it stands as far as the journal says. */
export function cutOff(state: RepairState, past: PastPlan | undefined): RepairState {
  const stands = past?.steps.some((step) => step.stands !== undefined) ?? false;
  if (!stands) return { ...state, ...NO_PLAN, phase: 'explain', applied: null, notice: 'nothing-changed' };
  const states = state.steps.map(({ by }, index): Progress =>
    by === 'user' ? 'waiting' : (past?.steps[index]?.stands ?? 'not-reached'),
  );
  const undoable = past?.steps.some((step) => step.undoable) ?? false;
  return { ...state, states, phase: 'waiting', applied: undoable ? state.applied : null, notice: 'interrupted' };
}

/** What had been done before the failing step was taken back, unless the journal says that something stands. */
function failedWith(state: RepairState, steps: readonly StepState[], past: PastPlan | undefined): RepairState {
  const refusal = steps.find((step): step is Extract<StepState, { state: 'failed' }> => step.state === 'failed');
  const left = past?.steps.some((step) => step.undoable) ?? false;
  const declined = refusal?.refused === 'declined' || refusal?.refused === 'cancelled';
  return {
    ...state,
    phase: declined ? 'declined' : 'failed',
    states: declined ? state.states.map((one) => (one === 'failed' ? 'stopped' : one)) : state.states,
    refusal: refusal ?? null,
    applied: left ? state.applied : null,
  };
}

export function verified(state: RepairState, result: CallResult<'examine'>): RepairState {
  if (result.ok && result.value.state === 'done') return judged(state, result.value.diagnosis);
  return { ...state, phase: state.before, fault: result.ok ? null : faultOf(result) };
}

function judged(state: RepairState, diagnosis: Diagnosis): RepairState {
  return { ...state, phase: isCauseGone(state.cause, diagnosis) ? 'cured' : 'not-cured', after: diagnosis };
}

export function undone(state: RepairState, result: CallResult<'undo'>): RepairState {
  if (!result.ok) return { ...state, phase: 'not-undone', fault: faultOf(result) };
  const answer = result.value;
  // Somebody else took it back meanwhile, from the list or the command line.
  if (answer.state === 'refused') return { ...state, phase: 'undone', refusal: answer.refusal, applied: null };
  const { report } = answer;
  const settled = { ...state, undone: report, tried: withTried(state, report.remedy) };
  return report.complete ? { ...settled, phase: 'undone', applied: null } : { ...settled, phase: 'not-undone' };
}

export function withTried({ tried }: RepairState, remedy: RemedyCode | undefined): readonly RemedyCode[] {
  return remedy === undefined || tried.includes(remedy) ? tried : [...tried, remedy];
}

/** What the user stopped is no fault. */
function faultOf({ error, message }: Extract<CallResult<'plan'>, { readonly ok: false }>): string | null {
  return error === 'cancelled' ? null : message;
}
