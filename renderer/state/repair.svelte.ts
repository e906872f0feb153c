/** The repair under way, and what was changed before. The steps themselves are in model/repair.ts. */
import type { Bridge, CallResult, ExamineRequest, Source } from '../../electron/contract/app.ts';
import type { History, SavedRepair } from '../../electron/contract/app-repairs.ts';
import type { Finding } from '../../electron/contract/diagnosis.ts';
import type { Proof, RemedyCode, RemedyRequest } from '../../electron/contract/remedies.ts';
import { begin, listens, next } from '../model/repair.ts';
import type { RepairEvent, RepairState } from '../model/repair.ts';
import { savedOf, takenUp } from '../model/saved-repair.ts';
import type { Account, Check, Look } from './check.svelte.ts';

/** What a repair is of, whatever the user chooses to look at meanwhile. */
interface Target {
  /** As the user had chosen: what is looked at again when the repair looks. */
  readonly chosen: Pick<Check, 'account' | 'bot'>;
  /** The account that the finding is about. */
  readonly account: Account | null;
}

interface Parked {
  readonly state: RepairState | null;
  readonly target: Target;
  readonly account: Account | null;
}

export class Repair {
  #bridge: Bridge;
  #check: Check;
  #stop: AbortController | null = null;
  #kept: string | null = null;
  #parked: Parked | null = null;
  #target = $state.raw<Target>(NOBODY);
  /** `null`: none is under way. */
  state = $state.raw<RepairState | null>(null);
  /** `null`: not read yet. */
  history = $state.raw<History | null>(null);
  /** A recorded machine: its repair can be read, and that is all. */
  get readOnly(): boolean {
    return this.#check.source.kind !== 'this-computer';
  }
  /** `null`: not asked for, or about a link that has changed since. */
  proof = $state.raw<Proof | null>(null);
  proving = $state(false);
  /** The account that is repaired; `null`: the only one, or none was found. */
  account = $derived(this.#target.account);
  busy = $derived(this.proving || (this.state !== null && BUSY.has(this.state.phase)));

  constructor(bridge: Bridge, check: Check) {
    this.#bridge = bridge;
    this.#check = check;
  }

  /** A repair of the same cause goes on with what was tried already. */
  begin(finding: Finding): void {
    if (this.busy) return;
    const target = this.#targetNow();
    const same = this.state?.cause === finding.code && isSame(target.account, this.#target.account);
    const known = same ? (this.state?.tried ?? []) : [];
    this.#target = target;
    this.#set(begin(finding, known));
  }

  /** After a restart of the app: as far as the journal says. */
  async takeUp(saved: SavedRepair): Promise<void> {
    await this.readHistory();
    // It may have come late, when another one was begun.
    if (this.history === null || this.state !== null) return;
    const account = saved.account === null ? null : { uin: saved.account, dir: saved.napcatDir };
    this.#check.account = account;
    this.#target = { chosen: { account, bot: null }, account };
    this.#set(takenUp(saved, this.history));
  }

  /** What the user does that needs no answer of the host. */
  step(kind: 'by-hand' | 'confirm' | 'back' | 'next'): void {
    this.#take({ kind });
  }

  choose(remedy: RemedyCode): void {
    this.#take({ kind: 'want', wanted: { remedy } });
  }

  want(change: Partial<RemedyRequest>): void {
    const wanted = this.state?.wanted;
    if (wanted != null) this.#take({ kind: 'want', wanted: { ...wanted, ...change } });
  }

  async plan(): Promise<void> {
    const wanted = this.state?.wanted;
    if (wanted == null || !this.#take({ kind: 'plan' })) return;
    const request = { ...this.#request, wanted };
    const stop = this.#begin();
    this.#take({ kind: 'planned', result: await this.#bridge.call('plan', request, { signal: stop.signal }) });
  }

  async apply(): Promise<void> {
    const id = this.state?.plan?.id;
    if (id === undefined || !this.#take({ kind: 'apply' })) return;
    const stop = this.#begin();
    let look = null as Look | null;
    const result = await this.#bridge.call(
      'apply',
      { id },
      {
        signal: stop.signal,
        progress: (progress) => {
          this.#take({ kind: 'progress', progress });
          if (progress.kind === 'look') (look ??= this.#look(stop)).tell(progress);
        },
      },
    );
    const seen = result.ok && result.value.state === 'applied' ? result.value.examined : null;
    if (seen !== null) (look ?? this.#look(stop)).end({ ok: true, value: seen });
    else look?.end(result.ok ? STOPPED : result);
    await this.readHistory();
    this.#take({ kind: 'applied', result, past: this.history?.plans.find((past) => past.id === id) });
  }

  /** Looks again, after the user did their part. */
  async verify(): Promise<void> {
    if (!this.#take({ kind: 'verify' })) return;
    const stop = this.#begin();
    const look = this.#look(stop);
    const result = await this.#bridge.call('examine', this.#request, {
      signal: stop.signal,
      progress: look.tell,
    });
    look.end(result);
    this.#take({ kind: 'verified', result });
  }

  /** The user was told that NapCat gets an entry for a moment. */
  async prove(): Promise<void> {
    if (this.busy || this.state === null) return;
    this.proving = true;
    const stop = this.#begin();
    const result = await this.#bridge.call('prove', this.#request, { signal: stop.signal });
    this.proving = false;
    if (result.ok && result.value.state === 'proved') this.proof = result.value.proof;
    else if (!result.ok && result.error !== 'cancelled') this.state = { ...this.state, fault: result.message };
    await this.readHistory();
  }

  async undo(): Promise<void> {
    const id = this.state?.applied;
    if (id == null || !this.#take({ kind: 'undo' })) return;
    this.#take({ kind: 'undone', result: await this.#bridge.call('undo', { id }) });
    await this.readHistory();
  }

  /** Takes a past plan back, whatever is under way. */
  async undoPast(id: string): Promise<CallResult<'undo'>> {
    const result = await this.#bridge.call('undo', { id });
    await this.readHistory();
    return result;
  }

  async readHistory(): Promise<void> {
    const result = await this.#bridge.call('history', null);
    if (result.ok) this.history = result.value;
  }

  /** Another machine is looked at: a repair of this one waits until this one is looked at again. */
  turnTo(source: Source): void {
    const { account } = this.#check;
    if (!this.readOnly) this.#parked = { state: this.state, target: this.#target, account };
    this.#check.choose(source);
    const parked = source.kind === 'this-computer' ? this.#parked : null;
    this.state = parked?.state ?? null;
    this.#target = parked?.target ?? NOBODY;
    this.proof = null;
    if (parked !== null) this.#check.account = parked.account;
  }

  stop(): void {
    this.#stop?.abort();
  }

  close(): void {
    if (!this.busy && this.state !== null) this.#set(null);
  }

  /** With several accounts "whichever is in trouble" may be another one after this one is mended. */
  #targetNow(): Target {
    const { account, bot, accounts, state } = this.#check;
    const napcat = state.done?.diagnosis.napcat;
    const found =
      accounts.length > 1 && napcat?.running === true && napcat.account !== null
        ? { uin: napcat.account, dir: napcat.dir }
        : null;
    return { chosen: { account, bot }, account: account ?? found };
  }

  get #request(): ExamineRequest {
    const { chosen, account } = this.#target;
    return this.#check.requestOf({ account, bot: chosen.bot });
  }

  /** The check shows this look, and so the account that is looked at. */
  #look(stop: AbortController): Look {
    const { account, bot } = this.#target.chosen;
    this.#check.account = account;
    this.#check.bot = bot;
    return this.#check.follow(stop);
  }

  /** Whether something comes of it now; if not, there is no button for it. */
  can(kind: RepairEvent['kind']): boolean {
    return this.state !== null && listens(this.state, kind);
  }

  /** What `stop` ends from now on. */
  #begin(): AbortController {
    this.#stop = new AbortController();
    return this.#stop;
  }

  /** Whether the state listened. */
  #take(event: RepairEvent): boolean {
    if (this.state === null) return false;
    const state = next(this.state, event);
    if (state === this.state) return false;
    this.#set(state);
    return true;
  }

  #set(state: RepairState | null): void {
    if (state?.phase !== this.state?.phase) this.proof = null;
    this.state = state;
    this.#keep(state);
  }

  /** Of a machine that is not here nothing can be repaired, and so nothing be taken up again. */
  #keep(state: RepairState | null): void {
    if (this.readOnly) return;
    const { account } = this.#target;
    const target = { napcatDir: account?.dir ?? null, account: account?.uin ?? null };
    const saved = state === null ? null : savedOf(state, target);
    const text = JSON.stringify(saved);
    if (text === this.#kept) return;
    this.#kept = text;
    void this.#bridge.call('save-repair', saved);
  }
}

const BUSY: ReadonlySet<RepairState['phase']> = new Set(['planning', 'applying', 'verifying', 'undoing']);

const NOBODY: Target = { chosen: { account: null, bot: null }, account: null };
const STOPPED = { ok: false, error: 'cancelled', message: 'stopped' } as const;

function isSame(one: Account | null, other: Account | null): boolean {
  return one?.uin === other?.uin && one?.dir === other?.dir;
}
