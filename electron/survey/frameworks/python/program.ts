/** What a Python program says in literals: which names it imports, what it calls with which arguments, what it assigns. */
import { tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A value that stands in the source. `computed`: only running the program would tell. */
export type Literal =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Literal[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'computed' };

export interface Argument {
  /** `null`: by position. `**` and `*`: unpacked. */
  readonly name: string | null;
  readonly value: Literal;
  readonly line: number;
}

export interface Call {
  /** As written, imported names replaced by what they stand for: `nonebot.init`. */
  readonly callee: string;
  readonly arguments: readonly Argument[];
  readonly line: number;
}

export interface PythonProgram {
  /** Full name by the name used here: `Adapter` → `nonebot.adapters.onebot.v11.Adapter`. */
  readonly imports: ReadonlyMap<string, string>;
  /** Every module that an import statement names. */
  readonly modules: ReadonlySet<string>;
  /** Calls in the order of the source. */
  readonly calls: readonly Call[];
  /** Assignments of literals at the outermost level; the last of a name wins. */
  readonly constants: ReadonlyMap<string, { readonly value: Literal; readonly line: number }>;
  /** How often a name is used, imports included. */
  uses(name: string): number;
  /** Full name of a dotted name used here. */
  resolve(dotted: string): string;
}

/** Reads any text; what is not understood is left out. */
export function readProgram(source: string): PythonProgram {
  const tokens = tokenize(source);
  const { imports, modules } = importsOf(tokens);
  const resolve = (dotted: string) => {
    const [head = '', ...rest] = dotted.split('.');
    return [imports.get(head) ?? head, ...rest].join('.');
  };
  const constants = constantsOf(tokens);
  return {
    imports,
    modules,
    constants,
    resolve,
    calls: callsOf(tokens).map((call) => ({ ...call, callee: resolve(call.callee) })),
    uses: (name) => tokens.filter((token) => token.kind === 'name' && token.text === name).length,
  };
}

/** The literal behind a name that the program assigns once at its outermost level. */
export function dereference(program: PythonProgram, value: Literal): Literal {
  return value.kind === 'name' ? (program.constants.get(value.name)?.value ?? { kind: 'computed' }) : value;
}

function importsOf(tokens: readonly Token[]): Pick<PythonProgram, 'imports' | 'modules'> {
  const imports = new Map<string, string>();
  const modules = new Set<string>();
  for (const statement of statementsOf(tokens)) {
    const words = statement.filter(({ text }) => text !== '(' && text !== ')').map(({ text }) => text);
    const text = words.join(' ').replaceAll(' . ', '.');
    const from = /^from ([\w.]+) import (.*)$/.exec(text);
    const plain = /^import (.*)$/.exec(text);
    if (from?.[1] !== undefined) modules.add(from[1]);
    for (const part of (from?.[2] ?? plain?.[1] ?? '').split(',')) {
      const [, name, alias] = /^ ?([\w.]+)(?: as (\w+))? ?$/.exec(part) ?? [];
      if (name === undefined) continue;
      if (from?.[1] !== undefined) imports.set(alias ?? name, `${from[1]}.${name}`);
      else modules.add(name);
      if (plain !== null && alias !== undefined) imports.set(alias, name);
    }
  }
  return { imports, modules };
}

function* statementsOf(tokens: readonly Token[]): Generator<readonly Token[]> {
  let statement: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'newline' || token.text === ';') {
      if (statement.length > 0) yield statement;
      statement = [];
    } else {
      statement.push(token);
    }
  }
  if (statement.length > 0) yield statement;
}

function constantsOf(tokens: readonly Token[]): PythonProgram['constants'] {
  const constants = new Map<string, { value: Literal; line: number }>();
  for (const statement of statementsOf(tokens)) {
    const [name] = statement;
    const equals = statement.findIndex(({ text }) => text === '=');
    const annotated = statement[1]?.text === ':';
    if (name?.kind !== 'name' || name.indent > 0 || equals === -1 || (equals !== 1 && !annotated)) continue;
    constants.set(name.text, { value: literalOf(statement.slice(equals + 1)), line: name.line });
  }
  return constants;
}

function callsOf(tokens: readonly Token[]): readonly Call[] {
  const calls: Call[] = [];
  tokens.forEach((token, at) => {
    if (token.text !== '(' || token.kind !== 'operator' || tokens[at - 1]?.kind !== 'name') return;
    const callee = dottedBefore(tokens, at - 1);
    calls.push({ callee, line: tokens[at - 1]?.line ?? token.line, arguments: argumentsFrom(tokens, at + 1) });
  });
  return calls;
}

/** `get_driver().register_adapter` reads as `register_adapter`: what comes before a bracket is not followed. */
function dottedBefore(tokens: readonly Token[], end: number): string {
  let start = end;
  while (tokens[start - 1]?.text === '.' && tokens[start - 2]?.kind === 'name') start -= 2;
  return tokens
    .slice(start, end + 1)
    .map(({ text }) => text)
    .join('');
}

function argumentsFrom(tokens: readonly Token[], start: number): readonly Argument[] {
  return splitAtCommas(tokens, start).map((part): Argument => {
    const [first, second] = part;
    const line = first?.line ?? 0;
    if (first?.text === '**' || first?.text === '*') return { name: first.text, value: { kind: 'computed' }, line };
    if (first?.kind === 'name' && second?.text === '=') {
      return { name: first.text, value: literalOf(part.slice(2)), line };
    }
    return { name: null, value: literalOf(part), line };
  });
}

/** No call that matters is longer; the bound keeps `f(f(f(…` from costing quadratic time. */
const MAX_TOKENS = 4_000;

/** The parts between `start` and the bracket that closes it. */
function splitAtCommas(tokens: readonly Token[], start: number): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(start, start + MAX_TOKENS)) {
    const bracket = token.kind === 'operator';
    if (bracket && ')]}'.includes(token.text) && depth-- === 0) break;
    if (bracket && '([{'.includes(token.text)) depth++;
    if (bracket && token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

function literalOf(tokens: readonly Token[]): Literal {
  const [first, second] = tokens;
  if (first === undefined) return { kind: 'computed' };
  if (tokens.every(({ kind }) => kind === 'string')) {
    return { kind: 'text', text: tokens.map(({ text }) => text).join('') };
  }
  if (tokens.length === 1 && first.kind === 'number') return { kind: 'text', text: first.text };
  if (tokens.length === 1 && first.text === 'None') return { kind: 'none' };
  if ((first.text === '[' || first.text === '(') && /^[\])]$/.test(tokens.at(-1)?.text ?? '')) {
    const items = splitAtCommas(tokens, 1).map(literalOf);
    const grouped = first.text === '(' && items.length === 1 && tokens.at(-2)?.text !== ',';
    return grouped ? (items[0] ?? { kind: 'computed' }) : { kind: 'list', items };
  }
  // Path(".env.dev") names its file as plainly as a text does.
  if (
    /^(?:Pure)?Path$/.test(first.text) &&
    second?.text === '(' &&
    tokens[2]?.kind === 'string' &&
    tokens.length === 4
  ) {
    return { kind: 'text', text: tokens[2].text };
  }
  if (tokens.every(({ kind, text }) => kind === 'name' || text === '.')) {
    return { kind: 'name', name: tokens.map(({ text }) => text).join('') };
  }
  return { kind: 'computed' };
}
