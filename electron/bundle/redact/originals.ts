/** The last pass over a document: an original that a masker did not expect where it stood is replaced there too. */
import { formsOf } from './forms.ts';
import type { Form } from './forms.ts';
import { isTelling, KINDS } from './pseudonyms.ts';
import type { Kind, Pseudonyms } from './pseudonyms.ts';

/** Replaces every telling original, in every form, in all strings and keys of a document. */
export function replaceOriginals<T>(document: T, names: Pseudonyms): T {
  const replace = replacer(names);
  return replace === null ? document : (walk(document, replace) as T);
}

/** Originals that must be found nowhere, with their pseudonyms. */
export function tellingOriginals(
  names: Pseudonyms,
): readonly { readonly kind: Kind; readonly original: string; readonly pseudonym: string }[] {
  return KINDS.flatMap((kind) =>
    [...names.known[kind]].flatMap(([original, pseudonym]) =>
      isTelling(kind, original) ? [{ kind, original, pseudonym }] : [],
    ),
  );
}

function replacer(names: Pseudonyms): ((text: string) => string) | null {
  const replacements = new Map<string, string>();
  for (const { original, pseudonym, kind } of tellingOriginals(names)) {
    // Addresses are replaced where they are parsed: as plain text `10.0.0.1` is the beginning of `10.0.0.12`.
    if (kind === 'address') continue;
    for (const form of formsOf(original)) replacements.set(form.text.toLowerCase(), inForm(form, pseudonym));
  }
  if (replacements.size === 0) return null;
  const longestFirst = [...replacements.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map(literal).join('|'), 'gi');
  return (text) => text.replace(pattern, (found) => replacements.get(found.toLowerCase()) ?? '');
}

/** Base64 and the like are not worth rebuilding: their letters become one. */
function inForm({ kind, text }: Form, pseudonym: string): string {
  if (kind === 'plain' || kind === 'json') return pseudonym;
  return kind === 'url' ? encodeURIComponent(pseudonym) : 'A'.repeat(text.length);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function walk(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, replace));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [replace(key), walk(item, replace)]));
}
