/** What the engine's process and the host say to each other. The host has checked every request before it gets here. */
import type { CallName, CallResult, ExamineRequest, ProgressOf, RequestOf } from '../../../contract/app.ts';

/** The calls that look at a machine, and so run outside the host's own thread. */
export const ENGINE_CALLS = ['examine', 'ports', 'open-recording'] as const satisfies readonly CallName[];
export type EngineCall = (typeof ENGINE_CALLS)[number];

/** As the contract's, and whether the user agreed to the deep probe. */
export type EngineRequest<K extends EngineCall> = K extends 'examine'
  ? ExamineRequest & { readonly deep: boolean }
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
