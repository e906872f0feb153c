/**
 * Words that a text must hold for a pattern to match it. To look for a word costs a fraction of trying the pattern,
 * which must be compiled first, and of a hundred rules hardly one fits a line.
 */

/** One of these must occur; `caseless`: in a text that was put in lower case. */
export interface Needles {
  readonly anyOf: readonly string[];
  readonly caseless: boolean;
}

/** Whether the pattern may match the text. `lower` is asked for only where a pattern ignores case. */
export function mayMatch(pattern: RegExp, text: string, lower: () => string): boolean {
  const needles = needlesOf(pattern);
  if (needles === null) return true;
  const hay = needles.caseless ? lower() : text;
  return needles.anyOf.some((needle) => hay.includes(needle));
}

const seen = new WeakMap<RegExp, { readonly needles: Needles | null }>();

/** `null`: no such words can be told. */
export function needlesOf(pattern: RegExp): Needles | null {
  const known = seen.get(pattern) ?? { needles: read(pattern) };
  seen.set(pattern, known);
  return known.needles;
}

function read({ source, ignoreCase, unicode, flags }: RegExp): Needles | null {
  // Under `iu` letters fold that toLowerCase keeps apart (ſ and s); `v` has nested classes.
  if ((ignoreCase && unicode) || flags.includes('v')) return null;
  const words = readAlternatives({ source, at: 0 });
  if (words === null) return null;
  return { anyOf: ignoreCase ? words.map((word) => word.toLowerCase()) : words, caseless: ignoreCase };
}

interface Cursor {
  readonly source: string;
  at: number;
}

/** Shorter words stand in too many lines to be worth a look. */
const SHORTEST = 3;

/** Up to the end, or to the parenthesis that closes the group. Each alternative must have a word of its own. */
function readAlternatives(cursor: Cursor): readonly string[] | null {
  let found: readonly string[] | null = readSequence(cursor);
  while (cursor.source.charCodeAt(cursor.at++) === BAR) {
    const more = readSequence(cursor);
    found = found === null || more === null ? null : [...found, ...more];
  }
  return found;
}

/**
 * The most telling words of what must stand in a row. All rules are read before the first line is, by code that nothing
 * has warmed up: hence codes instead of characters, and no patterns to read patterns with.
 */
function readSequence(cursor: Cursor): readonly string[] | null {
  const { source } = cursor;
  let best: readonly string[] | null = null;
  let bestLength = SHORTEST - 1;
  const offer = (words: readonly string[]): void => {
    const length = shortest(words);
    if (length <= bestLength) return;
    best = words;
    bestLength = length;
  };
  /** Characters that stand in a row: those up to `from`, and the source from there on. */
  let run = '';
  let from = cursor.at;
  const endRun = (until: number): void => {
    const text = from < until ? run + source.slice(from, until) : run;
    if (text.length > bestLength) offer([text]);
    run = '';
  };
  while (cursor.at < source.length) {
    const start = cursor.at;
    const code = source.charCodeAt(start);
    if (code === BAR || code === CLOSE) break;
    if (isOrdinary(code)) {
      cursor.at++;
      const next = source.charCodeAt(cursor.at);
      if (!MAY_REPEAT.has(next)) continue;
      // The last character of a run may be there or not, or again and again.
      const repeat = readRepeat(cursor);
      if (repeat === 'once') continue;
      endRun(repeat === 'optional' ? start : start + 1);
      from = cursor.at;
      continue;
    }
    if (code === BACKSLASH && !isSpecialEscape(source.charCodeAt(start + 1))) {
      if (from < start) run += source.slice(from, start);
      from = start + 1;
      cursor.at += 2;
      if (!MAY_REPEAT.has(source.charCodeAt(cursor.at))) continue;
      const repeat = readRepeat(cursor);
      if (repeat === 'once') continue;
      endRun(repeat === 'optional' ? from : from + 1);
      from = cursor.at;
      continue;
    }
    endRun(start);
    const words = code === OPEN ? readGroup(cursor) : skipOther(cursor, code);
    if (readRepeat(cursor) !== 'optional' && words !== null) offer(words);
    from = cursor.at;
  }
  endRun(cursor.at);
  return best;
}

function shortest(words: readonly string[]): number {
  let least = Infinity;
  for (const { length } of words) if (length < least) least = length;
  return words.length === 0 ? 0 : least;
}

const codeOf = (character: string): number => character.charCodeAt(0);
const BACKSLASH = codeOf('\\');
const OPEN = codeOf('(');
const CLOSE = codeOf(')');
const BAR = codeOf('|');
const BRACKET = codeOf('[');
const BRACE = codeOf('{');
const QUESTION = codeOf('?');
const STAR = codeOf('*');
const PLUS = codeOf('+');
const MAY_REPEAT: ReadonlySet<number> = new Set([QUESTION, STAR, PLUS, BRACE]);
const SPECIAL: ReadonlySet<number> = new Set([BACKSLASH, OPEN, BRACKET, codeOf('.'), codeOf('^'), codeOf('$')]);

function isOrdinary(code: number): boolean {
  return !SPECIAL.has(code);
}

/** Escapes that stand for more, or something else, than the character after the backslash. */
function isSpecialEscape(code: number): boolean {
  return isDigit(code) || (code >= codeOf('a') && code <= codeOf('z')) || (code >= codeOf('A') && code <= codeOf('Z'));
}

function isDigit(code: number): boolean {
  return code >= codeOf('0') && code <= codeOf('9');
}

/** What a lookaround sees need not be there, or need not be part of the match; groups with flags of their own are left alone as well. */
function readGroup(cursor: Cursor): readonly string[] | null {
  const { source } = cursor;
  cursor.at++;
  let tells = true;
  if (source.charCodeAt(cursor.at) === QUESTION) {
    const named =
      source.startsWith('?<', cursor.at) &&
      !source.startsWith('?<=', cursor.at) &&
      !source.startsWith('?<!', cursor.at);
    tells = named || source.startsWith('?:', cursor.at);
    if (named) cursor.at = source.indexOf('>', cursor.at) + 1;
    else cursor.at += source.startsWith('?<', cursor.at) ? 3 : 2;
  }
  const words = readAlternatives(cursor);
  return tells ? words : null;
}

/** Steps over a class, an escape or a dot. */
function skipOther(cursor: Cursor, code: number): null {
  if (code === BRACKET) skipClass(cursor);
  else if (code === BACKSLASH) skipEscape(cursor);
  else cursor.at++;
  return null;
}

function skipClass(cursor: Cursor): void {
  const { source } = cursor;
  const end = codeOf(']');
  cursor.at++;
  while (cursor.at < source.length && source.charCodeAt(cursor.at) !== end)
    cursor.at += source.charCodeAt(cursor.at) === BACKSLASH ? 2 : 1;
  cursor.at++;
}

/** How many characters follow the letter of an escape that takes a fixed number of them. */
const ARGUMENTS: Readonly<Record<string, number>> = { u: 4, x: 2, c: 1 };

function skipEscape(cursor: Cursor): void {
  const { source } = cursor;
  const letter = source.charAt(cursor.at + 1);
  const after = source.charAt(cursor.at + 2);
  if (after === '{' && /[upP]/.test(letter)) cursor.at = source.indexOf('}', cursor.at) + 1;
  else if (letter === 'k' && after === '<') cursor.at = source.indexOf('>', cursor.at) + 1;
  else {
    cursor.at += 2 + (ARGUMENTS[letter] ?? 0);
    if (isDigit(codeOf(letter))) while (isDigit(source.charCodeAt(cursor.at))) cursor.at++;
  }
}

/** How often what was just read must stand there. A brace that counts nothing is a character like any other. */
function readRepeat(cursor: Cursor): 'once' | 'optional' | 'often' {
  const { source } = cursor;
  const code = source.charCodeAt(cursor.at);
  if (!MAY_REPEAT.has(code)) return 'once';
  let repeat: 'optional' | 'often' = code === PLUS ? 'often' : 'optional';
  if (code === BRACE) {
    if (!isDigit(source.charCodeAt(cursor.at + 1))) return 'once';
    repeat = Number.parseInt(source.slice(cursor.at + 1, cursor.at + 6), 10) > 0 ? 'often' : 'optional';
    cursor.at = source.indexOf('}', cursor.at);
  }
  cursor.at++;
  // Lazy or greedy is the same here.
  if (source.charCodeAt(cursor.at) === QUESTION) cursor.at++;
  return repeat;
}
