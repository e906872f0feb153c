/** The check that runs or ran, and the machine it looks at. The steps themselves are in model/check.ts. */
import type { Bridge, Source } from '../../electron/contract/app.ts';
import { accountsOf, hopViews, IDLE, next } from '../model/check.ts';
import type { CheckEvent, CheckState } from '../model/check.ts';

export interface Account {
  readonly uin: string;
  readonly dir: string | null;
}

export class Check {
  #bridge: Bridge;
  #stop: AbortController | null = null;
  state = $state.raw<CheckState>(IDLE);
  source = $state.raw<Source>({ kind: 'this-computer' });
  /** The account to look at; `null`: whichever is in use. */
  account = $state.raw<Account | null>(null);
  hops = $derived(hopViews(this.state));
  accounts = $derived(accountsOf(this.state));
  running = $derived(this.state.phase === 'running');

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Ends when the check does; resolves to whether there is a new result. */
  async start(): Promise<boolean> {
    if (this.running) return false;
    const stop = new AbortController();
    this.#stop = stop;
    this.#take({ kind: 'start' });
    const began = performance.now();
    const result = await this.#bridge.call(
      'examine',
      {
        source: this.source,
        ...(this.account === null ? {} : { account: this.account.uin }),
        ...(this.account?.dir == null ? {} : { napcatDir: this.account.dir }),
      },
      {
        signal: stop.signal,
        progress: (progress) => this.#take({ kind: 'progress', progress, at: performance.now() - began }),
      },
    );
    this.#take({ kind: 'end', result });
    return this.state.phase === 'done';
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** A check that still runs is about another machine: it is stopped. */
  choose(source: Source): void {
    this.cancel();
    this.source = source;
    this.account = null;
    this.#take({ kind: 'forget' });
  }

  #take(event: CheckEvent): void {
    this.state = next(this.state, event);
  }
}
