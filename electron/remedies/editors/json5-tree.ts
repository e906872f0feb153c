/** A JSON5 document with the place of every value in its text. The json5 package keeps none. */
import JSON5 from 'json5';

import { tokens } from '../../survey/napcat/json5-positions.ts';
import type { Token } from '../../survey/napcat/json5-positions.ts';

/** Offsets into the text; `end` is behind the last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Node =
  | (Span & { readonly kind: 'scalar' })
  | (Span & { readonly kind: 'list'; readonly items: readonly Node[] })
  | (Span & { readonly kind: 'object'; readonly members: readonly Member[] });

export interface Member {
  /** Where its key begins. */
  readonly start: number;
  readonly key: string;
  readonly value: Node;
}

/** The tree of a text that JSON5 can parse. Throws what JSON5 throws on any other. */
export function parseTree(text: string): Node {
  JSON5.parse(text);
  const stream = [...tokens(text)];
  const { node } = readNode(text, stream, 0);
  return node;
}

/** The value at a path of keys and indices; of a key written twice the last one, as in the parsed document. */
export function nodeAt(root: Node, path: readonly (string | number)[]): Node | undefined {
  return path.reduce<Node | undefined>((node, step) => {
    if (node?.kind === 'object') return node.members.findLast(({ key }) => key === step)?.value;
    return node?.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
  }, root);
}

function readNode(text: string, stream: readonly Token[], at: number): { node: Node; next: number } {
  const token = tokenAt(stream, at);
  if (token.kind === 'word') return { node: { kind: 'scalar', start: token.at, end: token.end }, next: at + 1 };
  return token.kind === 'list' ? readList(text, stream, at) : readObject(text, stream, at);
}

function readList(text: string, stream: readonly Token[], at: number): { node: Node; next: number } {
  const items: Node[] = [];
  let next = at + 1;
  while (tokenAt(stream, next).kind !== 'close') {
    const item = readNode(text, stream, next);
    items.push(item.node);
    next = skipComma(stream, item.next);
  }
  return {
    node: { kind: 'list', start: tokenAt(stream, at).at, end: tokenAt(stream, next).end, items },
    next: next + 1,
  };
}

function readObject(text: string, stream: readonly Token[], at: number): { node: Node; next: number } {
  const members: Member[] = [];
  let next = at + 1;
  while (tokenAt(stream, next).kind !== 'close') {
    const key = tokenAt(stream, next);
    const value = readNode(text, stream, next + 2);
    members.push({ start: key.at, key: keyOf(text.slice(key.at, key.end)), value: value.node });
    next = skipComma(stream, value.next);
  }
  return {
    node: { kind: 'object', start: tokenAt(stream, at).at, end: tokenAt(stream, next).end, members },
    next: next + 1,
  };
}

function skipComma(stream: readonly Token[], at: number): number {
  return tokenAt(stream, at).kind === 'comma' ? at + 1 : at;
}

/** A key as JSON5 reads it: quoted, or a bare name that may hold `\u` escapes. */
function keyOf(written: string): string {
  return Object.keys(JSON5.parse<object>(`{${written}:0}`))[0] ?? written;
}

function tokenAt(stream: readonly Token[], at: number): Token {
  const token = stream[at];
  if (token === undefined) throw new SyntaxError('the text ends too early');
  return token;
}
