/**
 * JSON that somebody pasted: a whole document, or the part of one that seemed to matter. It may begin in the middle, end
 * where the screen ended, have curly quotes from a chat program, and dots where something was left out.
 */
import JSON5 from 'json5';

export interface JsonFragment {
  readonly value: unknown;
  /** As it was read: closed at its end, and with as many line ends as it had. */
  readonly text: string;
  /** Where it ends in the text it came from. */
  readonly end: number;
  /** Whether its own brackets closed it. */
  readonly complete: boolean;
}

/** What may stand in it besides brackets; anything else ends it. */
const TOKEN =
  /(?<space>\s+)|(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|(?<string>["“”](?:\\[^\n]|[^"“”\\\n])*["“”])|(?<literal>-?\d[\d.eE+-]*|true|false|null|[A-Za-z_]\w*(?=\s*:))|(?<left>\.{3,}|…+|\*{3,})|(?<sign>[{}[\],:])/y;

/** The object that begins at `start` with its bracket, or the keys that begin there without one. */
export function fragmentAt(text: string, start: number): JsonFragment | null {
  const bare = text[start] !== '{';
  const open: string[] = bare ? ['}'] : [];
  let out = bare ? '{' : '';
  let end = start;
  let complete = false;
  for (TOKEN.lastIndex = start; TOKEN.lastIndex < text.length && !complete;) {
    const match = TOKEN.exec(text);
    const { string, left, sign, comment } = match?.groups ?? {};
    if (match === null || (sign !== undefined && !fits(sign, open, bare))) break;
    if (string !== undefined) out += `"${string.slice(1, -1)}"`;
    else if (left === undefined && comment === undefined) out += match[0];
    else out += match[0].replace(/[^\n]+/g, '');
    end = match.index + match[0].length;
    complete = sign === '}' && open.length === 0;
  }
  const closed = closedAt(out, open);
  return closed === null ? null : { ...closed, end, complete: complete || (bare && open.length === 1) };
}

/** Takes a bracket into account; `false`: it closes nothing that is open here. */
function fits(sign: string, open: string[], bare: boolean): boolean {
  if (sign === '{') open.push('}');
  else if (sign === '[') open.push(']');
  else if (sign === '}' || sign === ']') {
    if (open.at(-1) !== sign || (bare && open.length === 1)) return false;
    open.pop();
  }
  return true;
}

/** How often the end is taken back to the last comma before it is given up. */
const MOST_CUTS = 4;

function closedAt(out: string, open: readonly string[]): Pick<JsonFragment, 'value' | 'text'> | null {
  let kept = out;
  let left = open;
  for (let cuts = 0; cuts <= MOST_CUTS; cuts++) {
    const text = kept.replace(/[\s,]+$/, '') + left.toReversed().join('');
    try {
      return { value: JSON5.parse(text), text };
    } catch {
      const comma = Math.max(kept.lastIndexOf(','), kept.lastIndexOf('{') + 1, kept.lastIndexOf('[') + 1);
      if (comma <= 0) return null;
      kept = kept.slice(0, comma === kept.lastIndexOf(',') ? comma : comma);
      if (kept.endsWith(',')) kept = kept.slice(0, -1);
      left = openIn(kept);
    }
  }
  return null;
}

function openIn(text: string): readonly string[] {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|[{}[\]]/g)) {
    if (token === '{') open.push('}');
    else if (token === '[') open.push(']');
    else if (token === '}' || token === ']') open.pop();
  }
  return open;
}
