/** Is the account already connected, so that the framework turns the newcomer away with 403? */
import { valueOf } from '../../../machine/answer.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofConnection, ofEntry, ofEvent, ofOrigin } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { lastOf, timeBetween } from '../../log-clock.ts';
import type { SeenEvent } from '../../log-view.ts';
import type { Situation } from '../../situation.ts';
import { isNoneBot } from './far-end.ts';

export const accountFree: Check = {
  id: 'account-free',
  hop: 4,
  run: (situation) => forEachLink(situation, alreadyConnected),
};

function alreadyConnected(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { logs } = situation;
  const said =
    logs.latest('nonebot.duplicate-bot', 'nonebot.duplicate-adapter') ?? refusedWhileConnected(situation, link);
  const twin = secondEntry(situation, link);
  if (said === null && twin === null && !(link.rivals.length > 0 && link.connection === null && isNoneBot(link)))
    return 'pass';
  if (link.connection != null && twin === null) return 'pass';
  const account = situation.account === null ? {} : { account: situation.account.uin };
  const how = holder(situation, link, said?.rule === 'nonebot.duplicate-adapter');
  return [
    {
      code: 'duplicate-connection',
      outcome: 'fail',
      confidence:
        said?.rule.startsWith('nonebot.duplicate') === true || (twin !== null && isNoneBot(link))
          ? 'certain'
          : 'likely',
      variant: twin !== null ? 'second-entry' : how.variant,
      params: {
        url: link.url.text,
        ...account,
        ...(twin?.entry == null ? {} : { entry: twin.entry.name }),
        ...how.params,
      },
      evidence: [
        ...(said === null ? [] : [ofEvent(said)]),
        ...(twin?.entry == null ? [] : [ofEntry(twin.target.file, twin.entry, 'url', twin.url.text)]),
        ...link.rivals.map(ofConnection),
        ...(link.connection == null ? [] : [ofConnection(link.connection)]),
        ...how.evidence,
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** NoneBot's last word is that the bot is connected, and NapCat is turned away later than that: it is somebody else's. */
function refusedWhileConnected({ logs, facts }: Situation, link: Link): SeenEvent | null {
  const connected = logs.latest('nonebot.bot-connected');
  const lost = logs.latest('nonebot.bot-lost', 'nonebot.initializing');
  const refused = logs.latestAbout(link.url.text, 'napcat.server-403', 'gensokyo.bad-handshake');
  if (connected === null || refused === null) return null;
  const lostAfter = lost === null ? null : timeBetween(facts, lastOf(connected), lastOf(lost));
  if (lost?.lastAt != null && (lostAfter === null || lostAfter > 0)) return null;
  return (timeBetween(facts, lastOf(connected), lastOf(refused)) ?? 0) > MOMENT ? refused : null;
}

/** Milliseconds: clocks of two logs on one machine agree, their lines may cross. */
const MOMENT = 3_000;

/** A second live entry to the same server: the first one wins, this one loops with 403. */
function secondEntry(situation: Situation, link: Link): Link | null {
  if (!isNoneBot(link)) return null;
  const index = situation.dialled.indexOf(link);
  return (
    situation.dialled.find(
      (other, at) =>
        at > index &&
        other.entry !== null &&
        link.entry !== null &&
        other.url.port === link.url.port &&
        (other.framework === link.framework || other.url.host === link.url.host) &&
        isNoneBot(other),
    ) ?? null
  );
}

type Holder = Pick<CheckResult, 'params' | 'evidence'> & {
  variant: 'ghost' | 'second-napcat' | 'forward' | 'http-post' | 'two-adapters' | 'other-client';
};

function holder({ facts, content, framework, process }: Situation, link: Link, twoAdapters: boolean): Holder {
  if (twoAdapters) return { variant: 'two-adapters', params: {}, evidence: [] };
  const rival = link.rivals[0];
  if (rival?.pid != null) {
    const { pid } = rival;
    const owner = process(pid);
    const isNapCat =
      facts.napcats.some((napcat) => napcat.running?.family.includes(pid)) || /^qq(\.exe)?$/i.test(owner?.name ?? '');
    return {
      variant: isNapCat ? 'second-napcat' : 'other-client',
      params: { pid, ...(owner === null ? {} : { process: owner.name }) },
      evidence: [],
    };
  }
  const post = content?.entries.find(
    (entry) => entry.kind === 'httpClients' && entry.enabled && (entry.url?.text ?? '').includes('/onebot/v11'),
  );
  if (post !== undefined)
    return {
      variant: 'http-post',
      params: { entry: post.name },
      evidence: [ofEntry(link.target.file, post, 'url', post.url?.text ?? '')],
    };
  const forward = framework?.nonebot?.forwardUrls ?? [];
  if (forward.length > 0) {
    const origin = framework === null ? undefined : valueOf(framework.port)?.origin;
    return {
      variant: 'forward',
      params: {},
      evidence:
        origin === undefined
          ? []
          : [ofOrigin({ ...origin, ...(origin.kind === 'file' ? { key: 'ONEBOT_WS_URLS' } : {}) }, forward.join(', '))],
    };
  }
  return { variant: 'ghost', params: {}, evidence: [] };
}
