/** Does the address that the entry names lead to where the framework listens: the family, the adapter, the name? */
import { valueOf } from '../../../machine/answer.ts';
import type { Listener } from '../../../machine/machine.ts';
import { isIPv6, isLoopback, isWildcard } from '../../addresses.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEvent, ofListener, ofTcp } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import { saidToBeInContainer } from '../../in-container.ts';
import type { Link } from '../../link.ts';
import { LISTENING_RULES, REFUSED_RULES } from '../../log-rules/groups.ts';
import type { SeenEvent } from '../../log-view.ts';
import type { Situation } from '../../situation.ts';
import { FORWARDERS } from './forwarders.ts';

export const rightAddress: Check = {
  id: 'right-address',
  hop: 3,
  run: (situation) => forEachLink(situation, wrongAddress),
};

function wrongAddress(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  if (link.connection != null) return 'pass';
  const { host, port, text } = link.url;
  const index = situation.links.indexOf(link);
  const common = { outcome: 'fail', params: { url: text, host, port }, about: index } as const;
  if (link.target.hostKind === 'unspecified' && situation.facts.host.platform === 'win32') {
    const evidence = [...ofTcp(link), ...(link.answering == null ? [] : [ofListener(situation, link.answering)])];
    return [
      {
        ...common,
        code: 'wrong-address',
        confidence: 'certain',
        variant: 'unspecified-target',
        params: { ...common.params, suggestion: text.replace(/0\.0\.0\.0|\[::\]/, '127.0.0.1') },
        evidence,
      },
    ];
  }
  const unresolved = nameUnresolved(situation, link) ?? ledAway(situation, link);
  if (unresolved !== null) return [unresolved];
  const gone = addressGone(situation, link);
  if (gone !== null) return [gone];
  const slow = firstFamilyRefused(situation, link);
  if (slow !== null) return [slow];
  const loopbackOnly = saidLoopbackOnly(situation, link);
  if (loopbackOnly !== null) return [loopbackOnly];
  if (link.onPort === null) return 'unknown';
  const reachable = link.answering;
  const others = link.onPort.filter(
    (listener) => isLoopback(listener.address) || !isWildcard(listener.address) || isIPv6(listener.address),
  );
  if (reachable != null && !(link.tcp === 'refused')) return 'pass';
  const listener = others[0];
  if (listener === undefined) return 'pass';
  const wantsLoopback = link.url.host === 'localhost' && link.addresses.every(isLoopback);
  const loopbackMismatch = wantsLoopback && (isLoopback(listener.address) || listener.address === '::');
  const evidence = [ofListener(situation, listener), ...ofTcp(link)];
  const params = { ...common.params, listenAddress: listener.address };
  if (loopbackMismatch) {
    return [
      {
        ...common,
        code: 'ipv6-localhost',
        confidence: 'certain',
        params: { ...params, suggestion: isIPv6(listener.address) ? '[::1]' : '127.0.0.1' },
        evidence,
      },
    ];
  }
  return [
    {
      ...common,
      code: 'wrong-address',
      confidence: 'certain',
      variant: isLoopback(listener.address) && !link.addresses.every(isLoopback) ? 'loopback-only' : 'other-address',
      side: isLoopback(listener.address) && !link.addresses.every(isLoopback) ? 'framework' : 'napcat',
      params,
      evidence,
    },
  ];
}

/** Docker answers the names of containers at this address inside each of them. */
const DOCKER_RESOLVER = '127.0.0.11';

function isInContainer(situation: Situation): boolean {
  return situation.napcat?.mode === 'container' || saidToBeInContainer(situation) !== null;
}

function nameUnresolved(situation: Situation, link: Link): CheckResult | null {
  const said = situation.logs.latestAbout(link.url.text, 'napcat.name-not-found', 'gocqhttp.host-not-found');
  const answer = link.target.resolved.state === 'absent' || link.tcp === 'name-not-found';
  if (!answer && said?.text.includes(link.url.host) !== true) return null;
  // A name without a dot that is asked for inside a container is another container's.
  const { host } = link.url;
  const inside = said?.captures.resolver === DOCKER_RESOLVER || isInContainer(situation);
  const container = !host.includes('.') && inside;
  return {
    ...(container
      ? ({ code: 'container-address', variant: 'name-unknown' } as const)
      : ({ code: 'wrong-address', variant: 'name-not-found' } as const)),
    outcome: 'fail',
    confidence: 'certain',
    side: 'napcat',
    params: { url: link.url.text, host },
    evidence: [
      ...(answer
        ? [{ kind: 'probe' as const, probe: 'resolve' as const, target: link.url.host, answer: 'not found' }]
        : []),
      ...(said === null ? [] : [ofEvent(said)]),
    ],
    about: situation.links.indexOf(link),
  };
}

/** The hosts file sends `localhost` to another machine, or to one that is gone. Nothing else may do that. */
function ledAway({ facts, links }: Situation, link: Link): CheckResult | null {
  const { host, port, text } = link.url;
  if (host !== 'localhost' || link.tcp === 'connected') return null;
  const line = valueOf(facts.system.hostsFile)?.find(({ name, address }) => name === host && !isLoopback(address));
  if (line === undefined || (link.addresses[0] !== undefined && isLoopback(link.addresses[0]))) return null;
  return {
    code: 'wrong-address',
    outcome: 'fail',
    confidence: link.target.resolved.state === 'known' ? 'certain' : 'likely',
    side: 'windows',
    variant: 'hosts-file',
    params: { url: text, host, port, line: line.line, listenAddress: line.address, suggestion: '127.0.0.1' },
    evidence: [
      { kind: 'file', path: 'hosts', line: line.line, value: `${line.address} ${line.name}` },
      ...(link.target.resolved.state === 'known'
        ? [{ kind: 'probe' as const, probe: 'resolve' as const, target: host, answer: link.addresses.join(', ') }]
        : []),
      ...ofTcp(link),
    ],
    about: links.indexOf(link),
  };
}

/**
 * `localhost` leads to ::1 first and the server has IPv4 only. Node from 20 on tries both; an older NapCat gives up on
 * the first, and its log then names ::1.
 */
function firstFamilyRefused(situation: Situation, link: Link): CheckResult | null {
  const first = link.addresses[0];
  const { answering } = link;
  const said = situation.logs
    .all('napcat.connect-refused', 'gocqhttp.connect-refused')
    .find((event) => event.text.includes('::1'));
  if (link.url.host === 'localhost' && answering === undefined && said !== undefined) {
    return {
      code: 'ipv6-localhost',
      outcome: 'fail',
      // Nobody saw whether the other family has a listener.
      confidence: 'likely',
      params: { url: link.url.text, host: link.url.host, port: link.url.port },
      evidence: [ofEvent(said)],
      about: situation.links.indexOf(link),
    };
  }
  if (link.url.host !== 'localhost' || answering == null || first === undefined || link.connection === undefined)
    return null;
  if (isIPv6(answering.address) || (said === undefined && !isIPv6(first))) return null;
  return {
    code: 'ipv6-localhost',
    outcome: 'fail',
    confidence: said === undefined ? 'possible' : 'certain',
    params: {
      url: link.url.text,
      host: link.url.host,
      port: link.url.port,
      listenAddress: answering.address,
      suggestion: answering.address,
    },
    evidence: [ofListener(situation, answering), ...(said === undefined ? [] : [ofEvent(said)])],
    about: situation.links.indexOf(link),
  };
}

/**
 * Nobody could look, but the framework wrote down that it listens on loopback, and NapCat is turned away at an address
 * that is none. Docker Desktop leads `host.docker.internal` to the loopback of its host, so a name tells nothing.
 */
function saidLoopbackOnly({ facts, logs, links }: Situation, link: Link): CheckResult | null {
  if (facts.listeners.state === 'known' || (link.target.hostKind !== 'private' && link.target.hostKind !== 'own'))
    return null;
  const refused = logs.latestAbout(link.url.text, ...REFUSED_RULES);
  const listening = logs.all(...LISTENING_RULES).filter(({ captures }) => hostPortOf(captures)?.port === link.url.port);
  const host = hostPortOf(listening.at(-1)?.captures ?? {})?.host;
  const event = listening.at(-1);
  if (refused === null || event === undefined || host === undefined || !isLoopback(host)) return null;
  return {
    code: 'wrong-address',
    outcome: 'fail',
    confidence: 'likely',
    variant: 'loopback-only',
    side: 'framework',
    params: { url: link.url.text, host: link.url.host, port: link.url.port, listenAddress: host },
    evidence: [ofEvent(event), ofEvent(refused)],
    about: links.indexOf(link),
  };
}

function hostPortOf({ host, port, url }: SeenEvent['captures']): { host: string; port: number } | null {
  if (host !== undefined && port !== undefined) return { host, port: Number(port) };
  if (url === undefined || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return { host: parsed.hostname.replace(/^\[|\]$/g, ''), port: Number(parsed.port) };
}

/**
 * WSL has another address after each start, and Windows leads its own loopback to what listens inside (Windows dossier
 * §h). Docker's forwarder leads there too.
 */
function forwardedHere({ facts, process }: Situation, port: number): Listener | undefined {
  return (valueOf(facts.listeners) ?? []).find(
    (listener) => listener.port === port && FORWARDERS.test(process(listener.pid)?.name ?? ''),
  );
}

/** A private address that is no longer (or never was) this machine's, while the framework listens right here. */
function addressGone(situation: Situation, link: Link): CheckResult | null {
  const unreachable = link.tcp === 'unreachable' || link.tcp === 'timeout';
  if (link.target.hostKind !== 'private' || !unreachable || link.elsewhere) return null;
  const here =
    situation.facts.frameworks
      .flatMap(({ running, listeners }) => (running === null ? [] : listeners))
      .find(({ port }) => port === link.url.port) ?? forwardedHere(situation, link.url.port);
  if (here === undefined || situation.facts.system.network.state !== 'known') return null;
  return {
    code: 'wrong-address',
    outcome: 'fail',
    confidence: 'likely',
    side: 'napcat',
    variant: 'unreachable',
    params: {
      url: link.url.text,
      host: link.url.host,
      port: link.url.port,
      listenAddress: here.address,
      suggestion: link.url.text.replace(link.url.host, '127.0.0.1'),
    },
    evidence: [...ofTcp(link), ofListener(situation, here)],
    about: situation.links.indexOf(link),
  };
}
