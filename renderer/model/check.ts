/**
 * One check as a state machine: what the user did and what the host told, folded into what the screen shows. Pure, so
 * that every path can be walked without a screen.
 */
import type { CallResult, ExamineProgress, Examined } from '../../electron/contract/app.ts';
import type { Collector } from '../../electron/contract/collectors.ts';
import type { Hop } from '../../electron/contract/codes.ts';
import { HOPS } from '../../electron/contract/codes.ts';
import type { HopState } from '../../electron/contract/diagnosis.ts';

export type Done = Extract<Examined, { state: 'done' }>;

export interface CheckState {
  readonly phase: 'idle' | 'running' | 'done' | 'cancelled' | 'source-lost' | 'failed';
  /** By collector: when it began and ended, in milliseconds since the start of the check. */
  readonly times: Readonly<Partial<Record<Collector, { readonly from: number; readonly to: number | null }>>>;
  /** The last complete result, kept while the next check runs. */
  readonly done: Done | null;
  /** Why it failed. */
  readonly fault: string | null;
}

export type CheckEvent =
  | { readonly kind: 'start' }
  | { readonly kind: 'progress'; readonly progress: ExamineProgress; readonly at: number }
  | { readonly kind: 'end'; readonly result: CallResult<'examine'> }
  /** Another machine was chosen: what was found on the last one says nothing about it. */
  | { readonly kind: 'forget' };

export const IDLE: CheckState = { phase: 'idle', times: {}, done: null, fault: null };

export function next(state: CheckState, event: CheckEvent): CheckState {
  switch (event.kind) {
    case 'start':
      return { ...state, phase: 'running', times: {}, fault: null };
    case 'progress':
      return state.phase === 'running' ? { ...state, times: timed(state.times, event) } : state;
    case 'end':
      return state.phase === 'running' ? ended(state, event.result) : state;
    case 'forget':
      return IDLE;
  }
}

function timed(
  times: CheckState['times'],
  { progress, at }: Extract<CheckEvent, { kind: 'progress' }>,
): CheckState['times'] {
  const from = times[progress.collector]?.from ?? at;
  return { ...times, [progress.collector]: { from, to: progress.state === 'started' ? null : at } };
}

function ended(state: CheckState, result: CallResult<'examine'>): CheckState {
  if (!result.ok)
    return result.error === 'cancelled'
      ? { ...state, phase: 'cancelled' }
      : { ...state, phase: 'failed', fault: result.message };
  if (result.value.state !== 'done') return { ...state, phase: result.value.state };
  return { ...state, phase: 'done', done: result.value };
}

/** What a hop's card shows. */
export interface HopView {
  readonly hop: Hop;
  /** Before and during a check where it is with this hop; after it, the hop's outcome. */
  readonly state: 'waiting' | 'looking' | 'looked' | HopState['outcome'];
  readonly code: HopState['code'];
  /** What is being looked at now. */
  readonly looking: readonly Collector[];
  /** From the first look to the last, once all looked. */
  readonly milliseconds: number | null;
}

/** Which looks belong to which hop of the picture. */
const LOOKS: Readonly<Record<Hop, readonly Collector[]>> = {
  1: ['processes', 'napcat', 'napcat-log'],
  2: ['napcat-config'],
  3: ['listeners', 'network', 'framework', 'framework-config', 'excluded-ports', 'firewall', 'proxy'],
  4: ['probes'],
  5: ['connections', 'framework-log'],
};

export function hopViews(state: CheckState): readonly HopView[] {
  return HOPS.map((hop) => {
    const times = LOOKS[hop].flatMap((collector) => state.times[collector] ?? []);
    const looking = LOOKS[hop].filter((collector) => state.times[collector]?.to === null);
    const ends = times.flatMap(({ to }) => to ?? []);
    const complete = ends.length === LOOKS[hop].length;
    const milliseconds = complete ? Math.max(...ends) - Math.min(...times.map(({ from }) => from)) : null;
    if (state.phase === 'running') {
      const at = looking.length > 0 ? 'looking' : complete ? 'looked' : 'waiting';
      return { hop, state: at, code: null, looking, milliseconds };
    }
    const found = state.done?.diagnosis.hops.find((candidate) => candidate.hop === hop);
    const shown = { hop, state: found?.outcome ?? 'waiting', code: found?.code ?? null, looking: [] } as const;
    // The times of a look that came to nothing belong to nothing that is shown.
    return { ...shown, milliseconds: state.phase === 'done' ? milliseconds : null };
  });
}

/** The accounts that were found, with their NapCat: what the user may choose between. */
export function accountsOf({ done }: CheckState): readonly { readonly uin: string; readonly dir: string | null }[] {
  return done?.details.napcats.flatMap(({ dir, accounts }) => accounts.map(({ uin }) => ({ uin, dir }))) ?? [];
}

/** The bots that were found, by the URL that leads to each. */
export function botsOf({ done }: CheckState): readonly { readonly url: string; readonly kind: string }[] {
  return done?.details.frameworks.flatMap(({ kind, url }) => (url === null ? [] : [{ kind, url }])) ?? [];
}
