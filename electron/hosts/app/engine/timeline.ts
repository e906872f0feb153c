/** What all logs say, as one time line by the machine's own clock. */
import type { TimelineEvent } from '../../../contract/app-details.ts';
import { isDated } from '../../../contract/log-time.ts';
import { LOG_RULES } from '../../../diagnosis/log-rules/index.ts';
import type { LogClock, LogFacts } from '../../../survey/facts.ts';

/** Enough to see what happened; older events are history. */
const MOST_EVENTS = 2000;
const SEVERITIES: ReadonlyMap<string, TimelineEvent['severity']> = new Map(
  LOG_RULES.map(({ id, meaning }) => [id, meaning.severity]),
);

/** Of several things that one record says the gravest is told. */
const GRAVITY: readonly TimelineEvent['severity'][] = ['info', 'lifecycle', 'success', 'warn', 'problem'];

interface Placed {
  readonly place: string;
  readonly event: TimelineEvent;
}

/**
 * Events in the order of time; those without a time come first, in the order of their log, and those of a container
 * whose zone nobody knows last: among the others they would stand hours away from where they belong.
 */
export function timelineOf(logs: readonly LogFacts[], utcOffset: number | undefined): readonly TimelineEvent[] {
  return logs
    .flatMap((log) => eventsOf(log, utcOffset))
    .toSorted((a, b) => a.place.localeCompare(b.place))
    .map(({ event }) => event)
    .slice(-MOST_EVENTS);
}

function eventsOf(log: LogFacts, utcOffset: number | undefined): readonly Placed[] {
  const { product, events, clock } = log;
  const byLine = new Map<number, Placed>();
  for (const { rule, line, lastAt, text, count } of events) {
    const severity = SEVERITIES.get(rule) ?? 'info';
    const told = byLine.get(line)?.event.severity;
    if (told !== undefined && GRAVITY.indexOf(told) >= GRAVITY.indexOf(severity)) continue;
    const at = onOurClock(lastAt, clock, utcOffset);
    byLine.set(line, {
      place: `${clock === 'container' ? 1 : 0} ${at ?? ''}`,
      event: { product, source: sourceOf(log), line, at: shownTime(at), severity, text, count },
    });
  }
  return [...byLine.values()];
}

export function sourceOf({ origin }: LogFacts): string {
  return origin.kind === 'file' ? origin.path : origin.of;
}

/** A time that has a day. */
export function shownTime(at: string | null): string | null {
  return at === null || !isDated(at) ? null : at;
}

const MINUTE = 60_000;

function onOurClock(at: string | null, clock: LogClock, utcOffset: number | undefined): string | null {
  if (at === null || typeof clock !== 'number' || utcOffset === undefined || clock === utcOffset) return at;
  return new Date(Date.parse(`${at}Z`) + (utcOffset - clock) * MINUTE).toISOString().slice(0, 19);
}
