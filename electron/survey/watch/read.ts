/** A watch's record as facts: its logs read by the rules, every line with the time at which it came. */
import type { WatchedLog, WatchRecord } from '../../machine/watch-record.ts';
import type { LogProduct, LogRule, WatchedLine, WatchFacts } from '../facts.ts';
import { calendarFrom } from '../logs/calendar.ts';
import type { EventSink, Occurrence } from '../logs/events.ts';
import { productOf } from '../logs/console.ts';
import { toLines } from '../logs/lines.ts';
import { LogScan } from '../logs/scan.ts';

export function readWatch(record: WatchRecord | null, rules: readonly LogRule[]): WatchFacts | null {
  if (record === null) return null;
  const { startedAt, lastedMs, looks, changes, logs } = record;
  const lines = logs.flatMap((log) => linesOf(log, new Date(startedAt), rules));
  return { startedAt, lastedMs, looks, changes, lines: lines.toSorted((a, b) => a.at - b.at) };
}

function linesOf(log: WatchedLog, now: Date, rules: readonly LogRule[]): readonly WatchedLine[] {
  const product = productOfLog(log);
  const occurrences = new Occurrences();
  const ends = Number.isNaN(now.getTime()) ? new Date(0) : now;
  // It begins where the watch began, maybe in the middle of somebody's message.
  const scan = new LogScan(product, rules, calendarFrom({ ends }), true, occurrences);
  for (const line of toLines(log.text)) scan.take(line);
  const identity = { product, napcat: null, origin: { kind: 'file', path: log.path }, tailOnly: true } as const;
  scan.finish({ ...identity, modifiedAt: null }, 'known');
  return occurrences.all.map(({ rule, line, text, captures }) => ({
    at: log.arrivals.findLast((arrival) => arrival.line <= line)?.at ?? 0,
    ...{ product, source: log.path, line, rule: rule.id, severity: rule.meaning.severity, text, captures },
  }));
}

const PRODUCTS: readonly LogProduct[] = ['napcat', 'launcher', 'nonebot', 'framework', 'windows'];

export function productOfLog({ of, text }: WatchedLog): LogProduct {
  return PRODUCTS.find((product) => product === of) ?? productOf({ of, text });
}

class Occurrences implements EventSink {
  readonly events = [];
  readonly all: Occurrence[] = [];

  add(occurrence: Occurrence): void {
    this.all.push(occurrence);
  }
}
