/** The link stands: do events arrive, can they be read, does it stay, and does anybody answer? */
import type { Facts, FrameworkKind } from '../../../survey/facts.ts';
import type { Check } from '../../check.ts';
import type { CheckResult } from '../../check.ts';
import { missing, ofConnection, ofEntry, ofEvent } from '../../evidence.ts';
import { missingEvents } from '../../complaint.ts';
import type { Complaint } from '../../complaint.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { lastOf, timeBetween } from '../../log-clock.ts';
import { CONNECTED_RULES } from '../../log-rules/groups.ts';
import { otherWayStands } from '../../other-way.ts';
import { unseenEntryStands } from '../../standing.ts';
import type { LogView, SeenEvent } from '../../log-view.ts';
import type { Situation } from '../../situation.ts';
import { kindAt } from '../hop4/far-end.ts';

type Judged = readonly CheckResult[] | 'pass' | 'unknown';

export const eventsArrive: Check = {
  id: 'events-arrive',
  hop: 5,
  run: (situation) => {
    const perLink = forEachLink(situation, silentLink);
    return typeof perLink === 'string' ? (missedWithoutLink(situation) ?? perLink) : perLink;
  },
};

/** NapCat goes on receiving for this long, and NoneBot prints nothing of it. */
const SILENCE = 10 * 60_000;

function silentLink(situation: Situation, link: Link): Judged {
  const { logs } = situation;
  if (!stands(situation, link)) return 'pass';
  const received = logs.latest('napcat.message-received');
  const arrived = logs.latest('nonebot.message-received');
  const symptom = logs.latest('napcat.message-too-old') ?? silentKernel(situation, received);
  const bothRead = logs.read('napcat') && logs.read('nonebot');
  const stopped = gapBetween(situation.facts, arrived, received) > SILENCE;
  const never = bothRead && received !== null && arrived === null;
  const complaint = missingEvents(situation);
  if (symptom === null && !stopped && !never) {
    if (complaint === null || arrived !== null) return bothRead ? 'pass' : 'unknown';
    return [missed(complaint, situation, link)];
  }
  if (symptom !== null && arrived !== null && !stopped) return 'pass';
  return [
    {
      code: 'events-missing',
      outcome: 'fail',
      // What the user pasted of NoneBot's window may be older than NapCat's log; QQ's kernel may come back.
      confidence: symptom?.rule === 'napcat.message-too-old' ? 'certain' : 'likely',
      variant: stopped || symptom?.rule === 'napcat.kernel-timeout' ? 'stopped' : 'receive-but-silent',
      params: { url: link.url.text },
      evidence: [
        ...(link.connection == null ? [] : [ofConnection(link.connection)]),
        ...[symptom, received, arrived].flatMap((event) => (event === null ? [] : [ofEvent(event)])),
        ...(never ? [missing('log-line', 'nonebot [message…]')] : []),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** QQ's kernel answers no more, and nothing came in for a while: one call that takes too long is no silence. */
function silentKernel({ logs, facts }: Situation, received: SeenEvent | null): SeenEvent | null {
  const timeout = logs.latest('napcat.kernel-timeout');
  return received === null || gapBetween(facts, received, timeout) > SILENCE ? timeout : null;
}

/** Seen in the table of sockets, or said by the framework where nobody could look at that table. */
function stands({ logs, facts }: Situation, { connection }: Link): boolean {
  if (connection != null) return true;
  return (
    facts.connections.state !== 'known' &&
    logs.latest(...CONNECTED_RULES, 'wire.version-answered', 'user.connected', 'user.only-meta') !== null
  );
}

/** Nobody knows where NapCat dials, and what the reporter says or pastes shows that it arrives there. */
function missedWithoutLink(situation: Situation): readonly CheckResult[] | null {
  const { dialled, judged, logs } = situation;
  const complaint = missingEvents(situation);
  if (complaint === null) return null;
  if (dialled.length === 0 && (otherWayStands(situation) || unseenEntryStands(situation)))
    return [missed(complaint, situation)];
  if (judged.length > 0) return null;
  const linked =
    logs.latest(...CONNECTED_RULES, 'wire.version-answered', 'user.connected') !== null ||
    // Messages went both ways for a while, or still go out.
    (complaint.kind === 'stopped' && logs.latest('user.can-send', 'napcat.kernel-timeout') !== null);
  return complaint.kind === 'only-meta' || linked ? [missed(complaint, situation)] : null;
}

function missed({ kind, events, napcatReceives }: Complaint, { links }: Situation, link?: Link): CheckResult {
  const variant =
    napcatReceives === true
      ? ('receive-but-silent' as const)
      : napcatReceives === false
        ? ('no-receive' as const)
        : kind === 'stopped'
          ? ('stopped' as const)
          : null;
  return {
    code: 'events-missing',
    outcome: 'fail',
    // That something is missing only the reporter saw.
    confidence: 'likely',
    ...(variant === null ? {} : { variant }),
    params: link === undefined ? {} : { url: link.url.text },
    evidence: [...(link?.connection == null ? [] : [ofConnection(link.connection)]), ...events.map(ofEvent)],
    about: link === undefined ? null : links.indexOf(link),
  };
}

function gapBetween(facts: Facts, earlier: SeenEvent | null, later: SeenEvent | null): number {
  return earlier === null || later === null ? 0 : (timeBetween(facts, lastOf(earlier), lastOf(later)) ?? 0);
}

export const heartbeatKept: Check = {
  id: 'heartbeat-kept',
  hop: 5,
  run: (situation) => forEachLink(situation, cutPeriodically),
};

/** Milliseconds: a cut that comes back within these bounds is a timer's, not a person's. */
const PERIOD = { least: 30_000, most: 300_000 } as const;

/** The link is cut again and again after the same time, while every reconnection succeeds. */
function cutPeriodically(situation: Situation, link: Link): Judged {
  const { logs } = situation;
  const { entry } = link;
  const lost = logs.latestAbout(link.url.text, 'napcat.connection-lost');
  if (entry === null || lost?.at == null || lost.lastAt === null || lost.count < 3) return 'pass';
  const cycle = (Date.parse(lost.lastAt) - Date.parse(lost.at)) / (lost.count - 1);
  // Between two cuts NapCat first waits, then the link lives.
  const period = cycle - (entry.reconnectInterval ?? 0);
  const refused = logs.latestAbout(
    link.url.text,
    'napcat.connect-refused',
    'napcat.server-403',
    'napcat.server-401',
    'napcat.server-response',
  );
  if (period < PERIOD.least || period > PERIOD.most || refused !== null) return 'pass';
  const interval = entry.heartInterval ?? 0;
  const tooSlow = interval <= 0 || interval >= period;
  const said = logs.latest('overflow.closed', 'maibot.bot-gone', 'nonebot.keepalive-timeout');
  return [
    {
      code: 'heartbeat-timeout',
      outcome: 'fail',
      confidence: tooSlow ? 'certain' : 'likely',
      variant: interval <= 0 ? 'off' : 'too-long',
      params: { url: link.url.text, entry: entry.name, seconds: Math.round(period / 1000), detail: `${interval}` },
      evidence: [
        ofEntry(link.target.file, entry, 'heartInterval', `${interval}`),
        ofEvent(lost),
        ...(said === null ? [] : [ofEvent(said)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

export const messagesReadable: Check = {
  id: 'messages-readable',
  hop: 5,
  run: (situation) => forEachLink(situation, unreadable),
};

/** They read OneBot's array form only and pass over text (AstrBot says so in its log). */
const ARRAY_ONLY: ReadonlySet<FrameworkKind> = new Set(['astrbot', 'maibot-adapter']);

function unreadable(situation: Situation, link: Link): Judged {
  const { entry } = link;
  const kind = kindAt(link);
  if (entry === null) return 'pass';
  const said = situation.logs.latest('framework.message-format', 'nonebot.event-unparsable');
  const text = entry.messageFormat === 'string';
  if (said === null && !(text && kind !== null && ARRAY_ONLY.has(kind))) return 'pass';
  return [
    {
      code: 'message-format',
      outcome: 'fail',
      confidence: said !== null && text ? 'certain' : text ? 'likely' : 'possible',
      params: { entry: entry.name, detail: entry.messageFormat, ...(kind === null ? {} : { framework: kind }) },
      evidence: [
        ofEntry(link.target.file, entry, 'messagePostFormat', entry.messageFormat),
        ...(said === null ? [] : [ofEvent(said)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

export const botAnswers: Check = {
  id: 'bot-answers',
  hop: 5,
  run: (situation) => {
    const unanswered = saidToIgnore(situation);
    return unanswered === null ? forEachLink(situation, nobodyTakesThem) : [unanswered];
  },
};

/** Nobody knows where NapCat dials; the framework's log shows that messages come, and the reporter that no answer goes. */
function saidToIgnore({ logs, dialled, judged }: Situation): CheckResult | null {
  if (dialled.length > 0 || judged.length > 0) return null;
  const connected = logs.latest(...CONNECTED_RULES);
  // A plugin that is not loaded answers nothing, whatever comes.
  const arrived = messageThere(logs) ?? logs.latest('nonebot.plugin-failed');
  const why = logs.latest(...SENDING_REFUSED) ?? unanswered(logs);
  if (connected === null || arrived === null || why === null || logs.latest('nonebot.bot-lost') !== null) return null;
  return {
    code: 'bot-ignores-messages',
    outcome: 'fail',
    confidence: 'likely',
    params: {},
    evidence: [ofEvent(connected), ofEvent(arrived), ofEvent(why)],
    about: null,
  };
}

/** QQ lets this account say nothing there. */
const SENDING_REFUSED = ['nonebot.sending-refused', 'napcat.sending-refused'] as const;

/** A message reached the framework: what NoneBot and AstrBot print of each. */
function messageThere(logs: LogView): SeenEvent | null {
  return logs.latest('nonebot.message-received') ?? ofAstrBot(logs, 'event_bus');
}

function ofAstrBot(logs: LogView, kind: string): SeenEvent | null {
  return logs.all('astrbot.message-received').findLast(({ captures }) => captures.kind === kind) ?? null;
}

/** The reporter misses an answer, and no plugin was seen to give one. */
function unanswered(logs: LogView): SeenEvent | null {
  const given = logs.latest('nonebot.event-handled') ?? ofAstrBot(logs, 'respond.stage');
  return given === null ? logs.latest('user.no-answer') : null;
}

/** Messages reach the framework, and no plugin ever takes one, or QQ takes no answer: prefix, permissions, plugins. */
function nobodyTakesThem(situation: Situation, link: Link): Judged {
  const { logs } = situation;
  if (link.connection == null) return 'pass';
  const arrived = messageThere(logs);
  const refused = logs.latest('user.no-answer') === null ? null : logs.latest(...SENDING_REFUSED);
  const missed = refused ?? (missingEvents(situation) === null ? unanswered(logs) : null);
  const taken = logs.latest('nonebot.event-handled') !== null;
  const received = logs.all('nonebot.message-received').reduce((sum, { count }) => sum + count, 0);
  if (missed === null && (received < 2 || taken)) return arrived === null && !logs.read('nonebot') ? 'unknown' : 'pass';
  return [
    {
      code: 'bot-ignores-messages',
      outcome: 'fail',
      confidence: 'likely',
      params: { url: link.url.text },
      evidence: [
        ofConnection(link.connection),
        ...(arrived === null ? [] : [ofEvent(arrived)]),
        ...(missed === null ? [missing('log-line', 'Event will be handled by Matcher')] : [ofEvent(missed)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}
