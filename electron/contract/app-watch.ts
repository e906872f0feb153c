/** The app's calls that watch a link while its user reproduces the problem. */
import type { ExamineProgress, ExamineRequest, Examined } from './app.ts';
import type { Watch } from './watch.ts';

export type WatchProgress =
  | ({ readonly kind: 'look' } & ExamineProgress)
  /** All that has happened so far. */
  | { readonly kind: 'seen'; readonly watch: Watch };

export interface WatchCalls {
  /** Ends by itself after `seconds`, or with `end-watch`; what was seen is judged. Stopping the call gives it up. */
  readonly watch: {
    request: ExamineRequest & { readonly seconds: number };
    answer: Examined;
    progress: WatchProgress;
  };
  readonly 'end-watch': { request: null; answer: null; progress: never };
}
