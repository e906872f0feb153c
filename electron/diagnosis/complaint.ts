/**
 * What the reporter misses. A machine on which everything looks right is healthy only as long as nobody says that
 * something does not arrive: words, and the frames that people paste to show it, are the evidence for what no table of
 * sockets holds.
 */
import type { LogView, SeenEvent } from './log-view.ts';
import type { Situation } from './situation.ts';

export interface Complaint {
  /** `only-meta`: lifecycle and heartbeats come, nothing else; it says by itself that the link stands. */
  readonly kind: 'only-meta' | 'stopped' | 'no-events';
  readonly events: readonly SeenEvent[];
  /** Whether NapCat itself gets the messages, where anybody says or shows it. */
  readonly napcatReceives: boolean | null;
}

export function missingEvents({ logs }: Pick<Situation, 'logs'>): Complaint | null {
  const stopped = logs.latest('user.events-stopped');
  const onlyMeta = logs.latest('user.only-meta') ?? framesWithoutEvents(logs);
  const none = logs.latest('user.no-events', 'user.no-reply-to-actions');
  const lead = stopped ?? onlyMeta ?? none;
  if (lead === null) return null;
  const received = logs.latest('napcat.message-received') ?? logs.latest('user.napcat-receives');
  const silent = logs.latest('user.napcat-silent');
  return {
    kind: lead === stopped ? 'stopped' : lead === onlyMeta ? 'only-meta' : 'no-events',
    events: [lead, ...(received === null ? [] : [received]), ...(silent === null ? [] : [silent])],
    napcatReceives: received !== null ? true : silent !== null ? false : null,
  };
}

/** Somebody pasted what arrived, to show that it is nothing but lifecycle and heartbeats. */
function framesWithoutEvents(logs: LogView): SeenEvent | null {
  const beats = logs.all('wire.heartbeat', 'wire.lifecycle').filter(({ log }) => log.product === 'user');
  const enough = beats.reduce((sum, { count }) => sum + count, 0) >= 2;
  return enough && logs.latest('wire.message', 'wire.event') === null ? (beats.at(-1) ?? null) : null;
}
