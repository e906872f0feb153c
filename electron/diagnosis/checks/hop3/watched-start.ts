/** Watched: which side was there first, and does the framework stay once it is there? */
import type { WatchEvent } from '../../../contract/watch.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofWatch } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';
import { linkWatchOf } from '../../watch/link-watch.ts';
import type { LinkWatch } from '../../watch/link-watch.ts';

type Judged = readonly CheckResult[] | 'pass' | 'skip';

export const startedInOrder: Check = {
  id: 'started-in-order',
  hop: 3,
  run: (situation) => forEachLink(situation, dialledTooEarly),
};

/** Milliseconds beyond NapCat's interval in which its next try must have come. */
const SLACK = 5_000;
const USUAL_INTERVAL = 5_000;

/** NapCat dialled, nobody listened yet; now somebody does, and NapCat waits for its interval to pass. */
function dialledTooEarly(situation: Situation, link: Link): Judged {
  const watched = linkWatchOf(situation, link);
  if (watched === null) return 'skip';
  const opened = watched.last('listening');
  if (opened === null) return 'pass';
  const early = watched.failures.filter(({ at, kind }) => at < opened.at && kind !== 'rejected');
  const later = watched.events.filter(({ at }) => at > opened.at);
  // Whom the port answered came after it was opened, also where one look saw both.
  const answered = watched.events.filter(({ at }) => at >= opened.at);
  const interval = link.entry?.reconnectInterval ?? USUAL_INTERVAL;
  const gone = later.some(({ kind }) => kind === 'not-listening' || kind === 'ended' || kind === 'crashed');
  if (early.length === 0 || gone) return 'pass';
  const linked = answered.find(({ kind }) => kind === 'accepted');
  const waited = (linked?.at ?? watched.lastedMs) - opened.at;
  const tried =
    later.some(({ kind }) => kind === 'refused' || kind === 'failed') ||
    answered.some(({ kind }) => kind === 'rejected');
  // Tried again and not let in, or never tried: another cause's doing.
  if (linked === undefined && (tried || waited > interval + SLACK)) return 'pass';
  return [
    {
      code: 'framework-not-ready',
      // It healed by itself: worth knowing, and nothing to mend.
      outcome: linked === undefined ? 'fail' : 'warn',
      confidence: 'certain',
      variant: 'start-order',
      params: {
        ...{ url: link.url.text, port: link.url.port, seconds: Math.ceil(interval / 1000) },
        ...(situation.framework === null ? {} : { framework: situation.framework.kind }),
      },
      evidence: [early.at(-1), opened, linked].flatMap((event) => (event === undefined ? [] : [ofWatch(event)])),
      about: situation.links.indexOf(link),
    },
  ];
}

export const frameworkStays: Check = {
  id: 'framework-stays',
  hop: 3,
  run: (situation) => forEachLink(situation, restartsAgain),
};

/** Twice may be the user's own doing, who tries things out while we watch; what crashed did it by itself. */
const FEWEST = { told: 2, accused: 3, crashes: 2 } as const;

function restartsAgain(situation: Situation, link: Link): Judged {
  const watched = linkWatchOf(situation, link);
  if (watched === null) return 'skip';
  const ends = endsOf(watched);
  const crashes = ends.filter(({ kind }) => kind === 'crashed').length;
  if (ends.length < FEWEST.told) return 'pass';
  const detail = ends.findLast(({ text }) => text !== undefined)?.text;
  return [
    {
      code: 'framework-crashed',
      outcome: ends.length >= FEWEST.accused || crashes >= FEWEST.crashes ? 'fail' : 'warn',
      confidence: crashes >= FEWEST.crashes ? 'certain' : 'likely',
      variant: 'restarts',
      params: {
        count: ends.length,
        ...(situation.framework === null ? {} : { framework: situation.framework.kind }),
        ...(detail === undefined ? {} : { detail }),
      },
      evidence: ends.slice(-4).map(ofWatch),
      about: situation.links.indexOf(link),
    },
  ];
}

function endsOf({ events }: LinkWatch): readonly WatchEvent[] {
  return events.filter(({ kind, who }) => who === 'framework' && (kind === 'ended' || kind === 'crashed'));
}
