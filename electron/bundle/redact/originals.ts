/** The last pass over a document: an original that a masker did not expect where it stood is replaced there too. */
import { formsOf } from './forms.ts';
import type { Form } from './forms.ts';
import { isTelling, KINDS } from './pseudonyms.ts';
import type { Kind, Pseudonyms } from './pseudonyms.ts';

export interface Original {
  readonly kind: Kind;
  readonly text: string;
  readonly pseudonym: string;
}

/** Originals that must be found nowhere once a bundle is made. */
export function tellingOriginals({ known }: Pseudonyms): readonly Original[] {
  return KINDS.flatMap((kind) =>
    [...known[kind]].flatMap(([text, pseudonym]) => (isTelling(kind, text) ? [{ kind, text, pseudonym }] : [])),
  );
}

/** Replaces every telling original, in every form, in all strings and keys of a document. */
export function replaceOriginals<T>(document: T, names: Pseudonyms): T {
  const replace = replacer(names);
  return replace === null ? document : (walk(document, replace) as T);
}

/**
 * How to find a form. Short words of ASCII count only where they stand alone: `work` is no part of `network`. Addresses
 * end where their digits end.
 */
export function sourceOf(form: Form, { kind }: Original): string {
  const source = form.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  if (kind === 'address') {
    const after = form.text.includes(':') ? '[\\w:]' : '\\w';
    return `(?<![\\w.:])${source}(?!${after}|\\.\\d)`;
  }
  return /^\w{1,9}$/.test(form.text) ? `(?<![A-Za-z0-9])${source}(?![A-Za-z0-9])` : source;
}

function replacer(names: Pseudonyms): ((text: string) => string) | null {
  const replacements = new Map<string, { readonly source: string; readonly by: string }>();
  for (const original of tellingOriginals(names)) {
    // Addresses were replaced where they were read; here one could be another's pseudonym.
    if (original.kind === 'address') continue;
    for (const form of formsOf(original.text))
      replacements.set(form.text.toLowerCase(), {
        source: sourceOf(form, original),
        by: inForm(form, original.pseudonym),
      });
  }
  if (replacements.size === 0) return null;
  const longestFirst = [...replacements].toSorted(([a], [b]) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(([, { source }]) => source).join('|'), 'gi');
  return (text) => text.replace(pattern, (found) => replacements.get(found.toLowerCase())?.by ?? '');
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
