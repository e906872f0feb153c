/** The check that runs or ran, and the machine it looks at. The steps themselves are in model/check.ts. */
import type { Bridge, CallResult, ExamineProgress, ExamineRequest, Source } from '../../electron/contract/app.ts';
import { accountsOf, botsOf, hopViews, IDLE, next } from '../model/check.ts';
import type { CheckEvent, CheckState } from '../model/check.ts';
import { Given } from './given.svelte.ts';

export interface Account {
  readonly uin: string;
  readonly dir: string | null;
}

/** A look that is under way. */
export interface Look {
  readonly tell: (progress: ExamineProgress) => void;
  readonly end: (result: CallResult<'examine'>) => void;
}

export class Check {
  #bridge: Bridge;
  #stop: AbortController | null = null;
  state = $state.raw<CheckState>(IDLE);
  source = $state.raw<Source>({ kind: 'this-computer' });
  /** The account to look at; `null`: whichever is in use. */
  account = $state.raw<Account | null>(null);
  /** The WebSocket URL of the bot that is meant; `null`: whichever is found. */
  bot = $state.raw<string | null>(null);
  /** Where NapCat is, as the user says; `null`: wherever it is found. */
  folder = $state.raw<string | null>(null);
  /** What the user gave beside the machine. */
  readonly given = new Given(this.source);
  /** What the last look was asked for. */
  asked: ExamineRequest = this.request;
  hops = $derived(hopViews(this.state));
  accounts = $derived(accountsOf(this.state));
  bots = $derived(botsOf(this.state));
  /** Nobody but the user knows where NapCat is. */
  lacksNapCat = $derived(this.folder !== null || this.state.done?.details.napcats.length === 0);
  running = $derived(this.state.phase === 'running');

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** What a call that looks at the machine has to say. */
  get request(): ExamineRequest {
    return this.requestOf(this);
  }

  requestOf({ account, bot }: Pick<Check, 'account' | 'bot'>): ExamineRequest {
    const napcatDir = account?.dir ?? this.folder;
    return {
      source: this.source,
      ...(account === null ? {} : { account: account.uin }),
      ...(napcatDir === null ? {} : { napcatDir }),
      ...(bot === null ? {} : { url: bot }),
      ...(this.given.texts.length === 0 ? {} : { texts: this.given.texts }),
    };
  }

  /** Ends when the check does; resolves to whether there is a new result. */
  async start(): Promise<boolean> {
    if (this.running) return false;
    const stop = new AbortController();
    const look = this.follow(stop);
    look.end(await this.#bridge.call('examine', this.request, { signal: stop.signal, progress: look.tell }));
    return this.state.phase === 'done';
  }

  /** Shows a look that a call makes; it ends with what was found. `stop` gives it up. */
  follow(stop: AbortController): Look {
    this.#stop = stop;
    this.asked = this.request;
    this.#take({ kind: 'start' });
    const began = performance.now();
    return {
      tell: (progress) => this.#take({ kind: 'progress', progress, at: performance.now() - began }),
      end: (result) => this.#take({ kind: 'end', result }),
    };
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** A check that still runs is about another machine: it is stopped. */
  choose(source: Source): void {
    this.cancel();
    this.source = source;
    this.account = null;
    this.bot = null;
    this.folder = null;
    this.given.turnTo(source);
    this.#take({ kind: 'forget' });
  }

  #take(event: CheckEvent): void {
    this.state = next(this.state, event);
  }
}
