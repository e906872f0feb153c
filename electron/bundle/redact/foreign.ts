/**
 * Text of which nothing is known but that a stranger wrote it: what is escaped in it is read first, as often as it was
 * escaped, so that no number and no word hides behind percent signs, references or `\u`.
 */
import type { Pseudonyms } from './pseudonyms.ts';
import { maskText } from './text.ts';
import { keepKnownWords } from './words.ts';

/** Known words, and everything else under another name. */
export function maskForeign(text: string, names: Pseudonyms): string {
  return keepKnownWords(maskText(unfolded(text), names).replace(CUT_ADDRESS, 'x'));
}

/** What is left of an address that a pattern's end, or an escape that was cut there, broke off. Times have two colons. */
const CUT_ADDRESS = /(?<![\w:.])(?:(?:[\da-f]{1,4}:){3,}[\da-f]{0,4}|(?:\d{1,3}\.){3})(?![\w:.])/gi;

/** Nobody escapes more often than this by accident. */
const DEEPEST = 5;

export function unfolded(text: string): string {
  let plain = text;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const next = ESCAPES.reduce((read, [pattern, decode]) => read.replace(pattern, decode), plain);
    if (next === plain) break;
    plain = next;
  }
  return plain;
}

const ESCAPES: readonly (readonly [RegExp, (match: string) => string])[] = [
  [/(?:%[\da-f]{2})+/gi, decodeBytes],
  [/&#(?:x[\da-f]{1,6}|\d{1,7});/gi, decodeReference],
  [/\\+u[\da-f]{4}/gi, (match) => String.fromCharCode(Number.parseInt(match.slice(-4), 16))],
];

/** What is no text in the end stays hidden: it may be anything. */
function decodeBytes(match: string): string {
  try {
    return decodeURIComponent(match);
  } catch {
    return '\uFFFD';
  }
}

function decodeReference(match: string): string {
  const digits = match.slice(2, -1);
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
