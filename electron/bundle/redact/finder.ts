/**
 * Finds any of many texts in a long one, in one pass whatever their number: a log can name ten thousand numbers, and
 * each is looked for in two dozen forms. Case does not count.
 */

export interface Found<T> {
  readonly start: number;
  readonly end: number;
  /** As it was given to `add`, in lower case. */
  readonly needle: string;
  readonly value: T;
}

/** Whether a needle counts where it was found; `text` is in lower case. */
export type Accept<T> = (value: T, text: string, start: number, end: number) => boolean;

export interface Search<T> {
  readonly wanted: (value: T, needle: string) => boolean;
  readonly apart: boolean;
}

interface Bucket<T> {
  /** Longest first. */
  lengths: number[];
  readonly needles: Map<string, T>;
}

/** Needles are sorted by their first characters, shorter ones by all they have. */
const HEAD = 4;
const BITS = 22;

export class Finder<T> {
  readonly #buckets = new Map<string, Bucket<T>>();
  /** One bit a hash of a beginning: most places in a text are passed over by this alone. */
  readonly #marks = new Uint8Array(2 ** (BITS - 3));
  #shortest = HEAD;

  constructor(readonly accept: Accept<T>) {}

  /** The first value given for a text stays. */
  add(text: string, value: T): void {
    const needle = lower(text);
    if (needle === '') return;
    const head = needle.slice(0, HEAD);
    let bucket = this.#buckets.get(head);
    if (bucket === undefined) this.#buckets.set(head, (bucket = { lengths: [], needles: new Map() }));
    if (bucket.needles.has(needle)) return;
    bucket.needles.set(needle, value);
    if (!bucket.lengths.includes(needle.length))
      bucket.lengths = [...bucket.lengths, needle.length].toSorted((a, b) => b - a);
    this.#mark(hashOf(needle, 0, Math.min(HEAD, needle.length)));
    this.#shortest = Math.min(this.#shortest, needle.length);
  }

  /** From left to right, the longest that is wanted at each place; `apart`: none over another. */
  *find(given: string, { wanted, apart }: Search<T>): Generator<Found<T>, void, undefined> {
    const text = lower(given);
    for (let at = 0; at + this.#shortest <= text.length; at++) {
      const found = this.#at(text, at, wanted);
      if (found === null) continue;
      yield found;
      if (apart) at = found.end - 1;
    }
  }

  #at(text: string, at: number, wanted: Search<T>['wanted']): Found<T> | null {
    for (let length = HEAD; length >= this.#shortest; length--) {
      if (at + length > text.length || !this.#isMarked(hashOf(text, at, length))) continue;
      const bucket = this.#buckets.get(text.slice(at, at + length));
      if (bucket === undefined) continue;
      for (const size of bucket.lengths) {
        const needle = text.slice(at, at + size);
        const value = bucket.needles.get(needle);
        if (value !== undefined && wanted(value, needle) && this.accept(value, text, at, at + size))
          return { start: at, end: at + size, needle, value };
      }
    }
    return null;
  }

  #mark(hash: number): void {
    this.#marks[hash >>> 3] = (this.#marks[hash >>> 3] ?? 0) | (1 << (hash & 7));
  }

  #isMarked(hash: number): boolean {
    return ((this.#marks[hash >>> 3] ?? 0) & (1 << (hash & 7))) !== 0;
  }
}

function hashOf(text: string, at: number, length: number): number {
  let hash = length;
  for (let index = at; index < at + length; index++)
    hash = (Math.imul(hash, 0x9e3779b1) ^ text.charCodeAt(index)) >>> 0;
  return (Math.imul(hash, 0x85ebca6b) >>> 0) >>> (32 - BITS);
}

/** Places must not move: of the few letters whose small form is longer, case counts. */
export function lower(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
