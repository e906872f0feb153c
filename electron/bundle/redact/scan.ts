/**
 * The second look, at the bytes that would leave: none of the originals that were masked may be found in any form, also
 * not where a line end or a blank was put into it. It knows nothing of how they were masked.
 */
import { formsOf } from './forms.ts';
import type { Form } from './forms.ts';
import { sourceOf, tellingOriginals } from './originals.ts';
import type { Original } from './originals.ts';
import type { Kind, Pseudonyms } from './pseudonyms.ts';

/** Kinds of which an original was found; empty when the bytes may leave. */
export type Scan = (bytes: Uint8Array) => readonly Kind[];

/** `ownWords`: texts of ours that stand in every bundle, in lower case; a word in them is no leak. */
export function createScan(names: Pseudonyms, ownWords: string): Scan {
  const pseudonyms = new Set(Object.values(names.known).flatMap((pairs) => [...pairs.values()]));
  const needles = tellingOriginals(names)
    .filter(({ text }) => !pseudonyms.has(text))
    .flatMap((original) => formsOf(original.text).map((form) => needleOf(form, original)))
    .filter((needle) => !isIn(ownWords, needle));
  return (bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').toLowerCase();
    const joined = text.replace(/\s+|\\[nrt]/g, '');
    const found = needles.filter(
      (needle) =>
        isIn(text, needle) || (needle.kind !== 'address' && needle.text.length >= LONG && joined.includes(needle.text)),
    );
    return [...new Set(found.map(({ kind }) => kind))];
  };
}

interface Needle {
  readonly kind: Kind;
  /** In lower case. */
  readonly text: string;
  readonly pattern: RegExp;
}

function needleOf(form: Form, original: Original): Needle {
  return { kind: original.kind, text: form.text.toLowerCase(), pattern: new RegExp(sourceOf(form, original), 'i') };
}

/** A search for the text alone is much faster, and nearly always says no. */
function isIn(haystack: string, { text, pattern }: Needle): boolean {
  return haystack.includes(text) && pattern.test(haystack);
}

/** Shorter texts arise by chance when the blanks between others are taken out. */
const LONG = 10;
