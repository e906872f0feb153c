/** Does somebody listen where the entry points, and is it the framework? */
import { valueOf } from '../../../machine/answer.ts';
import type { EntryUrl, FrameworkFacts } from '../../../survey/facts.ts';
import { endpoint } from '../../addresses.ts';
import type { Check, CheckResult } from '../../check.ts';
import { missing, ofEvent, ofTcp } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { firstOf, lastOf, timeBetween } from '../../log-clock.ts';
import { ACCEPTED_RULES, CONNECTED_RULES, LOST_RULES, REFUSED_RULES } from '../../log-rules/groups.ts';
import type { SeenEvent } from '../../log-view.ts';
import { otherWayConfigured } from '../../other-way.ts';
import type { Situation } from '../../situation.ts';

export const somebodyListens: Check = {
  id: 'somebody-listens',
  hop: 3,
  run: (situation) => forEachLink(situation, nobodyListens),
};

function nobodyListens(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { framework } = situation;
  const said = refusalInForce(situation, link);
  const refused = link.tcp === 'refused';
  if (link.connection != null || link.tcp === 'connected') return 'pass';
  const tableSaysNobody = link.answering === null;
  if (!tableSaysNobody && !refused && (said === null || link.answering != null))
    return link.answering === undefined ? 'unknown' : 'pass';
  if (link.answering != null && refused) return 'pass';
  if (!tableSaysNobody && !refused && listedInPaste(situation, link.url.port)) return 'unknown';
  const stopped = framework !== null && framework.running === null && framework.pasted !== true;
  return [
    {
      code: 'server-not-listening',
      outcome: 'fail',
      // The listener table is the proof; a refusal alone leaves open that the program listens elsewhere.
      confidence: tableSaysNobody ? 'certain' : 'likely',
      variant: !link.local ? 'remote' : stopped ? 'framework-not-running' : 'nothing',
      params: {
        url: link.url.text,
        host: link.url.host,
        port: link.url.port,
        ...(framework === null
          ? {}
          : { framework: framework.kind, ...(framework.projectDir === null ? {} : { dir: framework.projectDir }) }),
      },
      evidence: [
        ...(tableSaysNobody ? [missing('listener', endpoint(link.url.host, link.url.port))] : []),
        ...ofTcp(link),
        ...(said === null ? [] : [ofEvent(said)]),
        ...(stopped ? [missing('process', framework.projectDir ?? framework.kind)] : []),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** Somebody pasted what netstat showed, and this port is in it: who was refused dialled from elsewhere, or earlier. */
function listedInPaste({ logs }: Situation, port: number): boolean {
  return logs.all('user.listening').some(({ captures }) => Number(captures.port) === port);
}

/**
 * NapCat's line of a refusal, unless the framework's own log says that a bot came online and stayed: after it, or at a
 * time of which nobody can tell whether it was before.
 */
function refusalInForce({ logs, facts }: Situation, link: Link): SeenEvent | null {
  const refused = logs.latestAbout(link.url.text, ...REFUSED_RULES);
  const online = logs.latest(...CONNECTED_RULES, ...ACCEPTED_RULES, ...LOST_RULES);
  if (refused === null || online === null || LOST_RULES.some((rule) => rule === online.rule)) return refused;
  const onlineAfter = timeBetween(facts, lastOf(refused), firstOf(online));
  return onlineAfter !== null && onlineAfter <= 0 ? refused : null;
}

export const frameworkRuns: Check = {
  id: 'framework-runs',
  hop: 3,
  run(situation) {
    const { facts, napcat, content, judged } = situation;
    // Where an entry leads somewhere, its own link tells (above).
    if (judged.length > 0 || napcat === null) return 'skip';
    if (facts.listeners.state !== 'known' || facts.processes.state !== 'known') return 'unknown';
    const [framework, ...others] = facts.frameworks;
    if (framework === undefined || others.length > 0 || dialsNapCat(framework)) return 'skip';
    if (otherWayConfigured(situation)) return 'skip';
    const port = valueOf(framework.port)?.value;
    if (framework.running !== null || port === undefined) return 'pass';
    if (facts.listeners.value.some((listener) => listener.port === port)) return 'pass';
    const meant =
      content?.entries.some(({ kind, url }) => kind === 'websocketClients' && namesPort(url, port)) ?? false;
    return [
      {
        code: 'server-not-listening',
        outcome: 'fail',
        // An idle project on the disk may be one that nobody uses any more.
        confidence: meant ? 'certain' : 'likely',
        variant: 'framework-not-running',
        params: {
          port,
          framework: framework.kind,
          ...(framework.projectDir === null ? {} : { dir: framework.projectDir }),
        },
        evidence: [missing('process', framework.projectDir ?? framework.kind), missing('listener', `:${port}`)],
        about: null,
      },
    ];
  },
};

function dialsNapCat({ nonebot }: FrameworkFacts): boolean {
  return (nonebot?.forwardUrls.length ?? 0) > 0;
}

/** Also one that cannot be dialled as it stands. */
function namesPort(url: EntryUrl | null, port: number): boolean {
  if (url === null) return false;
  return url.usable ? url.port === port : new RegExp(`(?<!\\d)${port}(?!\\d)`).test(url.text.normalize('NFKC'));
}
