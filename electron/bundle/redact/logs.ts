/**
 * Of a log only what our rules look for may leave: the header of each record (time and level) with the time at which it
 * was collected, and what a rule matched.
 * Everything else becomes `…`, and a chat message does so as a whole. Lines keep their number, so that evidence still
 * points to them.
 */
import type { LogProduct, LogRule } from '../../survey/facts.ts';
import { prefixOf } from '../../survey/logs/collectors.ts';
import { toLines } from '../../survey/logs/lines.ts';
import { isChat, rulesFor } from '../../survey/logs/match.ts';
import type { RuleSet } from '../../survey/logs/match.ts';
import { RecordSplitter } from '../../survey/logs/records.ts';
import type { LogRecord } from '../../survey/logs/records.ts';
import { maskForeign } from './foreign.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskText } from './text.ts';
import { maskHost, maskUrl } from './urls.ts';
import { isKnownWord } from './words.ts';

const HIDDEN = '…';

/** `products`: whose text it is; of one that several programs wrote, all of them. */
export function maskLog(
  text: string,
  products: LogProduct | readonly LogProduct[],
  rules: readonly LogRule[],
  names: Pseudonyms,
): string {
  const own = rulesFor(products, rules);
  const splitter = new RecordSplitter((firstLine) => isChat(firstLine, own));
  const records = [...toLines(text)].map((line) => splitter.take(line));
  const all = [...records, splitter.flush()].filter((record) => record !== null);
  const lines: string[] = [];
  for (const [index, record] of all.entries()) {
    while (lines.length < record.line - 1) lines.push('');
    const end = all[index + 1]?.line ?? splitter.lines + 1;
    lines.push(...linesOf(record, end - record.line, own, names));
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** The splitter drops the middle of very long records; there the lines are empty but for a sign. */
function linesOf(record: LogRecord, room: number, rules: RuleSet, names: Pseudonyms): readonly string[] {
  const kept = maskRecord(record, rules, names).split('\n');
  const missing = kept.length === LONGEST ? Math.max(0, room - kept.length) : 0;
  const half = LONGEST / 2;
  return [...kept.slice(0, half), ...Array<string>(missing).fill(` ${HIDDEN}`), ...kept.slice(half)];
}

/** Lines that the splitter keeps of one record. */
const LONGEST = 64;

interface Span {
  readonly from: number;
  readonly to: number;
  /** Set for what a pattern captured: it may be anything. */
  readonly name?: string;
}

function maskRecord(record: LogRecord, rules: RuleSet, names: Pseudonyms): string {
  const { text, headerLength } = record;
  const spans = isChat(firstLine(text), rules) ? chatSpans(text, rules) : spansOf(text, rules);
  const shown = text.split('\n').reduce<{ out: string[]; at: number }>(
    ({ out, at }, line, index) => {
      const header = index === 0 ? headerLength : 0;
      const body = maskLine(line, at, header, spans, names);
      const before = index === 0 ? prefixOf(record) : '';
      out.push(before + (header === 0 ? body : maskHeader(line.slice(0, header)) + body));
      return { out, at: at + line.length + 1 };
    },
    { out: [], at: 0 },
  );
  return shown.out.join('\n');
}

/** Digits are the time; a name in brackets may be anything. */
function maskHeader(header: string): string {
  return header.replace(/\p{L}[\p{L}\p{N}]*/gu, (word) => (isKnownWord(word) ? word : 'x'));
}

/** How a line begins that stands for itself whatever it goes on to say (survey/logs/records.ts). */
const BEGINNING =
  /^(?:\s+|argv\[\d*\]?|Boot Command:|\[NapCat Backend\]|Creating pipe:|Process exited|NapCat (?:Shell|Framework) App|Traceback \(most recent call last\)|[A-Z]:\\(?=[^\n>]{0,200}>))/;

function maskLine(line: string, at: number, header: number, spans: readonly Span[], names: Pseudonyms): string {
  if (line === '') return '';
  const beginning = header === 0 ? (BEGINNING.exec(line)?.[0] ?? '') : '';
  const prompt = /^[A-Z]:\\$/.test(beginning) ? `${HIDDEN}>` : '';
  let out = beginning + prompt;
  let end = at + Math.max(header, beginning.length);
  for (const { from, to, name } of spans) {
    const [start, stop] = [Math.max(from, end), Math.min(to, at + line.length)];
    if (start >= stop) continue;
    if (start > end) out += HIDDEN;
    out += maskSpan(line.slice(start - at, stop - at), name, names);
    end = stop;
  }
  return end < at + line.length ? out + HIDDEN : out;
}

/** Every stretch that any rule matched, its captures apart from the words around them; in order, none over another. */
function spansOf(text: string, { plain }: RuleSet): readonly Span[] {
  const matches = plain.flatMap(({ pattern, unless }) => {
    const found = [...text.matchAll(indexed(pattern))];
    return found.length === 0 || unless === undefined ? found : [...found, ...text.matchAll(indexed(unless))];
  });
  return flatten(
    matches.flatMap((match): Span[] => [
      { from: match.index, to: match.index + match[0].length },
      ...Object.entries<[number, number] | undefined>(match.indices?.groups ?? {}).flatMap(([name, at]) =>
        at === undefined ? [] : [{ from: at[0], to: at[1], name }],
      ),
    ]),
  );
}

function chatSpans(text: string, { chat }: RuleSet): readonly Span[] {
  return chat
    .flatMap(({ pattern }) => [...firstLine(text).matchAll(indexed(pattern))].slice(0, 1))
    .slice(0, 1)
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** Captures cut the stretches that they lie in. */
function flatten(spans: readonly Span[]): readonly Span[] {
  const edges = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].toSorted((a, b) => a - b);
  return edges.slice(1).flatMap((to, index): Span[] => {
    const from = edges[index] ?? to;
    const over = spans.filter((span) => span.from <= from && span.to >= to);
    const named = over.filter((span) => span.name !== undefined).toSorted((a, b) => a.to - a.from - (b.to - b.from))[0];
    const name = named?.name;
    return over.length === 0 ? [] : [{ from, to, ...(name === undefined ? {} : { name }) }];
  });
}

const WITH_INDICES = new WeakMap<RegExp, RegExp>();

function indexed(pattern: RegExp): RegExp {
  const known = WITH_INDICES.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(pattern.source, [...new Set(`${pattern.flags}dg`)].join(''));
  WITH_INDICES.set(pattern, made);
  return made;
}

const PATHS: ReadonlySet<string> = new Set(['path', 'paths', 'file']);

/** Between its fixed words a pattern may span anything: of that, too, only known words stay. */
function maskSpan(text: string, name: string | undefined, names: Pseudonyms): string {
  if (name === 'account') return text.replace(/\d{5,12}/g, (digits) => names.account(digits));
  if (name === 'url') return maskUrl(text, names);
  if (name === 'host' || name === 'address') return maskHost(text, names);
  if (name !== undefined && PATHS.has(name)) return maskText(text, names);
  return maskForeign(text, names);
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}
