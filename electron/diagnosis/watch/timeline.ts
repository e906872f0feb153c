/**
 * The time line of a watch: what sockets and processes showed and what logs said, as one story. The same thing is often
 * told twice; where a socket and a log speak of one moment, one event carries what both know.
 */
import { WATCH_EVENTS } from '../../contract/watch.ts';
import type { WatchEvent, WatchEventKind } from '../../contract/watch.ts';
import type { WatchedLine, WatchFacts } from '../../survey/facts.ts';
import { LINE_KINDS } from './lines.ts';
import { changeEvents } from './changes.ts';

/** Milliseconds between what a socket shows and what a log says of it: a look, a write, and the clock's grain. */
const SAME_MOMENT = 1_500;

/** Kinds that may be two words for one thing; the log's word is the better one. */
const FAILURES: ReadonlySet<WatchEventKind> = new Set(['refused', 'rejected', 'failed']);

/** Every event by itself, in the order of time. */
export function timelineOf(watch: WatchFacts): readonly WatchEvent[] {
  let events: readonly WatchEvent[] = changeEvents(watch);
  for (const source of new Set(watch.lines.map((line) => line.source)))
    events = joined(
      events,
      watch.lines.filter((line) => line.source === source).flatMap((line) => eventOf(line) ?? []),
    );
  return withCrashes(withoutIdleAttempts(events));
}

function eventOf(line: WatchedLine): WatchEvent | null {
  const kind = LINE_KINDS.get(line.rule) ?? (line.severity === 'info' ? null : 'said');
  if (kind === null) return null;
  const { at, product, source, text, captures } = line;
  const port = portOf(captures);
  return {
    ...{ at, lastAt: at, kind, count: 1 },
    severity: kind === 'said' ? line.severity : WATCH_EVENTS[kind],
    who: product === 'napcat' || product === 'launcher' ? 'napcat' : product === 'windows' ? 'other' : 'framework',
    by: 'log',
    ...{ source, line: line.line, text },
    ...(port === undefined ? {} : { port }),
    ...(captures.status === undefined ? {} : { status: Number(captures.status) }),
  };
}

function portOf({ port, url }: WatchedLine['captures']): number | undefined {
  if (port !== undefined && /^\d{1,5}$/.test(port)) return Number(port);
  const written = /^wss?:\/\/[^/]*?:(\d{1,5})(?:[/?]|$)/.exec(url ?? '')?.[1];
  return written === undefined ? undefined : Number(written);
}

/** One log's events put in; each is joined with at most one that was there before. */
function joined(events: readonly WatchEvent[], told: readonly WatchEvent[]): readonly WatchEvent[] {
  const all = [...events];
  const taken = new Set<number>();
  const added: WatchEvent[] = [];
  for (const event of told) {
    const near = all
      .map((other, index) => ({ other, index, apart: Math.abs(other.at - event.at) }))
      .filter(({ other, index, apart }) => apart <= SAME_MOMENT && !taken.has(index) && isSame(other, event))
      .toSorted((a, b) => a.apart - b.apart)[0];
    if (near === undefined) {
      added.push(event);
      continue;
    }
    taken.add(near.index);
    all[near.index] = merged(near.other, event);
  }
  return [...all, ...added].toSorted((a, b) => a.at - b.at);
}

function isSame(a: WatchEvent, b: WatchEvent): boolean {
  if (a.kind === 'said' || (a.port !== undefined && b.port !== undefined && a.port !== b.port)) return false;
  return a.kind === b.kind || (FAILURES.has(a.kind) && FAILURES.has(b.kind));
}

/** Times are those of the sockets, words those of the log. */
function merged(first: WatchEvent, told: WatchEvent): WatchEvent {
  const better = first.by === 'log' && first.status !== undefined ? first : told;
  const { kind, severity } = FAILURES.has(first.kind) ? better : first;
  return { ...told, ...first, kind, severity, ...(better.status === undefined ? {} : { status: better.status }) };
}

/** That NapCat began to connect is worth a word only while nothing is known of what came of it. */
function withoutIdleAttempts(events: readonly WatchEvent[]): readonly WatchEvent[] {
  const outcome: ReadonlySet<WatchEventKind> = new Set([...FAILURES, 'accepted']);
  const last = events.findLastIndex(({ kind }) => outcome.has(kind));
  return events.filter(({ kind }, index) => kind !== 'attempt' || index > last);
}

/** Milliseconds in which a program that ends never got to work. */
const YOUNG = 60_000;
const SOON = 3_000;

/** An end is a crash where the log says so, or where it follows a start without an open port between them. */
function withCrashes(events: readonly WatchEvent[]): readonly WatchEvent[] {
  return events.flatMap((event, index): readonly WatchEvent[] => {
    if (event.kind === 'crashed' && event.by === 'log')
      return events.some((other) => other.kind === 'ended' && other.who === event.who && near(other, event))
        ? []
        : [event];
    if (event.kind !== 'ended') return [event];
    const told = events.find((other) => other.kind === 'crashed' && other.who === event.who && near(other, event));
    const before = events.slice(0, index);
    const born = before.findLastIndex(({ kind, who }) => isStart(kind) && who === event.who);
    const start = before[born];
    // A start may be noticed later than the port that it opened.
    const opened = before.some(
      ({ kind, pid }, at) => kind === 'listening' && (at > born || (pid !== undefined && pid === event.pid)),
    );
    const failed = event.who === 'framework' && start !== undefined && event.at - start.at < YOUNG && !opened;
    if (told === undefined && !failed) return [event];
    const { source, line, text } = told ?? {};
    return [
      {
        ...event,
        ...{ kind: 'crashed', severity: WATCH_EVENTS.crashed },
        ...(source === undefined || line === undefined || text === undefined ? {} : { source, line, text }),
      },
    ];
  });
}

function isStart(kind: WatchEventKind): boolean {
  return kind === 'started' || kind === 'restarted';
}

function near(a: WatchEvent, b: WatchEvent): boolean {
  return Math.abs(a.at - b.at) <= SOON;
}

/** More than anybody reads. Of very many the first and the last ones. */
const MOST = { first: 100, last: 200 } as const;

/** For people: what happens again and again is one line with a count. */
export function forPeople(events: readonly WatchEvent[]): readonly WatchEvent[] {
  const rows: WatchEvent[] = [];
  for (const event of events) {
    const before = rows.at(-1);
    if (before !== undefined && isRepetition(before, event))
      rows[rows.length - 1] = { ...before, count: before.count + event.count, lastAt: event.lastAt };
    else rows.push(event);
  }
  return rows.length <= MOST.first + MOST.last ? rows : [...rows.slice(0, MOST.first), ...rows.slice(-MOST.last)];
}

function isRepetition(a: WatchEvent, b: WatchEvent): boolean {
  if (a.kind !== b.kind || a.who !== b.who || a.port !== b.port || a.status !== b.status) return false;
  return a.kind !== 'said' || a.text === b.text;
}
