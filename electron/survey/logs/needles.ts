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
  const found: (readonly string[] | null)[] = [];
  do {
    found.push(readSequence(cursor));
  } while (cursor.source[cursor.at++] === '|');
  return found.every((words) => words !== null) ? found.flat() : null;
}

/** The most telling words of what must stand in a row. */
function readSequence(cursor: Cursor): readonly string[] | null {
  let best: readonly string[] | null = null;
  let run = '';
  const offer = (words: readonly string[] | null): void => {
    if (words !== null && shortest(words) >= SHORTEST && shortest(words) > shortest(best ?? [])) best = words;
  };
  const endRun = (): void => {
    offer([run]);
    run = '';
  };
  while (cursor.at < cursor.source.length && !'|)'.includes(cursor.source[cursor.at] ?? '')) {
    const atom = readAtom(cursor);
    const repeat = readRepeat(cursor);
    if (atom.kind === 'character') {
      if (repeat !== 'optional') run += atom.text;
      if (repeat !== 'once') endRun();
    } else {
      endRun();
      if (atom.kind === 'group' && repeat !== 'optional') offer(atom.words);
    }
  }
  endRun();
  return best;
}

function shortest(words: readonly string[]): number {
  return words.length === 0 ? 0 : Math.min(...words.map(({ length }) => length));
}

type Atom =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'group'; readonly words: readonly string[] | null }
  | { readonly kind: 'other' };

const OTHER: Atom = { kind: 'other' };

function readAtom(cursor: Cursor): Atom {
  const character = cursor.source[cursor.at] ?? '';
  switch (character) {
    case '\\':
      return readEscape(cursor);
    case '[':
      skip(cursor, CLASS);
      return OTHER;
    case '(': {
      const [opening = '('] = skip(cursor, OPENING);
      const words = readAlternatives(cursor);
      // What a lookaround sees need not be there, or need not be part of the match.
      return LOOKAROUND.test(opening) ? OTHER : { kind: 'group', words };
    }
    case '.':
    case '^':
    case '$':
      cursor.at++;
      return OTHER;
    default:
      cursor.at++;
      return { kind: 'character', text: character };
  }
}

const CLASS = /\[(?:\\[^]|[^\]\\])*\]/y;
const OPENING = /\((?:\?(?:[a-z-]*:|<?[=!]|<[^>]*>))?/y;
/** Groups with flags of their own (`(?i:`) are left alone as well. */
const LOOKAROUND = /^\(\?(?:<?[=!]|[a-z-]+:)/;
/** Escapes that stand for more, or something else, than the character after the backslash. */
const SPECIAL_ESCAPE = /\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|[pP]\{[^}]*\}|k<[^>]*>|\d+|[a-z])/iy;

function readEscape(cursor: Cursor): Atom {
  if (skip(cursor, SPECIAL_ESCAPE).length > 0) return OTHER;
  const text = cursor.source[cursor.at + 1] ?? '';
  cursor.at += 2;
  return { kind: 'character', text };
}

const REPEAT = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y;

function readRepeat(cursor: Cursor): 'once' | 'optional' | 'often' {
  const [text, least] = skip(cursor, REPEAT);
  if (text === undefined) return 'once';
  return text.startsWith('+') || Number(least) > 0 ? 'often' : 'optional';
}

/** Steps over what the sticky pattern finds here, and returns it. */
function skip(cursor: Cursor, pattern: RegExp): readonly (string | undefined)[] {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.source);
  if (found === null) return [];
  cursor.at = pattern.lastIndex;
  return found;
}
