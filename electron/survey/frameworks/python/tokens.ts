/**
 * Python source as tokens, just fine enough to find calls, imports and literals. Comments vanish here, so that nothing
 * commented out is ever taken for a setting. Any text is accepted.
 */

export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'computed' | 'operator' | 'newline';
  /** Source of a name, number or operator; value of a string. An f-string or bytes is `computed`: no text stands in the source. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** Depth of blanks before the first token of a line; 0 for all others. */
  readonly indent: number;
}

/** Line ends within brackets and after a backslash are no tokens, as in Python. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const place = { line: 1, depth: 0, startsLine: true, indent: 0 };
  const add = (kind: Token['kind'], text: string) => {
    tokens.push({ kind, text, line: place.line, indent: place.startsLine ? place.indent : 0 });
    place.startsLine = false;
  };
  for (const { 0: text, groups = {} } of source.matchAll(PATTERN)) {
    if (groups.newline !== undefined && place.depth === 0) {
      if (!place.startsLine) add('newline', '\n');
      place.startsLine = true;
      place.indent = 0;
    } else if (groups.blank !== undefined) {
      if (place.startsLine) place.indent = text.length;
    } else if (groups.string !== undefined) {
      const prefix = (groups.prefix ?? '').toLowerCase();
      if (/[fbt]/.test(prefix)) add('computed', '');
      else add('string', prefix.includes('r') ? bodyOf(groups.string) : unescape(bodyOf(groups.string)));
    } else if (groups.name !== undefined) {
      add('name', text);
    } else if (groups.number !== undefined) {
      add('number', text.replaceAll('_', ''));
    } else if (groups.operator !== undefined) {
      add('operator', text);
      if ('([{'.includes(text)) place.depth++;
      if (')]}'.includes(text)) place.depth = Math.max(0, place.depth - 1);
    }
    place.line += text.split('\n').length - 1;
  }
  return tokens;
}

const PATTERN = new RegExp(
  [
    String.raw`(?<comment>#[^\n]*)`,
    String.raw`(?<continued>\\\r?\n)`,
    String.raw`(?<newline>\r?\n)`,
    String.raw`(?<blank>[^\S\n]+)`,
    String.raw`(?<prefix>\b[rbuftRBUFT]{1,2})?(?<string>"""(?:\\[^]|[^\\])*?(?:"""|$(?![^]))|'''(?:\\[^]|[^\\])*?(?:'''|$(?![^]))|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?)`,
    String.raw`(?<name>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<number>\d[\d_]*(?:\.\d+)?)`,
    String.raw`(?<operator>\*\*|==|!=|<=|>=|:=|->|[^\s])`,
  ].join('|'),
  'gu',
);

function bodyOf(literal: string): string {
  const quote = /^(?:"""|'''|"|')/.exec(literal)?.[0] ?? '';
  const body = literal.slice(quote.length);
  return body.endsWith(quote) ? body.slice(0, -quote.length) : body;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

function unescape(text: string): string {
  return text.replace(/\\([ntr\\'"\n])/g, (_all, letter: string) => ESCAPES[letter] ?? letter);
}
