/**
 * `.env` files as python-dotenv reads them, which is how NoneBot reads its settings. The grammar is forgiving in places
 * where people expect an error and strict where they expect none: `PORT: 1111` is skipped, `PORT` without a value is a
 * key, and a quote that is never closed swallows lines.
 *
 * Source: python-dotenv `src/dotenv/parser.py` and `variables.py`, compared line by line with releases 0.21.1, 1.0.1,
 * 1.2.2, 1.2.3 and 1.2.4. NoneBot hands each file to `dotenv_values(path, encoding='utf-8')`.
 */
import { isOlder } from './version.ts';

export interface Binding {
  readonly key: string;
  /** `null`: the key stands there without `=`. Variables are not yet expanded. */
  readonly value: string | null;
  /** 1-based line of the key. */
  readonly line: number;
}

/** A line that says nothing to python-dotenv, or not what its author meant. */
export interface BadLine {
  readonly line: number;
  /** What stands before the first blank, colon or equals sign: never a value, which may be a token. */
  readonly key: string;
  /** `unparsable`: skipped with a warning. `no-equals`: taken as a key without a value (`PORT:1111`, `PORT＝1111`). */
  readonly reason: 'unparsable' | 'no-equals';
}

export interface DotenvFile {
  readonly bindings: readonly Binding[];
  readonly badLines: readonly BadLine[];
}

/**
 * Reads a whole file. Never throws.
 *
 * @param version Release of python-dotenv that will read it, e.g. `1.0.1`; `null` stands for the newest.
 */
export function parseDotenv(text: string, version: string | null = null): DotenvFile {
  const grammar = grammarOf(version);
  // Python opens the file in text mode, so every kind of line end arrives as \n.
  const lines = text.replace(/\r\n?/g, '\n');
  const source = grammar.keepsByteOrderMark ? lines : lines.replace(BYTE_ORDER_MARK, '');
  const scanner = new Scanner(source);
  const bindings: Binding[] = [];
  const badLines: BadLine[] = [];
  while (!scanner.atEnd()) {
    scanner.take(BLANKS_AND_LINES);
    if (scanner.atEnd()) break;
    const { line, rest } = scanner;
    const binding = parseBinding(scanner, grammar);
    if (binding === undefined) {
      scanner.take(REST_OF_LINE);
      badLines.push({ line, key: leadingWord(rest), reason: 'unparsable' });
      continue;
    }
    if (binding.key === null) continue;
    bindings.push({ key: binding.key, value: binding.value, line });
    if (binding.value === null && !/^[\w.-]*$/.test(binding.key.replace(BYTE_ORDER_MARK, ''))) {
      badLines.push({ line, key: leadingWord(binding.key), reason: 'no-equals' });
    }
  }
  return { bindings, badLines };
}

/**
 * The values of one file, variables expanded. As in Python's dict a repeated key keeps its first place and takes its
 * last value.
 *
 * @param environment Variables of the process that reads the file; keys of the file that come earlier win over them.
 */
export function resolveDotenv(
  bindings: readonly Binding[],
  environment: Readonly<Record<string, string>>,
): ReadonlyMap<string, Binding> {
  const resolved = new Map<string, Binding>();
  for (const binding of bindings) {
    const value = binding.value?.replace(VARIABLE, (_all, name: string, fallback: string | undefined) => {
      const own = resolved.get(name);
      if (own !== undefined) return own.value ?? '';
      return Object.hasOwn(environment, name) ? (environment[name] ?? '') : (fallback ?? '');
    });
    resolved.set(binding.key, { ...binding, value: value ?? null });
  }
  return resolved;
}

const BYTE_ORDER_MARK = /^\uFEFF/;
/** The bounds keep a hostile file from costing quadratic time; no real name or fallback comes near them. */
const VARIABLE = /\$\{([^}:]{0,1000})(?::-([^}]{0,4000}))?\}/g;

interface Grammar {
  /** The mark becomes a part of the first key, which nobody then finds. */
  readonly keepsByteOrderMark: boolean;
  readonly singleQuoted: RegExp;
  readonly doubleQuoted: RegExp;
  /** `KEY= # comment` is an empty value; before, it was the value `# comment`. */
  readonly commentAfterEquals: boolean;
}

function grammarOf(version: string | null): Grammar {
  const before123 = version !== null && isOlder(version, '1.2.3');
  return {
    keepsByteOrderMark: before123,
    singleQuoted: before123 ? /'((?:\\'|[^'])*)'/y : /'((?:\\[^]|[^'\\])*)'/y,
    doubleQuoted: before123 ? /"((?:\\"|[^"])*)"/y : /"((?:\\[^]|[^"\\])*)"/y,
    commentAfterEquals: version === null || !isOlder(version, '1.2.4'),
  };
}

/** Python's `\s` knows the separators U+001C–U+001F and U+0085 and not U+FEFF: JavaScript's differs in both. */
const SPACE = '\\t\\n\\v\\f\\r \\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const INNER = SPACE.replace('\\n', '').replace('\\r', '');
const sticky = (pattern: string) => new RegExp(pattern, 'y');

const BLANKS_AND_LINES = sticky(`[${SPACE}]*`);
const BLANKS = sticky(`[${INNER}]*`);
const EXPORT = sticky(`(?:export[${INNER}]+)?`);
const QUOTED_KEY = /'([^']+)'/y;
const PLAIN_KEY = sticky(`([^=#${SPACE}]+)`);
const EQUALS = sticky(`=([${INNER}]*)`);
const PLAIN_VALUE = /([^\n]*)/y;
const COMMENT = sticky(`(?:[${INNER}]*#[^\\n]*)?`);
const END_OF_LINE = sticky(`[${INNER}]*(?:\\n|$)`);
const REST_OF_LINE = /[^\n]*\n?/y;
const SPACE_CHARACTER = new RegExp(`[${SPACE}]`);

/** `undefined`: the line cannot be read. `key: null`: it is a comment. */
function parseBinding(
  scanner: Scanner,
  grammar: Grammar,
): { readonly key: string | null; readonly value: string | null } | undefined {
  scanner.take(EXPORT);
  const first = scanner.peek;
  const key = first === '#' ? null : scanner.take(first === "'" ? QUOTED_KEY : PLAIN_KEY);
  if (key === undefined) return undefined;
  scanner.take(BLANKS);
  const blanks = scanner.peek === '=' ? scanner.take(EQUALS) : undefined;
  let value: string | null | undefined = null;
  if (blanks !== undefined) {
    const onlyComment = grammar.commentAfterEquals && blanks !== '' && scanner.peek === '#';
    value = onlyComment ? '' : parseValue(scanner, grammar);
  }
  if (value === undefined) return undefined;
  scanner.take(COMMENT);
  return scanner.take(END_OF_LINE) === undefined ? undefined : { key, value };
}

function parseValue(scanner: Scanner, grammar: Grammar): string | undefined {
  switch (scanner.peek) {
    case "'":
      return scanner.take(grammar.singleQuoted)?.replace(/\\([\\'])/g, '$1');
    case '"':
      return scanner
        .take(grammar.doubleQuoted)
        ?.replace(/\\([\\'"abfnrtv])/g, (_all, letter: string) => unescape(letter));
    default:
      return withoutComment(scanner.take(PLAIN_VALUE) ?? '');
  }
}

/** Cuts at the first blank before a `#`, then blanks at the end: `ab #cd` is `ab`, `ab#cd` stays. */
function withoutComment(text: string): string {
  let end = text.length;
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at + 1)) {
    if (!isSpace(text.charAt(at - 1))) continue;
    end = at;
    break;
  }
  while (end > 0 && isSpace(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

function isSpace(character: string): boolean {
  return SPACE_CHARACTER.test(character);
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescape(letter: string): string {
  return ESCAPES[letter] ?? letter;
}

function leadingWord(text: string): string {
  return /^(?:export\s+)?['"]?([\w.-]*)/.exec(text)?.[1] ?? '';
}

/** A place in the text that only moves forward. */
class Scanner {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  get line(): number {
    return this.#line;
  }

  get peek(): string {
    return this.#text.charAt(this.#at);
  }

  /** What is left of the current line. */
  get rest(): string {
    const end = this.#text.indexOf('\n', this.#at);
    return this.#text.slice(this.#at, end === -1 ? undefined : end);
  }

  /** Moves past a sticky pattern and gives its first group (or all of it); `undefined`: it is not here. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    this.#line += match[0].split('\n').length - 1;
    return match[1] ?? match[0];
  }
}
