/**
 * Changes single values of a JSON5 text and leaves every other byte alone: comments, key order, indentation, line ends.
 * Each result is parsed again and compared with what was wanted, so a text that the editor misreads is refused, never
 * written.
 */
import { isDeepStrictEqual } from 'node:util';
import JSON5 from 'json5';

import { Refused } from '../refused.ts';
import { nodeAt, parseTree } from './json5-tree.ts';
import type { Node } from './json5-tree.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Path = readonly (string | number)[];

export type Edit =
  /** Replaces the value, or adds the key to an object that is there. */
  | { readonly set: Path; readonly to: Json }
  /** Adds an element at the end of a list that is there. */
  | { readonly append: Path; readonly value: Json };

/** Applies edits one after the other. Throws `Refused` ('value-unusable', 'file-changed') and nothing else. */
export function editJson5(text: string, edits: readonly Edit[]): string {
  return edits.reduce(editOnce, text);
}

function editOnce(text: string, edit: Edit): string {
  const before = parsed(text);
  const changed = change(text, edit);
  if (!isDeepStrictEqual(parsed(changed), wanted(before, edit))) throw new Refused('value-unusable');
  return changed;
}

function change(text: string, edit: Edit): string {
  const root = parseTree(text);
  if ('append' in edit) {
    const list = nodeAt(root, edit.append);
    if (list?.kind !== 'list') throw new Refused('file-changed');
    return insert(text, list, list.items, (indent) => written(edit.value, indent, eolOf(text)));
  }
  const existing = nodeAt(root, edit.set);
  if (existing !== undefined) {
    const value = written(edit.to, indentAt(text, existing.start), eolOf(text));
    return text.slice(0, existing.start) + value + text.slice(existing.end);
  }
  const key = edit.set.at(-1);
  const parent = nodeAt(root, edit.set.slice(0, -1));
  if (parent?.kind !== 'object' || typeof key !== 'string') throw new Refused('file-changed');
  const children = parent.members.map(({ start, value }) => ({ start, end: value.end }));
  return insert(text, parent, children, (indent) => `${quoted(key)}: ${written(edit.to, indent, eolOf(text))}`);
}

/** Puts a new child behind the last one, in the style of its siblings. */
function insert(
  text: string,
  container: Node,
  children: readonly { readonly start: number; readonly end: number }[],
  child: (indent: string) => string,
): string {
  const last = children.at(-1);
  if (last === undefined) {
    const outer = indentAt(text, container.start);
    const inner = outer + unitOf(text);
    const eol = eolOf(text);
    // A comment may stand between the brackets; what follows goes behind it, on a line of its own.
    return splice(text, container.end - 1, `${eol}${inner}${child(inner)}${eol}${outer}`, container.start + 1);
  }
  const ownLine = /^[ \t]*$/.test(text.slice(lineStart(text, last.start), last.start));
  const indent = indentAt(text, last.start);
  const gap = ownLine ? eolOf(text) + indent : ' ';
  const comma = trailingComma(text, last.end, container.end - 1);
  const addition = `${gap}${child(indent)}`;
  return comma === null
    ? `${text.slice(0, last.end)},${addition}${text.slice(last.end)}`
    : `${text.slice(0, comma + 1)}${addition},${text.slice(comma + 1)}`;
}

/** Into an empty container: blanks alone are replaced, anything else stays before the addition. */
function splice(text: string, at: number, addition: string, from: number): string {
  const inner = text.slice(from, at);
  return text.slice(0, from) + (inner.trim() === '' ? '' : inner.trimEnd()) + addition + text.slice(at);
}

/** Offset of a comma behind the last child, comments skipped. */
function trailingComma(text: string, from: number, to: number): number | null {
  const rest = text.slice(from, to).replace(/\/\*[^]*?\*\/|\/\/[^\n\r]*/g, (comment) => ' '.repeat(comment.length));
  const at = rest.indexOf(',');
  return at === -1 ? null : from + at;
}

function written(value: Json, indent: string, eol: string): string {
  return quotedWhole(value).replaceAll('\n', eol + indent);
}

function quotedWhole(value: Json): string {
  return hidden(JSON.stringify(value, null, 2));
}

function quoted(key: string): string {
  return hidden(JSON.stringify(key));
}

/** Marks that turn the direction of text or cannot be seen stay readable in the file: `\u202e`. */
function hidden(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function eolOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at), at))?.[0] ?? '';
}

/** The first indented line shows the unit: a tab, two or four blanks. */
function unitOf(text: string): string {
  return /[\n\r]([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

function parsed(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch {
    throw new Refused('config-broken');
  }
}

/** The document with the edit made in memory, by which the edited text is judged. */
function wanted(document: unknown, edit: Edit): unknown {
  const copy: unknown = structuredClone(document);
  const path = 'append' in edit ? edit.append : edit.set.slice(0, -1);
  const container = path.reduce<unknown>((value, step) => Reflect.get(Object(value), step), copy);
  if ('append' in edit) {
    if (!Array.isArray(container)) throw new Refused('file-changed');
    container.push(edit.value);
    return copy;
  }
  const key = edit.set.at(-1);
  if (key === undefined) return edit.to;
  // defineProperty: a key may be called __proto__.
  Object.defineProperty(container, key, { value: edit.to, enumerable: true, configurable: true, writable: true });
  return copy;
}
