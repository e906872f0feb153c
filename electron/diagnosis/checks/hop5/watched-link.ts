/** Watched: does the link stay, once it stands? */
import type { Check, CheckResult } from '../../check.ts';
import { ofEntry, ofWatch } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';
import { linkWatchOf } from '../../watch/link-watch.ts';
import type { Session } from '../../watch/link-watch.ts';

export const linkStays: Check = {
  id: 'link-stays',
  hop: 5,
  run: (situation) => forEachLink(situation, breaks),
};

/** Fewer breaks may be anybody's doing. */
const FEWEST = 2;

function breaks(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'skip' {
  const watched = linkWatchOf(situation, link);
  if (watched === null) return 'skip';
  // What a program's own end or a rival cut is told by the checks of those.
  const cuts = watched.sessions.filter(({ cut }) => cut === 'unseen');
  if (cuts.length < FEWEST) return 'pass';
  return [heartbeat(situation, link, cuts) ?? flapping(situation, link, cuts)];
}

function flapping(situation: Situation, link: Link, cuts: readonly Session[]): CheckResult {
  const kind = situation.framework?.kind;
  return {
    code: 'events-missing',
    outcome: 'fail',
    confidence: cuts.length > FEWEST ? 'certain' : 'likely',
    variant: 'flapping',
    // Neither end was seen to do it.
    side: 'unsure',
    params: { url: link.url.text, count: cuts.length, ...(kind === undefined ? {} : { framework: kind }) },
    evidence: evidenceOf(cuts),
    about: situation.links.indexOf(link),
  };
}

/** Milliseconds: what lasts shorter is no timer of a heartbeat, and looks are half a second apart. */
const SHORTEST = 4_000;
/** Both ends of a session are noticed up to a look late, and a slow machine is looked at less often. */
const SPREAD = { share: 0.15, least: 1_500, looks: 3 } as const;

/** Cut after the same time again and again: a timer's doing. Whose, the heartbeat's setting tells. */
function heartbeat(situation: Situation, link: Link, cuts: readonly Session[]): CheckResult | null {
  const { entry } = link;
  const lasted = cuts.flatMap(({ closed }) => (closed.lastedMs === undefined ? [] : [closed.lastedMs]));
  const [shortest, longest] = [Math.min(...lasted), Math.max(...lasted)];
  const apart = longest - shortest;
  const spread = Math.max(SPREAD.least, shortest * SPREAD.share);
  const blur = SPREAD.looks * paceOf(situation);
  if (entry === null || lasted.length < FEWEST || shortest < SHORTEST || apart > Math.max(spread, blur)) return null;
  const interval = entry.heartInterval ?? 0;
  // Heartbeats that came in time kept nobody from hanging up.
  if (interval > 0 && interval < shortest) return null;
  const kind = situation.framework?.kind;
  return {
    code: 'heartbeat-timeout',
    outcome: 'fail',
    confidence: lasted.length > FEWEST && apart <= spread ? 'certain' : 'likely',
    variant: interval <= 0 ? 'off' : 'too-long',
    params: {
      ...{ url: link.url.text, entry: entry.name, detail: `${interval}` },
      seconds: Math.round((interval <= 0 ? shortest : interval) / 1000),
      ...(kind === undefined ? {} : { framework: kind }),
    },
    evidence: [ofEntry(link.target.file, entry, 'heartInterval', `${interval}`), ...evidenceOf(cuts)],
    about: situation.links.indexOf(link),
  };
}

/** Milliseconds from one look to the next, on the whole. */
function paceOf({ facts: { watch } }: Situation): number {
  return watch === null || watch.looks === 0 ? 0 : watch.lastedMs / watch.looks;
}

const MOST_SHOWN = 4;

function evidenceOf(cuts: readonly Session[]): CheckResult['evidence'] {
  return cuts.slice(-MOST_SHOWN).map(({ closed }) => ofWatch(closed));
}
