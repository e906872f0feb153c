/** The repair under way, and what was changed before. The steps themselves are in model/repair.ts. */
import type { Bridge, CallResult, Source } from '../../electron/contract/app.ts';
import type { History, SavedRepair } from '../../electron/contract/app-repairs.ts';
import type { Finding } from '../../electron/contract/diagnosis.ts';
import type { Proof, RemedyCode, RemedyRequest } from '../../electron/contract/remedies.ts';
import { begin, next } from '../model/repair.ts';
import type { RepairEvent, RepairState } from '../model/repair.ts';
import { savedOf, takenUp } from '../model/saved-repair.ts';
import type { Target } from '../model/saved-repair.ts';
import type { Account, Check } from './check.svelte.ts';

export class Repair {
  #bridge: Bridge;
  #check: Check;
  #stop: AbortController | null = null;
  #kept: string | null = null;
  #parked: { readonly state: RepairState | null; readonly account: Account | null } | null = null;
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
  busy = $derived(this.proving || (this.state !== null && BUSY.has(this.state.phase)));

  constructor(bridge: Bridge, check: Check) {
    this.#bridge = bridge;
    this.#check = check;
  }

  /** A repair of the same cause goes on with what was tried already. */
  begin(finding: Finding): void {
    if (this.busy) return;
    const known = this.state?.cause === finding.code ? this.state.tried : [];
    this.#set(begin(finding, known));
  }

  /** After a restart of the app: as far as the journal says. */
  async takeUp(saved: SavedRepair): Promise<void> {
    await this.readHistory();
    if (this.history === null) return;
    this.#check.account = saved.account === null ? null : { uin: saved.account, dir: saved.napcatDir };
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
    const request = { ...this.#check.request, wanted };
    const stop = this.#begin();
    this.#take({ kind: 'planned', result: await this.#bridge.call('plan', request, { signal: stop.signal }) });
  }

  async apply(): Promise<void> {
    const id = this.state?.plan?.id;
    if (id === undefined || !this.#take({ kind: 'apply' })) return;
    const stop = this.#begin();
    const look = once(() => this.#check.follow(stop));
    const result = await this.#bridge.call(
      'apply',
      { id },
      {
        signal: stop.signal,
        progress: (progress) => {
          this.#take({ kind: 'progress', progress });
          if (progress.kind === 'look') look().tell(progress);
        },
      },
    );
    if (result.ok && result.value.state === 'applied') look().end({ ok: true, value: result.value.examined });
    this.#take({ kind: 'applied', result });
    await this.readHistory();
  }

  /** Looks again, after the user did their part. */
  async verify(): Promise<void> {
    if (!this.#take({ kind: 'verify' })) return;
    const stop = this.#begin();
    const look = this.#check.follow(stop);
    const result = await this.#bridge.call('examine', this.#check.request, {
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
    const result = await this.#bridge.call('prove', this.#check.request, { signal: stop.signal });
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
    if (!this.readOnly) this.#parked = { state: this.state, account };
    this.#check.choose(source);
    const parked = source.kind === 'this-computer' ? this.#parked : null;
    this.state = parked?.state ?? null;
    this.proof = null;
    if (parked !== null) this.#check.account = parked.account;
  }

  stop(): void {
    this.#stop?.abort();
  }

  close(): void {
    if (!this.busy && this.state !== null) this.#set(null);
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
    const { source, account } = this.#check;
    if (source.kind !== 'this-computer') return;
    const target: Target = { napcatDir: account?.dir ?? null, account: account?.uin ?? null };
    const saved = state === null ? null : savedOf(state, target);
    const text = JSON.stringify(saved);
    if (text === this.#kept) return;
    this.#kept = text;
    void this.#bridge.call('save-repair', saved);
  }
}

const BUSY: ReadonlySet<RepairState['phase']> = new Set(['planning', 'applying', 'verifying', 'undoing']);

/** Makes it when it is first asked for. */
function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}
