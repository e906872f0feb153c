/** The link stands: do events arrive, are they readable, does it stay? */
import { valueOf } from '../../../machine/answer.ts';
import type { Check, CheckResult } from '../../check.ts';
import { missing, ofConnection, ofEntry, ofEvent, ofOrigin } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { DEFECTS } from '../../version-table.ts';
import { inRange } from '../../version.ts';
import type { Situation } from '../../situation.ts';

export const eventsArrive: Check = {
  id: 'events-arrive',
  hop: 5,
  run: (situation) => forEachLink(situation, silentLink),
};

function silentLink(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { logs } = situation;
  if (link.connection == null) return 'pass';
  const received = logs.latest('napcat.message-received');
  const arrived = logs.latest('nonebot.message-received');
  const dropped = logs.latest('napcat.message-too-old');
  const stuck = logs.latest('napcat.kernel-timeout');
  if (arrived !== null) return 'pass';
  const symptom = dropped ?? stuck;
  const bothRead = logs.read('napcat') && logs.read('nonebot');
  if (symptom === null && !(bothRead && received !== null)) return bothRead ? 'pass' : 'unknown';
  return [
    {
      code: 'events-missing',
      outcome: 'fail',
      confidence: symptom === null ? 'likely' : 'certain',
      variant: stuck !== null ? 'stopped' : 'receive-but-silent',
      params: { url: link.url.text },
      evidence: [
        ofConnection(link.connection),
        ...(symptom === null ? [] : [ofEvent(symptom)]),
        ...(received === null ? [] : [ofEvent(received)]),
        ...(arrived === null && bothRead ? [missing('log-line', 'nonebot [message…]')] : []),
      ],
      link: situation.links.indexOf(link),
    },
  ];
}

export const noKnownDefect: Check = {
  id: 'no-known-defect',
  hop: 5,
  run(situation) {
    const { napcat, framework, logs } = situation;
    const results: CheckResult[] = [];
    const napcatVersion = napcat === null ? undefined : valueOf(napcat.version);
    const packages = framework === null ? {} : (valueOf(framework.packages) ?? {});
    for (const defect of DEFECTS) {
      const version = defect.product === 'napcat' ? napcatVersion?.text : packages[defect.product];
      if (version === undefined || !inRange(version, defect.from, defect.to)) continue;
      const event = defect.symptom.length === 0 ? null : logs.latest(...defect.symptom);
      if (event === null) continue;
      results.push({
        code: defect.product === 'napcat' ? 'napcat-known-bad-version' : 'framework-defect',
        outcome: 'fail',
        confidence: 'likely',
        params: {
          version,
          detail: defect.id,
          ...(defect.fixedIn === undefined ? {} : { fixedIn: defect.fixedIn }),
          product: defect.product,
        },
        evidence: [
          { kind: 'version', product: defect.product, version },
          ofEvent(event),
          ...(napcatVersion === undefined ? [] : [ofOrigin(napcatVersion.origin, napcatVersion.text)]),
        ],
        link: null,
      });
    }
    return results.length > 0 ? results : napcat === null ? 'skip' : 'pass';
  },
};

export const heartbeatKept: Check = {
  id: 'heartbeat-kept',
  hop: 5,
  run: (situation) => forEachLink(situation, heartbeat),
};

/** A drop that comes back at one period, together with heartbeats that are off or slower than the period. */
function heartbeat(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { entry } = link;
  const said = situation.logs.latest('maibot.bot-gone', 'nonebot.keepalive-timeout');
  if (entry === null || entry.heartInterval === null) return 'pass';
  const off = entry.heartInterval <= 0;
  const slow = entry.heartInterval > 60_000;
  if (said === null || !(off || slow)) return 'pass';
  return [
    {
      code: 'heartbeat-timeout',
      outcome: 'fail',
      confidence: 'certain',
      variant: off ? 'off' : 'too-long',
      params: { url: link.url.text, entry: entry.name, seconds: Math.round(entry.heartInterval / 1000) },
      evidence: [ofEntry(link.target.file, entry, 'heartInterval', `${entry.heartInterval}`), ofEvent(said)],
      link: situation.links.indexOf(link),
    },
  ];
}

export const messagesReadable: Check = {
  id: 'messages-readable',
  hop: 5,
  run: (situation) => forEachLink(situation, unreadable),
};

function unreadable(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { entry } = link;
  if (entry === null) return 'pass';
  const said = situation.logs.latest('nonebot.event-unparsable');
  if (said === null) return 'pass';
  return [
    {
      code: 'message-format',
      outcome: 'fail',
      confidence: entry.messageFormat === 'string' ? 'certain' : 'possible',
      params: {
        entry: entry.name,
        detail: entry.messageFormat,
        ...(link.framework === null ? {} : { framework: link.framework.kind }),
      },
      evidence: [ofEntry(link.target.file, entry, 'messagePostFormat', entry.messageFormat), ofEvent(said)],
      link: situation.links.indexOf(link),
    },
  ];
}
