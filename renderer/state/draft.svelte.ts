/** The bundle that is being prepared: its parts, what was switched off, and what became of it. */
import type { Bridge } from '../../electron/contract/app.ts';
import type { DraftedBundle, PartText, SavedBundle } from '../../electron/contract/app-bundles.ts';
import type { Collector } from '../../electron/contract/collectors.ts';
import type { Language } from '../../electron/contract/messages/catalogue.ts';
import type { Check } from './check.svelte.ts';

export class Draft {
  #bridge: Bridge;
  #check: Check;
  #stop: AbortController | null = null;
  running = $state(false);
  /** What is being looked at. */
  looking = $state<Collector | null>(null);
  bundle = $state.raw<DraftedBundle | null>(null);
  /** Files that the user left out. */
  without = $state.raw<readonly string[]>([]);
  fault = $state<string | null>(null);
  saved = $state.raw<SavedBundle | null>(null);

  constructor(bridge: Bridge, check: Check) {
    this.#bridge = bridge;
    this.#check = check;
  }

  async prepare(language: Language): Promise<void> {
    if (this.running) return;
    this.forget();
    this.running = true;
    this.#stop = new AbortController();
    const result = await this.#bridge.call(
      'draft-bundle',
      { ...this.#check.request, language },
      { signal: this.#stop.signal, progress: ({ collector }) => (this.looking = collector) },
    );
    this.running = false;
    if (!result.ok) this.fault = result.error === 'cancelled' ? null : result.message;
    else if (result.value.state === 'drafted') this.bundle = result.value;
  }

  stop(): void {
    this.#stop?.abort();
  }

  /** What was drafted is another machine's, or too old. */
  forget(): void {
    this.bundle = null;
    this.without = [];
    this.fault = null;
    this.saved = null;
  }

  keep(file: string, kept: boolean): void {
    const others = this.without.filter((name) => name !== file);
    this.without = kept ? others : [...others, file];
    this.saved = null;
  }

  async read(file: string): Promise<PartText | null> {
    if (this.bundle === null) return null;
    const result = await this.#bridge.call('read-part', { id: this.bundle.id, file });
    return result.ok ? result.value : null;
  }

  /** The zip as the host packed it, when the page has to save it itself. */
  async save(): Promise<Extract<SavedBundle, { readonly state: 'download' }> | null> {
    if (this.bundle === null) return null;
    const request = { id: this.bundle.id, without: this.without };
    const result = await this.#bridge.call('save-bundle', request);
    if (!result.ok) this.fault = result.message;
    else this.saved = result.value;
    return result.ok && result.value.state === 'download' ? result.value : null;
  }
}
