/**
 * Masks text that is made of strings, words and brackets: JSON, JSON5, TOML, Python, JavaScript. It reads signs and not
 * grammar, so that a broken file stays broken at the same place: every string is judged by the key before it, comments
 * lose their words, brackets and commas stay.
 */
import type { Pseudonyms } from './pseudonyms.ts';
import { maskKey, maskNumber, maskValue } from './values.ts';
import { isHarmless, isKnownWord, scriptMark } from './words.ts';

export interface Language {
  readonly comments: '//' | '#';
  /** Whether bare words are the program's own names (code) or somebody's values (data). */
  readonly isCode: boolean;
}

export const JSON_LIKE: Language = { comments: '//', isCode: false };
export const TOML: Language = { comments: '#', isCode: false };
export const PYTHON: Language = { comments: '#', isCode: true };
export const JAVASCRIPT: Language = { comments: '//', isCode: true };

/** `key`: what the text as a whole is the value of. */
export function maskCode(text: string, language: Language, names: Pseudonyms, key = ''): string {
  const keys = [key];
  let current = key;
  let out = '';
  for (const { 0: token, index, groups = {} } of text.matchAll(TOKENS[language.comments])) {
    if (groups.comment !== undefined) out += maskComment(token);
    else if (groups.string !== undefined) {
      const literal = readLiteral(token);
      if (followedByKeySign(text, index + token.length)) {
        current = literal.value;
        out += rewrite(
          literal,
          language.isCode && !isHarmless(current) ? names.text(current) : maskKey(current, names),
        );
      } else out += rewrite(literal, maskValue(current, literal.value, names));
    } else if (groups.number !== undefined) out += maskNumber(current, token, names);
    else if (groups.word !== undefined) {
      const isKey = followedByKeySign(text, index + token.length);
      if (isKey) current = token;
      out += maskWord(token, isKey, language, names);
    } else {
      if ('[{('.includes(token)) keys.push(current);
      else if (']})'.includes(token) && keys.length > 1) keys.pop();
      if (',;'.includes(token) || (token === '\n' && language.isCode && keys.length === 1))
        current = keys.at(-1) ?? key;
      out += token;
    }
  }
  return out;
}

/** What follows the comment's sign goes; that it was not ASCII stays, because it made the file's encoding. */
export function maskComment(comment: string): string {
  const sign = /^(?:\/\/|\/\*|#+)/.exec(comment)?.[0] ?? '';
  const lines = comment
    .split('\n')
    .slice(1)
    .map(() => '\n');
  const script = scriptMark(comment).replace(/^/, ' ').trimEnd();
  const end = comment.endsWith('*/') ? ' */' : comment.endsWith('\r') ? '\r' : '';
  return `${sign}${script}${lines.join('')}${end}`;
}

const STRING =
  '(?<string>[rRbBuUfFtT]{0,2}(?:"""(?:\\\\[^]|[^\\\\])*?(?:"""|$(?![^]))|\'\'\'(?:\\\\[^]|[^\\\\])*?(?:\'\'\'|$(?![^]))|"(?:\\\\[^]|[^"\\\\\\n])*"?|\'(?:\\\\[^]|[^\'\\\\\\n])*\'?|`(?:\\\\[^]|[^`\\\\])*`?))';
const NUMBER = '(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\p{L}\\p{N}_]))';
const WORD = '(?<word>[\\p{L}\\p{M}\\p{N}_$~][\\p{L}\\p{M}\\p{N}_$.:/~-]*(?<![.:/-])|[\\p{L}\\p{M}\\p{N}_$])';

const TOKENS: Readonly<Record<Language['comments'], RegExp>> = {
  '//': new RegExp(`(?<comment>\\/\\/[^\\n]*|\\/\\*[^]*?(?:\\*\\/|$(?![^])))|${STRING}|${NUMBER}|${WORD}|[^]`, 'gu'),
  '#': new RegExp(`(?<comment>#[^\\n]*)|${STRING}|${NUMBER}|${WORD}|[^]`, 'gu'),
};

function followedByKeySign(text: string, at: number): boolean {
  const after = /^[^\S\n]*(?:[:：]|=(?!=))/u.exec(text.slice(at, at + 40));
  return after !== null;
}

interface Literal {
  readonly opening: string;
  readonly closing: string;
  readonly source: string;
  readonly value: string;
}

function readLiteral(token: string): Literal {
  const [opening = ''] = /^[a-zA-Z]{0,2}(?:"""|'''|"|'|`)/.exec(token) ?? [];
  const quote = opening.replace(/^[a-zA-Z]+/, '');
  const rest = token.slice(opening.length);
  const isClosed = rest.endsWith(quote) && !/(?<!\\)(?:\\\\)*\\$/.test(rest.slice(0, -quote.length));
  const source = isClosed ? rest.slice(0, -quote.length) : rest;
  return { opening, closing: isClosed ? quote : '', source, value: unescaped(source) };
}

/** The literal with another value; one that says the same is left as it was written. */
function rewrite({ opening, closing, source, value }: Literal, masked: string): string {
  if (masked === value) return opening + source + closing;
  const plain = opening.replace(/^[rRfFtTbBuU]+/, '');
  const escaped = JSON.stringify(masked)
    .slice(1, -1)
    .replaceAll('\\"', plain.startsWith('"') ? '\\"' : '"');
  // An f-string stays one: what is computed cannot become a text.
  const prefix = /^[a-zA-Z]*[fFtTbB]/.test(opening) ? opening.slice(0, -plain.length) : '';
  return prefix + plain + (plain.startsWith("'") ? escaped.replaceAll("'", "\\'") : escaped) + closing;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '\n': '' };

function unescaped(source: string): string {
  return source.replace(
    /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([^]))/g,
    (_all, four: string | undefined, two: string | undefined, one: string | undefined) =>
      one === undefined ? String.fromCharCode(Number.parseInt(four ?? two ?? '', 16)) : (ESCAPES[one] ?? one),
  );
}

function maskWord(word: string, isKey: boolean, { isCode }: Language, names: Pseudonyms): string {
  if (isHarmless(word) || (isCode && /^[\w$.]+$/.test(word) && !/\d{5,}/.test(word))) return word;
  if (isKey) return maskKey(word, names);
  // Bare words of data stand where a value or a broken string stands.
  return word.replace(/[\p{L}\p{M}\p{N}]+/gu, (part) =>
    isKnownWord(part) ? part : /^\d{6,12}$/.test(part) ? names.account(part) : names.text(part).replace('-', '_'),
  );
}
