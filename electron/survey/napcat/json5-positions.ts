/**
 * Where the values of a JSON5 document stand. The json5 package parses but keeps no positions, and a person who has to
 * mend a line wants its number. The scanner trusts that the text has been parsed: it only finds its way.
 */

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Positions by path, e.g. `network/websocketClients/0/url`, down to `depth` levels. Of a key written twice the last one
 * stands, as in the parsed value. Bounded by the number of values at those levels; never throws.
 */
export function locateValues(text: string, depth: number): ReadonlyMap<string, Position> {
  const found = new Map<string, Position>();
  const open: Container[] = [];
  const lines = lineCounter(text);

  for (const { kind, at, value } of tokens(text)) {
    const inside = open.at(-1);
    if (kind === 'close') {
      open.pop();
    } else if (kind === 'comma') {
      if (inside) inside.next = typeof inside.next === 'number' ? inside.next + 1 : null;
    } else if (kind === 'word' && inside?.next === null) {
      inside.next = value;
    } else if (kind !== 'colon') {
      if (open.length > 0 && open.length <= depth) found.set(open.map(({ next }) => next).join('/'), lines(at));
      if (kind !== 'word') open.push({ next: kind === 'list' ? 0 : null });
    }
  }
  return found;
}

/** `next`: index of the current element, or the current key; `null` while a key is awaited. */
interface Container {
  next: number | string | null;
}

export interface Token {
  readonly kind: 'object' | 'list' | 'close' | 'comma' | 'colon' | 'word';
  readonly at: number;
  /** Offset behind it. */
  readonly end: number;
  /** The text of a word: of a string what is between its quotes. */
  readonly value: string;
}

const COMMENT_OR_SPACE = /(?:[\s\ufeff]+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/y;
const STRING = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/y;
const BARE = /[^\s,:{}[\]"'/]+/y;
const PUNCTUATION: Readonly<Record<string, Token['kind']>> = {
  '{': 'object',
  '[': 'list',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
  ':': 'colon',
};

/** The tokens of a JSON5 text, without blanks and comments. */
export function* tokens(text: string): Generator<Token> {
  let at = 0;
  for (;;) {
    at += matchAt(COMMENT_OR_SPACE, text, at)?.[0].length ?? 0;
    const character = text[at];
    if (character === undefined) return;
    const punctuation = PUNCTUATION[character];
    if (punctuation) {
      yield { kind: punctuation, at, end: at + 1, value: character };
      at++;
      continue;
    }
    const word = matchAt(STRING, text, at) ?? matchAt(BARE, text, at);
    if (!word) return;
    yield { kind: 'word', at, end: at + word[0].length, value: word[1] ?? word[2] ?? word[0] };
    at += word[0].length;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Offsets must be asked for in ascending order. */
function lineCounter(text: string): (offset: number) => Position {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = end + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
