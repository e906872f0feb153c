/** What the user gave beside each machine. It lives in memory, and only as long as the window. */
import type { Source } from '../../electron/contract/app.ts';
import { LONGEST_TEXT, MOST_TEXTS } from '../../electron/contract/given-text.ts';
import type { GivenText } from '../../electron/contract/given-text.ts';
import { base64Of } from '../model/files.ts';
import { endOf, filesIn, pastedIn, withFile, withoutFile, withPasted } from '../model/given.ts';
import { edited, hiddenOf, inserted, lineCount } from '../model/pasted.ts';

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
  /** So many characters of it come before what the box shows. */
  #hidden = $state(0);
  /** What stands in the box. */
  shown = $derived(this.pasted.slice(this.#hidden));
  #before = $derived(this.pasted.slice(0, this.#hidden));
  /** Lines before it; they are not counted again with every key. */
  hiddenLines = $derived(lineCount(this.#before));
  lines = $derived(this.hiddenLines + lineCount(this.shown) - (/[^\n]$/.test(this.#before) ? 1 : 0));
  files = $derived(filesIn(this.texts));

  constructor(source: Source) {
    this.#machine = JSON.stringify(source);
  }

  turnTo(source: Source): void {
    this.#elsewhere = { ...this.#elsewhere, [this.#machine]: this.texts };
    this.#machine = JSON.stringify(source);
    this.texts = this.#elsewhere[this.#machine] ?? [];
    this.#hidden = hiddenOf(this.pasted);
    this.notice = null;
  }

  /** A text in place of a selection in the box. */
  paste(text: string, from: number, to: number): void {
    this.#keep(inserted({ text: this.pasted, hidden: this.#hidden }, text, from, to));
    this.#hidden = hiddenOf(this.pasted);
  }

  /** What stands in the box was changed. */
  edit(shown: string): void {
    const text = edited({ text: this.pasted, hidden: this.#hidden }, shown);
    this.#keep(text);
    const cut = text.length - this.pasted.length;
    this.#hidden = Math.max(0, this.pasted === '' ? 0 : this.#hidden - cut);
  }

  /** Of too long a text the beginning goes. */
  #keep(text: string): void {
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
    this.#hidden = 0;
    this.notice = null;
  }
}
