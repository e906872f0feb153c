/**
 * Reads a log line by line and keeps what rules recognise. Pure: text in, facts out. The file reader feeds it in
 * portions (read.ts), pasted text goes through at once.
 */
import type { AnswerState } from '../../machine/answer.ts';
import type { LogFacts, LogProduct, LogRule } from '../facts.ts';
import { calendarFrom } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { EventList } from './events.ts';
import type { EventSink } from './events.ts';
import { toLines } from './lines.ts';
import { maskedCaptures, maskedText } from './mask.ts';
import { isChat, matchRecord, rulesFor } from './match.ts';
import type { RuleMatch, RuleSet } from './match.ts';
import { RecordSplitter } from './records.ts';
import type { LogRecord } from './records.ts';

/** The rest of a log's facts, which the scan does not find itself. */
export type LogIdentity = Pick<LogFacts, 'product' | 'napcat' | 'origin' | 'tailOnly' | 'modifiedAt'>;

/** How many records back `notAfter` and `onlyAfter` look. uvicorn's 403 stands one or two after the adapter's reason. */
const RECORDS_BEFORE = 3;

export class LogScan {
  readonly #rules: RuleSet;
  readonly #calendar: Calendar;
  readonly #splitter: RecordSplitter;
  readonly #events: EventSink;
  readonly #recent: ReadonlySet<string>[] = [];
  #lastAt: string | null = null;
  /** The end of a file begins somewhere in a record, maybe in the middle of a chat message: skip to the next one. */
  #skipping: boolean;
  #records = 0;

  constructor(
    product: LogProduct,
    rules: readonly LogRule[],
    calendar: Calendar,
    tailOnly: boolean,
    events: EventSink = new EventList(),
  ) {
    this.#events = events;
    this.#rules = rulesFor(product, rules);
    this.#calendar = calendar;
    this.#splitter = new RecordSplitter((firstLine) => isChat(firstLine, this.#rules));
    this.#skipping = tailOnly && HEADED_PRODUCTS.includes(product);
  }

  take(line: string): void {
    const record = this.#splitter.take(line);
    if (record !== null) this.#look(record);
  }

  finish(identity: LogIdentity, state: AnswerState): LogFacts {
    const record = this.#splitter.flush();
    if (record !== null) this.#look(record);
    return { ...identity, state, events: this.#events.events, lastAt: this.#lastAt, lines: this.#splitter.lines };
  }

  #look(record: LogRecord): void {
    if (this.#skipping && !record.headed) return;
    this.#skipping = false;
    const at = record.stamp === null ? null : this.#calendar.at(record.stamp);
    this.#lastAt = at ?? this.#lastAt;
    const matched = new Set<string>();
    for (const match of inOrder(matchRecord(record, this.#rules))) {
      const { rule } = match;
      matched.add(rule.id);
      if (!this.#fitsWhatWasBefore(rule)) continue;
      const captures = maskedCaptures(match.groups);
      const text = maskedText(match, record, captures);
      this.#events.add({ rule, at: at ?? this.#timeOfBareLine(record), line: record.line, text, captures });
    }
    this.#records++;
    this.#recent.push(matched);
    if (this.#recent.length > RECORDS_BEFORE) this.#recent.shift();
  }

  /** A traceback without a header happened right after the record before it. */
  #timeOfBareLine(record: LogRecord): string | null {
    return record.headed ? null : this.#lastAt;
  }

  #fitsWhatWasBefore({ notAfter, onlyAfter }: LogRule): boolean {
    const before = (ids: readonly string[]): boolean => this.#recent.some((seen) => ids.some((id) => seen.has(id)));
    if (notAfter !== undefined && (this.#records === 0 || before(notAfter))) return false;
    return onlyAfter === undefined || before(onlyAfter);
  }
}

/** As the text says them: a bare line below the line of a start belongs to that start, not to the run before it. */
function inOrder(matches: Iterable<RuleMatch>): readonly RuleMatch[] {
  return [...matches].sort((a, b) => a.index - b.index);
}

/** Programs whose files hold nothing but records with headers. */
const HEADED_PRODUCTS: readonly LogProduct[] = ['napcat', 'nonebot', 'framework'];

/** Pasted text is read to this length, from its end. */
const MAX_CONSOLE_LENGTH = 2 * 1024 * 1024;

export interface TextSource {
  readonly product: LogProduct;
  /** Whose text it is, as the user named it. */
  readonly of: string;
  readonly rules: readonly LogRule[];
  /** The last day its records can have. */
  readonly now: Date;
}

/** Reads text that was pasted or captured. Pure and never throws. */
export function readLogText(text: string, { product, of, rules, now }: TextSource): LogFacts {
  const tailOnly = text.length > MAX_CONSOLE_LENGTH;
  const scan = new LogScan(product, rules, calendarFrom({ ends: now }), tailOnly);
  for (const line of toLines(tailOnly ? text.slice(-MAX_CONSOLE_LENGTH) : text)) scan.take(line);
  return scan.finish({ product, napcat: null, origin: { kind: 'console', of }, tailOnly, modifiedAt: null }, 'known');
}
