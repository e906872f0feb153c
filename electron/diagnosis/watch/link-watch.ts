/** One link through a watch: the times at which it stood, why it ended each time, and the attempts between. */
import type { WatchEvent, WatchEventKind } from '../../contract/watch.ts';
import type { Link } from '../link.ts';
import type { Situation } from '../situation.ts';

/** What ended a session: a program at one of its ends, another client, or none of them that was seen. */
export type Cut = 'napcat' | 'framework' | 'rival' | 'unseen';

export interface Session {
  /** `null`: it stood before the watch began. */
  readonly begun: WatchEvent | null;
  readonly closed: WatchEvent;
  readonly cut: Cut;
}

export interface LinkWatch {
  readonly events: readonly WatchEvent[];
  readonly lastedMs: number;
  /** Those that ended, in order. */
  readonly sessions: readonly Session[];
  /** Attempts that came to nothing, in order. */
  readonly failures: readonly WatchEvent[];
  readonly last: (...kinds: readonly WatchEventKind[]) => WatchEvent | null;
}

/** `null`: the machine was not watched. */
export function linkWatchOf({ watch, facts }: Situation, link: Link): LinkWatch | null {
  if (watch === null || facts.watch === null) return null;
  const { port } = link.url;
  const events = watch.filter((event) => event.port === undefined || event.port === port);
  return {
    events,
    lastedMs: facts.watch.lastedMs,
    sessions: sessionsIn(events),
    failures: events.filter(({ kind }) => kind === 'refused' || kind === 'rejected' || kind === 'failed'),
    last: (...kinds) => events.findLast(({ kind }) => kinds.includes(kind)) ?? null,
  };
}

function sessionsIn(events: readonly WatchEvent[]): readonly Session[] {
  const sessions: Session[] = [];
  let begun: WatchEvent | null = null;
  for (const event of events) {
    if (event.kind === 'accepted') begun = event;
    if (event.kind !== 'closed') continue;
    sessions.push({ begun, closed: event, cut: cutOf(event, events) });
    begun = null;
  }
  return sessions;
}

/** Milliseconds: sockets and processes are looked at one after the other, and a new link may be seen before the old ends. */
const AROUND = { before: 3_000, after: 3_000 } as const;

const SIGNS: readonly { readonly cut: Cut; readonly of: (event: WatchEvent) => boolean }[] = [
  { cut: 'framework', of: ({ kind, who }) => isEnd(kind) && who === 'framework' },
  { cut: 'framework', of: ({ kind }) => kind === 'not-listening' },
  { cut: 'napcat', of: ({ kind, who }) => isEnd(kind) && who === 'napcat' },
  { cut: 'rival', of: ({ kind }) => kind === 'rival-connected' },
];

function isEnd(kind: WatchEventKind): boolean {
  return kind === 'ended' || kind === 'crashed';
}

function cutOf(closed: WatchEvent, events: readonly WatchEvent[]): Cut {
  const around = events.filter(({ at }) => at >= closed.at - AROUND.before && at <= closed.at + AROUND.after);
  return SIGNS.find((sign) => around.some((event) => sign.of(event)))?.cut ?? 'unseen';
}
