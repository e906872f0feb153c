/** Watched: is NapCat turned away for a session of its own that is dead, or thrown out by another client? */
import type { WatchEvent } from '../../../contract/watch.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofWatch } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';
import { linkWatchOf } from '../../watch/link-watch.ts';
import type { LinkWatch } from '../../watch/link-watch.ts';
import { isNoneBot } from './far-end.ts';

export const sessionFree: Check = {
  id: 'session-free',
  hop: 4,
  run: (situation) => forEachLink(situation, taken),
};

function taken(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'skip' {
  const watched = linkWatchOf(situation, link);
  if (watched === null) return 'skip';
  return found(situation, link, ghost(situation, link, watched) ?? rivalry(watched));
}

type Found = Pick<CheckResult, 'confidence' | 'params'> & {
  readonly variant: 'ghost' | 'other-client';
  readonly events: readonly WatchEvent[];
};

function found(situation: Situation, link: Link, what: Found | null): readonly CheckResult[] | 'pass' {
  if (what === null) return 'pass';
  const { variant, confidence, params, events } = what;
  const account = situation.account?.uin;
  const kind = situation.framework?.kind;
  return [
    {
      ...{ code: 'duplicate-connection', outcome: 'fail', confidence, variant },
      params: {
        url: link.url.text,
        ...(account === undefined ? {} : { account }),
        ...(kind === undefined ? {} : { framework: kind }),
        ...params,
      },
      evidence: events.map(ofWatch),
      about: situation.links.indexOf(link),
    },
  ];
}

/** One refusal may be chance; that the next try is granted proves nothing. */
const FEWEST_REFUSALS = 2;

/**
 * NoneBot holds on to a client that went without a word until its ping stays unanswered (20 s and 20 s more, NoneBot
 * dossier §0 fact 8); until then it answers 403 to that account. That it then lets in who was refused, with neither
 * side started anew nor the settings changed between, is what no wrong token and no wrong path does.
 */
function ghost(situation: Situation, link: Link, { events }: LinkWatch): Found | null {
  if (!isNoneBot(link)) return null;
  const accepted = events.findLast(({ kind }) => kind === 'accepted');
  if (accepted === undefined) return null;
  const before = events.slice(0, events.indexOf(accepted));
  const from = before.findLastIndex(
    ({ kind, who }) => kind === 'accepted' || kind === 'listening' || restarts(kind, who),
  );
  const run = before.slice(from + 1);
  const refusals = run.filter(({ kind, status }) => kind === 'rejected' && (status === undefined || status === 403));
  if (refusals.length < FEWEST_REFUSALS || editedMeanwhile(situation)) return null;
  const [first, last] = [refusals[0], refusals.at(-1)];
  return {
    variant: 'ghost',
    confidence: refusals.some(({ status }) => status === 403) ? 'certain' : 'likely',
    params: { count: refusals.length, seconds: Math.round((accepted.at - (first?.at ?? 0)) / 1000) },
    events: [...new Set([first, last])].flatMap((event) => event ?? []).concat(accepted),
  };
}

function restarts(kind: WatchEvent['kind'], who: WatchEvent['who']): boolean {
  return who === 'framework' && (kind === 'started' || kind === 'restarted' || kind === 'ended' || kind === 'crashed');
}

function editedMeanwhile({ config, facts }: Situation): boolean {
  const [written, began] = [Date.parse(config?.modifiedAt ?? ''), Date.parse(facts.watch?.startedAt ?? '')];
  return written >= began;
}

/** Some frameworks give the place to whoever comes last: two clients throw each other out in turn. */
function rivalry({ sessions, events }: LinkWatch): Found | null {
  const cuts = sessions.filter(({ cut }) => cut === 'rival');
  if (cuts.length < FEWEST_REFUSALS) return null;
  const rival = events.findLast(({ kind }) => kind === 'rival-connected');
  return {
    variant: 'other-client',
    confidence: 'likely',
    params: {
      count: cuts.length,
      ...(rival?.pid === undefined ? {} : { pid: rival.pid }),
      ...(rival?.process === undefined ? {} : { process: rival.process }),
    },
    events: [...(rival === undefined ? [] : [rival]), ...cuts.slice(-2).map(({ closed }) => closed)],
  };
}
