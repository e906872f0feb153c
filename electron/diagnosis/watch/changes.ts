/** What sockets, processes and our own questions showed, as events. */
import { WATCH_EVENTS } from '../../contract/watch.ts';
import type { WatchEvent, WatchEventKind } from '../../contract/watch.ts';
import type { WatchChange } from '../../machine/watch-record.ts';
import type { WatchFacts } from '../../survey/facts.ts';

export function changeEvents({ changes }: WatchFacts): readonly WatchEvent[] {
  const state = new Story();
  return changes.toSorted((a, b) => a.at - b.at).flatMap((change) => state.take(change) ?? []);
}

type Tell = (story: Story, change: WatchChange) => WatchEvent | null;

/** What stood before the watch began, and what has happened since: the same change means another thing after it. */
class Story {
  readonly open = new Set<number>();
  /** When a connection was made, by its two ends. */
  readonly connected = new Map<string, number>();
  /** Programs that have ended. */
  readonly down = new Set<WatchChange['who']>();

  take(change: WatchChange): WatchEvent | null {
    return TELL[change.change](this, change);
  }
}

const TELL: Readonly<Record<WatchChange['change'], Tell>> = {
  listening({ open }, change) {
    open.add(portOf(change.local ?? change.remote));
    return change.at === 0 ? null : socketEvent('listening', change);
  },
  'not-listening'({ open }, change) {
    open.delete(portOf(change.local ?? change.remote));
    return socketEvent('not-listening', change);
  },
  connecting: (_story, change) => (change.who === 'napcat' ? socketEvent('attempt', change) : null),
  connected({ connected }, change) {
    if (change.who === 'framework') return null;
    connected.set(endsOf(change), change.at);
    return change.at === 0 ? null : socketEvent(change.who === 'napcat' ? 'accepted' : 'rival-connected', change);
  },
  // A browser that looks in for a moment is no rival.
  brief: (_story, change) => (change.who === 'napcat' ? socketEvent('rejected', change) : null),
  disconnected({ connected, open }, change) {
    const since = connected.get(endsOf(change));
    connected.delete(endsOf(change));
    if (since === undefined)
      return change.who === 'napcat'
        ? socketEvent(open.has(portOf(change.remote)) ? 'failed' : 'refused', change)
        : null;
    const event = socketEvent(change.who === 'napcat' ? 'closed' : 'rival-closed', change);
    // Of one that stood before nobody knows how long.
    return since === 0 ? event : { ...event, lastedMs: change.at - since };
  },
  started({ down }, change) {
    return processEvent(down.delete(change.who) ? 'restarted' : 'started', change);
  },
  ended({ down }, change) {
    down.add(change.who);
    return processEvent('ended', change);
  },
  stalled: (_story, change) => probeEvent('stalled', change),
  answering: (_story, change) => probeEvent('answering', change),
};

function socketEvent(kind: WatchEventKind, change: WatchChange): WatchEvent {
  return eventOf(kind, 'sockets', change, portOf(change.remote ?? change.local));
}

function processEvent(kind: WatchEventKind, change: WatchChange): WatchEvent {
  return eventOf(kind, 'processes', change);
}

function probeEvent(kind: WatchEventKind, change: WatchChange): WatchEvent {
  return eventOf(kind, 'probe', change, portOf(change.remote));
}

function eventOf(
  kind: WatchEventKind,
  by: WatchEvent['by'],
  { at, who, pid, name }: WatchChange,
  port?: number,
): WatchEvent {
  return {
    ...{ at, lastAt: at, kind, severity: WATCH_EVENTS[kind], count: 1, who, by },
    ...(port === undefined || port === 0 ? {} : { port }),
    ...(pid == null ? {} : { pid }),
    ...(name === undefined ? {} : { process: name }),
  };
}

function portOf(endpoint: string | undefined): number {
  return Number(/:(\d{1,5})$/.exec(endpoint ?? '')?.[1] ?? 0);
}

function endsOf({ local, remote }: WatchChange): string {
  return `${local ?? ''} ${remote ?? ''}`;
}
