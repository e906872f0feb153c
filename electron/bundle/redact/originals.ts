/** The last pass over a document: an original that a masker did not expect where it stood is replaced there too. */
import { Finder } from './finder.ts';
import type { Accept, Search } from './finder.ts';
import { formsOf } from './forms.ts';
import type { Form } from './forms.ts';
import { isTelling, KINDS } from './pseudonyms.ts';
import type { Kind, Pseudonyms } from './pseudonyms.ts';

export interface Original {
  readonly kind: Kind;
  readonly text: string;
  readonly pseudonym: string;
}

export interface Needle {
  readonly original: Original;
  readonly form: Form;
}

interface Hunt {
  readonly finder: Finder<Needle>;
  /** How many originals of a kind it knows, in the order in which they were met. */
  readonly known: Map<Kind, number>;
}

const HUNTS = new WeakMap<Pseudonyms, Hunt>();

/**
 * Of each kind, so many are looked for in every form; a log can name ten thousand, and those that are met later are
 * looked for as they are. What stood in another form was read before it was masked (foreign.ts).
 */
const IN_EVERY_FORM = 500;

/** Finds all originals so far that must be found nowhere once a bundle is made. */
export function finderOf(names: Pseudonyms): Finder<Needle> {
  const hunt = HUNTS.get(names) ?? { finder: new Finder<Needle>(standsAlone), known: new Map<Kind, number>() };
  HUNTS.set(names, hunt);
  for (const kind of KINDS) {
    const all = names.known[kind];
    let index = hunt.known.get(kind) ?? 0;
    for (const [text, pseudonym] of [...all].slice(index)) {
      if (isTelling(kind, text)) {
        const original: Original = { kind, text, pseudonym };
        const forms = index < IN_EVERY_FORM ? formsOf(text) : [{ kind: 'plain', text } as const];
        for (const form of forms) hunt.finder.add(form.text, { original, form });
      }
      index++;
    }
    hunt.known.set(kind, index);
  }
  return hunt.finder;
}

/**
 * Short words of ASCII count only where they stand alone: `work` is no part of `network`. Addresses end where their
 * digits end.
 */
const standsAlone: Accept<Needle> = ({ original: { kind }, form }, text, start, end) => {
  const [before, after] = [text.charAt(start - 1), text.charAt(end)];
  if (kind === 'address') {
    if (/[\w.:]/.test(before)) return false;
    return !(form.text.includes(':') ? /[\w:]/ : /\w/).test(after) && !/^\.\d/.test(text.slice(end, end + 2));
  }
  return !/^\w{1,9}$/.test(form.text) || !(/[a-z\d]/.test(before) || /[a-z\d]/.test(after));
};

/** Replaces every telling original, in every form, in all strings and keys of a document. */
export function replaceOriginals<T>(document: T, names: Pseudonyms): T {
  const finder = finderOf(names);
  return walk(document, (text) => replaced(text, finder)) as T;
}

/** Addresses were replaced where they were read; here one could be another's pseudonym. */
const REPLACED: Search<Needle> = { wanted: ({ original }) => original.kind !== 'address', apart: true };

function replaced(text: string, finder: Finder<Needle>): string {
  let out = '';
  let at = 0;
  for (const { start, end, value } of finder.find(text, REPLACED)) {
    out += text.slice(at, start) + inForm(value.form, value.original.pseudonym);
    at = end;
  }
  return at === 0 ? text : out + text.slice(at);
}

/** Base64 and the like are not worth rebuilding: their letters become one. */
function inForm({ kind, text }: Form, pseudonym: string): string {
  if (kind === 'plain' || kind === 'json' || kind === 'html') return pseudonym;
  return kind === 'url' ? encodeURIComponent(pseudonym) : 'A'.repeat(text.length);
}

function walk(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, replace));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [replace(key), walk(item, replace)]));
}
