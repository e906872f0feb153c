/** What all logs say, as one time line by the machine's own clock. */
import type { TimelineEvent } from '../../../contract/app-details.ts';
import { isDated } from '../../../contract/log-time.ts';
import { LOG_RULES } from '../../../diagnosis/log-rules/index.ts';
import type { LogClock, LogFacts } from '../../../survey/facts.ts';

/** Enough to see what happened; older events are history. */
const MOST_EVENTS = 200;
const SEVERITIES: ReadonlyMap<string, TimelineEvent['severity']> = new Map(
  LOG_RULES.map(({ id, meaning }) => [id, meaning.severity]),
);

/**
 * Events in the order of time; those without a time come first, in the order of their log, and those of a container
 * whose zone nobody knows last: among the others they would stand hours away from where they belong.
 */
export function timelineOf(logs: readonly LogFacts[], utcOffset: number | undefined): readonly TimelineEvent[] {
  return logs
    .flatMap(({ product, origin, events, clock }) =>
      events.map(({ rule, line, lastAt, text, count }) => ({
        place: `${clock === 'container' ? 1 : 0} ${onOurClock(lastAt, clock, utcOffset) ?? ''}`,
        event: {
          product,
          source: origin.kind === 'file' ? origin.path : origin.of,
          line,
          at: shown(onOurClock(lastAt, clock, utcOffset)),
          severity: SEVERITIES.get(rule) ?? 'info',
          text,
          count,
        },
      })),
    )
    .toSorted((a, b) => a.place.localeCompare(b.place))
    .map(({ event }) => event)
    .slice(-MOST_EVENTS);
}

function shown(at: string | null): string | null {
  return at === null || !isDated(at) ? null : at;
}

const MINUTE = 60_000;

function onOurClock(at: string | null, clock: LogClock, utcOffset: number | undefined): string | null {
  if (at === null || typeof clock !== 'number' || utcOffset === undefined || clock === utcOffset) return at;
  return new Date(Date.parse(`${at}Z`) + (utcOffset - clock) * MINUTE).toISOString().slice(0, 19);
}
