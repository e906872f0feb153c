/** Does the entry name the port on which the framework takes NapCat? */
import { valueOf } from '../../../machine/answer.ts';
import type { FrameworkFacts } from '../../../survey/facts.ts';
import { endpoint } from '../../addresses.ts';
import type { Check, CheckResult } from '../../check.ts';
import { missing, ofEvent, ofListener, ofOrigin } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { LISTENING_RULES, REFUSED_RULES } from '../../log-rules/groups.ts';
import type { Situation } from '../../situation.ts';

export const rightPort: Check = {
  id: 'right-port',
  hop: 3,
  run: (situation) => forEachLink(situation, wrongPort),
};

function wrongPort(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { facts } = situation;
  if (link.connection != null) return 'pass';
  const sidePort = otherPortOfSame(situation, link);
  if (sidePort !== null) return [sidePort];
  if (link.framework !== null) return 'pass';
  if (!link.local) return 'unknown';
  if (link.identity?.kind === 'nonebot-v11') return 'pass';
  const elsewhere = listeningElsewhere(situation, link);
  if (elsewhere !== null) {
    const { framework, port, sure } = elsewhere;
    const own = framework.listeners.find((listener) => listener.port === port);
    return [
      {
        code: 'wrong-port',
        outcome: 'fail',
        // Who answers in its place may pass it on (a reverse proxy), unless NapCat is seen to have no connection.
        confidence:
          sure && facts.listeners.state === 'known' && (link.answering === null || link.connection === null)
            ? 'certain'
            : 'likely',
        variant: 'framework-elsewhere',
        params: { url: link.url.text, port: link.url.port, expectedPort: port, framework: framework.kind },
        evidence: [
          ...(own === undefined ? [] : [ofListener(situation, own)]),
          missing('listener', endpoint(link.url.host, link.url.port)),
        ],
        about: situation.links.indexOf(link),
      },
    ];
  }
  const said = saidElsewhere(situation, link);
  if (said !== null) return [said];
  const configured = configuredElsewhere(situation, link);
  if (configured === null) return 'pass';
  const setting = valueOf(configured.port);
  return [
    {
      code: 'wrong-port',
      outcome: 'fail',
      confidence: 'likely',
      ...(configured.pasted === true ? {} : { variant: 'config-says' as const }),
      params: {
        url: link.url.text,
        port: link.url.port,
        framework: configured.kind,
        ...(setting === undefined ? {} : { expectedPort: setting.value }),
      },
      evidence: setting === undefined ? [] : [ofOrigin(setting.origin, `${setting.value}`)],
      about: situation.links.indexOf(link),
    },
  ];
}

/** A running framework that listens, not where the entry points, and that nothing else of NapCat leads to. */
export function listeningElsewhere(
  { facts, links }: Situation,
  link: Link,
): { framework: FrameworkFacts; port: number; sure: boolean } | null {
  const candidates = facts.frameworks.filter(
    (framework) =>
      framework.running !== null &&
      framework.listeners.length > 0 &&
      !framework.listeners.some((listener) => listener.port === link.url.port) &&
      // One that has an entry of its own, even a dead one, is not what this entry is meant for.
      !links.some((other) => other !== link && other.framework === framework),
  );
  const plausible = candidates.filter((candidate) => oneBotPort(candidate) !== null);
  const ranked = [...plausible].sort((a, b) => Number(b.kind === 'nonebot2') - Number(a.kind === 'nonebot2'));
  const framework = ranked[0];
  if (framework === undefined) return null;
  const port = oneBotPort(framework);
  return port === null ? null : { framework, port, sure: plausible.length === 1 };
}

/** The port on which it takes NapCat: the configured one; a NoneBot has no other. A panel's port is none. */
function oneBotPort({ kind, port, listeners, nonebot }: FrameworkFacts): number | null {
  const wanted = valueOf(port)?.value;
  if (wanted !== undefined && listeners.some((listener) => listener.port === wanted)) return wanted;
  // Any Python program may be called bot.py; one that registers the adapter is a NoneBot.
  const surely = kind === 'koishi' || (nonebot !== null && valueOf(nonebot.adapters)?.v11 === true);
  return surely ? (listeners[0]?.port ?? null) : null;
}

/** The entry leads to the right program's wrong door: its panel instead of its OneBot port. */
function otherPortOfSame(situation: Situation, link: Link): CheckResult | null {
  const { framework } = link;
  const expected = framework === null ? null : oneBotPort(framework);
  if (framework === null || expected === null || expected === link.url.port || link.identity?.kind === 'nonebot-v11')
    return null;
  const own = framework.listeners.find((listener) => listener.port === expected);
  return {
    code: 'wrong-port',
    outcome: 'fail',
    confidence: 'certain',
    variant: 'framework-elsewhere',
    params: { url: link.url.text, port: link.url.port, expectedPort: expected, framework: framework.kind },
    evidence: [
      ...(own === undefined ? [] : [ofListener(situation, own)]),
      ...(link.answering == null ? [] : [ofListener(situation, link.answering)]),
    ],
    about: situation.links.indexOf(link),
  };
}

/** Nobody could look, but the framework wrote down where it listens, and NapCat that nobody took it elsewhere. */
function saidElsewhere({ facts, logs }: Situation, link: Link): CheckResult | null {
  if (facts.listeners.state === 'known' || link.tcp === 'connected') return null;
  const refused = logs.latestAbout(link.url.text, ...REFUSED_RULES, 'napcat.server-response', 'napcat.not-http');
  const listening = logs.all(...LISTENING_RULES).flatMap((event) => {
    const port = Number(event.captures.port ?? (event.captures.url && portOfUrl(event.captures.url)));
    return Number.isInteger(port) ? [{ event, port }] : [];
  });
  const other = listening.at(-1);
  if (refused === null || other === undefined || listening.some(({ port }) => port === link.url.port)) return null;
  return {
    code: 'wrong-port',
    outcome: 'fail',
    confidence: 'likely',
    variant: 'framework-elsewhere',
    params: { url: link.url.text, port: link.url.port, expectedPort: other.port },
    evidence: [ofEvent(other.event), ofEvent(refused)],
    about: null,
  };
}

function portOfUrl(url: string): number {
  return URL.canParse(url) ? Number(new URL(url).port) : NaN;
}

/** The only framework is not running, and its configuration names another port. */
function configuredElsewhere({ facts, framework }: Situation, link: Link): FrameworkFacts | null {
  if (framework?.running !== null || facts.frameworks.length !== 1) return null;
  const setting = valueOf(framework.port);
  return setting !== undefined && setting.value !== link.url.port ? framework : null;
}
