/** A watch of the link that is under way or was made. */
import type { Bridge } from '../../electron/contract/app.ts';
import type { Watch } from '../../electron/contract/watch.ts';
import type { Check } from './check.svelte.ts';

export class Watching {
  #bridge: Bridge;
  #check: Check;
  #stop: AbortController | null = null;
  /** `before`: the first look. `watching`: the user reproduces the problem. `judging`: the last look. */
  phase = $state<'idle' | 'before' | 'watching' | 'judging' | 'done'>('idle');
  /** What has happened so far. */
  seen = $state.raw<Watch | null>(null);
  fault = $state<string | null>(null);
  running = $derived(this.phase === 'before' || this.phase === 'watching' || this.phase === 'judging');

  constructor(bridge: Bridge, check: Check) {
    this.#bridge = bridge;
    this.#check = check;
  }

  /** Resolves to whether there is a new verdict. */
  async start(seconds: number): Promise<boolean> {
    if (this.running || this.#check.running) return false;
    this.forget();
    const stop = new AbortController();
    this.#stop = stop;
    this.phase = 'before';
    const look = this.#check.follow(stop);
    const result = await this.#bridge.call(
      'watch',
      { ...this.#check.request, seconds },
      {
        signal: stop.signal,
        progress: (progress) => {
          if (progress.kind === 'seen') {
            this.seen = progress.watch;
            if (this.phase === 'before') this.phase = 'watching';
          } else {
            look.tell(progress);
            if (this.phase === 'watching') this.phase = 'judging';
          }
        },
      },
    );
    look.end(result);
    const complete = result.ok && result.value.state === 'done';
    if (!result.ok && result.error !== 'cancelled') this.fault = result.message;
    this.phase = complete ? 'done' : 'idle';
    return complete;
  }

  /** Ends it early; what was seen until then is judged. */
  async end(): Promise<void> {
    if (this.phase !== 'watching') return;
    this.phase = 'judging';
    await this.#bridge.call('end-watch', null);
  }

  giveUp(): void {
    this.#stop?.abort();
  }

  forget(): void {
    if (this.running) return;
    this.phase = 'idle';
    this.seen = null;
    this.fault = null;
  }
}
