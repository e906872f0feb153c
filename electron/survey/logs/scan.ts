/**
 * Reads a log line by line and keeps what rules recognise. Pure: text in, facts out. The file reader feeds it in
 * portions (read.ts), pasted text goes through at once.
 */
import { isDated } from '../../contract/log-time.ts';
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
  #zone: number | null = null;
  #fromContainer = false;
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
    const { lines } = this.#splitter;
    const clock = this.#zone ?? (this.#fromContainer ? 'container' : null);
    return { ...identity, state, clock, events: this.#events.events, lastAt: this.#lastAt, lines };
  }

  #look(record: LogRecord): void {
    if (this.#skipping && !record.headed) return;
    this.#skipping = false;
    const at = record.stamp === null ? null : this.#calendar.at(record.stamp);
    this.#fromContainer ||= record.fromContainer;
    this.#zone ??= record.stamp?.zone ?? (at === null ? null : zoneBetween(at, record.collectedAt));
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

const MINUTE = 60_000;

/** Minutes east of UTC of the clock that said `at` when the line was collected: zones are quarters of an hour. */
function zoneBetween(at: string, collectedAt: number | null): number | null {
  if (collectedAt === null || !isDated(at)) return null;
  const minutes = Math.round((Date.parse(`${at}Z`) - collectedAt) / MINUTE / 15) * 15;
  return Math.abs(minutes) <= 14 * 60 ? minutes : null;
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
  /** The last day its records can have; `null`: not known. */
  readonly now: Date | null;
}

/** Reads text that was pasted or captured. Pure and never throws. */
export function readLogText(text: string, { product, of, rules, now }: TextSource): LogFacts {
  const tailOnly = text.length > MAX_CONSOLE_LENGTH;
  const scan = new LogScan(product, rules, calendarFrom(now === null ? null : { ends: now }), tailOnly);
  for (const line of toLines(tailOnly ? text.slice(-MAX_CONSOLE_LENGTH) : text)) scan.take(line);
  return scan.finish({ product, napcat: null, origin: { kind: 'console', of }, tailOnly, modifiedAt: null }, 'known');
}
