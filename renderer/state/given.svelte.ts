/** What the user gave beside each machine. It lives in memory, and only as long as the window. */
import type { Source } from '../../electron/contract/app.ts';
import { LONGEST_TEXT, MOST_TEXTS } from '../../electron/contract/given-text.ts';
import type { GivenText } from '../../electron/contract/given-text.ts';
import { base64Of } from '../model/files.ts';
import { endOf, filesIn, lineCount, pastedIn, withFile, withoutFile, withPasted } from '../model/given.ts';

export type GivenNotice =
  { readonly kind: 'cut' | 'too-many' } | { readonly kind: 'file-cut' | 'unreadable'; readonly name: string };

/** Beside the pasted text. */
export const MOST_FILES = MOST_TEXTS - 1;

/** As long as a file name may be in a request. */
const LONGEST_NAME = 260;

export class Given {
  /** Of the other machines, until they are looked at again. */
  #elsewhere: Readonly<Record<string, readonly GivenText[]>> = {};
  #machine = '';
  texts = $state.raw<readonly GivenText[]>([]);
  /** Whether the place to paste is open. */
  open = $state(false);
  notice = $state.raw<GivenNotice | null>(null);
  pasted = $derived(pastedIn(this.texts));
  lines = $derived(lineCount(this.pasted));
  files = $derived(filesIn(this.texts));

  constructor(source: Source) {
    this.#machine = JSON.stringify(source);
  }

  turnTo(source: Source): void {
    this.#elsewhere = { ...this.#elsewhere, [this.#machine]: this.texts };
    this.#machine = JSON.stringify(source);
    this.texts = this.#elsewhere[this.#machine] ?? [];
    this.notice = null;
  }

  paste(text: string): void {
    this.texts = withPasted(this.texts, text);
    this.notice = text.length > LONGEST_TEXT ? { kind: 'cut' } : null;
  }

  async take(file: File): Promise<void> {
    const name = file.name.slice(0, LONGEST_NAME);
    if (this.files.length >= MOST_FILES && !this.files.includes(name)) {
      this.notice = { kind: 'too-many' };
      return;
    }
    const machine = this.#machine;
    try {
      const base64 = await base64Of(await endOf(file));
      if (machine !== this.#machine) return;
      this.texts = withFile(this.texts, name, base64);
      this.notice = file.size > LONGEST_TEXT ? { kind: 'file-cut', name } : null;
    } catch {
      this.notice = { kind: 'unreadable', name };
    }
  }

  leaveOut(name: string): void {
    this.texts = withoutFile(this.texts, name);
    this.notice = null;
  }

  clear(): void {
    this.texts = [];
    this.notice = null;
  }
}
