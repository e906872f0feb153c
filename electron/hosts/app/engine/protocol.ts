/** What the engine's process and the host say to each other. The host has checked every request before it gets here. */
import type { CallName, CallResult, ProgressOf, RequestOf } from '../../../contract/app.ts';

/** The calls that look at a machine or change this one, and so run outside the host's own thread. */
export const ENGINE_CALLS = [
  'examine',
  'ports',
  'excerpt',
  'open-recording',
  'plan',
  'apply',
  'undo',
  'prove',
  'history',
  'draft-bundle',
  'read-part',
  'save-bundle',
  'open-bundle',
  'watch',
  'end-watch',
] as const satisfies readonly CallName[];
export type EngineCall = (typeof ENGINE_CALLS)[number];

/** Calls that change this computer: they are stopped politely, never in the middle of a change. */
export const CHANGING_CALLS: ReadonlySet<EngineCall> = new Set(['apply', 'undo', 'prove']);

/** What the user agreed to in the settings; a page cannot claim it. */
export interface Consent {
  readonly deep: boolean;
  readonly webui: boolean;
}

type Surveys = 'examine' | 'plan' | 'draft-bundle' | 'watch' | 'prove';

/** As the contract's; what looks at a machine also knows what the user agreed to. */
export type EngineRequest<K extends EngineCall> = K extends 'draft-bundle'
  ? RequestOf<K> & Consent & { readonly earlierLog: string }
  : K extends Surveys
    ? RequestOf<K> & Consent
    : RequestOf<K>;

export type ToEngine =
  | { readonly kind: 'call'; readonly id: number; readonly name: EngineCall; readonly request: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

export type FromEngine =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: ProgressOf<EngineCall> }
  | { readonly kind: 'result'; readonly id: number; readonly result: CallResult<EngineCall> };

/** A running engine, whatever carries it: a worker thread or Electron's utility process. */
export interface EngineProcess {
  send(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /** Called once, however it ended. */
  onExit(listener: () => void): void;
  kill(): void;
}
