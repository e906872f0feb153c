/**
 * One repair as a state machine: explain → preview → confirm → apply → verify → cured, or the next best. Pure, so that
 * every path can be walked without a screen; what of it outlives a restart of the app is model/saved-repair.ts.
 */
import type { Finding } from '../../electron/contract/diagnosis.ts';
import type { RepairPhase } from '../../electron/contract/messages/app-repair.ts';
import type { RemedyCode } from '../../electron/contract/remedies.ts';
import { applied, planned, progressed, undone, verified, withTried } from './repair-answers.ts';
import { NO_PLAN } from './repair-state.ts';
import type { RepairEvent, RepairState } from './repair-state.ts';

export { stationOf } from './repair-state.ts';
export type { Progress, RepairEvent, RepairState } from './repair-state.ts';

/** A repair of this finding; what was tried for the same cause before is not offered first again. */
export function begin(finding: Finding, tried: readonly RemedyCode[] = []): RepairState {
  const offers = finding.remedies as readonly RemedyCode[];
  return offered({
    ...{ phase: 'explain', cause: finding.code, finding, offers, tried, wanted: null, ...NO_PLAN },
    ...{ applied: null, after: null, output: '', notice: null, fault: null, refusal: null },
    before: 'explain',
  });
}

/** The best remedy that was not tried yet; without one the way by hand. */
function offered(state: RepairState): RepairState {
  const best = state.offers.find((remedy) => !state.tried.includes(remedy));
  const fresh = { ...state, ...NO_PLAN, refusal: null, notice: null, fault: null, output: '' };
  return best === undefined
    ? { ...fresh, phase: 'by-hand', wanted: null }
    : { ...fresh, phase: 'explain', wanted: { remedy: best } };
}

/**
 * Which events a phase listens to; every other one is late or foreign, and changes nothing. The wizard has a button for
 * each of them that is the user's (`listens`), and none for any other.
 */
export const LISTENS: Readonly<Record<RepairPhase, readonly RepairEvent['kind'][]>> = {
  explain: ['want', 'by-hand', 'plan'],
  planning: ['planned'],
  preview: ['confirm', 'back', 'want', 'verify'],
  confirm: ['apply', 'back'],
  applying: ['progress', 'applied'],
  verifying: ['progress', 'applied', 'verified'],
  waiting: ['verify', 'undo', 'next', 'back'],
  cured: ['undo'],
  'not-cured': ['verify', 'undo', 'next', 'back'],
  refused: ['want', 'plan', 'next', 'undo', 'back'],
  declined: ['plan', 'next', 'undo', 'back'],
  failed: ['plan', 'next', 'undo', 'back'],
  undoing: ['undone'],
  undone: ['next', 'back'],
  'not-undone': ['undo', 'next', 'back'],
  'by-hand': ['verify', 'want'],
};

/** What else an event needs, besides a phase that listens to it. */
const NEEDS: Readonly<Partial<Record<RepairEvent['kind'], (state: RepairState) => boolean>>> = {
  plan: ({ wanted }) => wanted !== null,
  confirm: canApply,
  undo: ({ applied: id, plan }) => id !== null && plan?.stays !== true,
  verify: (state) => state.phase !== 'preview' || isAllTheUsers(state),
};

/** Whether something comes of it now. */
export function listens(state: RepairState, kind: RepairEvent['kind']): boolean {
  return LISTENS[state.phase].includes(kind) && (NEEDS[kind]?.(state) ?? true);
}

export function next(state: RepairState, event: RepairEvent): RepairState {
  if (!listens(state, event.kind)) return state;
  switch (event.kind) {
    case 'want':
      return { ...state, ...NO_PLAN, phase: 'explain', wanted: event.wanted, refusal: null, notice: null, fault: null };
    case 'by-hand':
      return { ...state, phase: 'by-hand', notice: null };
    case 'plan':
      return { ...state, ...NO_PLAN, phase: 'planning', refusal: null, notice: null, fault: null, output: '' };
    case 'planned':
      return planned(state, event.result);
    case 'confirm':
      return { ...state, phase: 'confirm' };
    case 'back':
      if (state.phase === 'confirm') return { ...state, phase: 'preview' };
      return { ...state, phase: state.wanted === null ? 'by-hand' : 'explain', refusal: null, fault: null };
    case 'apply':
      return { ...state, phase: 'applying', applied: state.plan?.id ?? null };
    case 'progress':
      return progressed(state, event.progress);
    case 'applied':
      return applied(state, event);
    case 'verify':
      return { ...state, phase: 'verifying', before: state.phase, fault: null, notice: null };
    case 'verified':
      return verified(state, event.result);
    case 'undo':
      return { ...state, phase: 'undoing', refusal: null, fault: null, notice: null };
    case 'undone':
      return undone(state, event.result);
    case 'next':
      return offered({ ...state, tried: withTried(state, state.wanted?.remedy) });
  }
}

/** Whether there is anything to carry out, on this computer, with all that it needs. */
export function canApply({ plan, executable }: RepairState): boolean {
  return executable && plan !== null && plan.needs.length === 0 && plan.steps.some(({ by }) => by === 'doctor');
}

/** A plan for this computer with nothing in it for us: all that is left to do here is to look again. */
export function isAllTheUsers({ plan, executable }: RepairState): boolean {
  return executable && plan !== null && plan.needs.length === 0 && plan.steps.every(({ by }) => by === 'user');
}

/** Whether a remedy is left when this one is given up. */
export function hasNext(state: RepairState): boolean {
  const tried = withTried(state, state.wanted?.remedy);
  return state.offers.some((remedy) => !tried.includes(remedy));
}
