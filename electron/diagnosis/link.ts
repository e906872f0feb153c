/**
 * A link: one client entry seen together with everything at its other end. Checks read links instead of joining
 * listeners, processes, connections and probe answers themselves.
 */
import { valueOf } from '../machine/answer.ts';
import type { Connection, Listener, ProcessInfo } from '../machine/machine.ts';
import type { Entry, Facts, FrameworkFacts, NapCatFacts, TargetFacts } from '../survey/facts.ts';
import { answeringListener, isLoopback, isWildcard } from './addresses.ts';
import { identify } from './identity.ts';
import type { ServerIdentity } from './identity.ts';

export interface Link {
  readonly target: TargetFacts;
  readonly entry: Entry | null;
  readonly url: TargetFacts['url'];
  /** Whether the address names this machine, so that our own listener table speaks about it. */
  readonly local: boolean;
  /** Whether NapCat lives elsewhere (container, WSL), so that `127.0.0.1` in its URL is not ours. */
  readonly elsewhere: boolean;
  /** Addresses the host part leads to, in the resolver's order; empty when that is unknown. */
  readonly addresses: readonly string[];
  /** Every listener on the port; `null` when the table is unknown. */
  readonly onPort: readonly Listener[] | null;
  /** Who answers; `null`: nobody; `undefined`: unknown. */
  readonly answering: Listener | null | undefined;
  readonly owner: ProcessInfo | null;
  /** The framework that owns the answering listener. */
  readonly framework: FrameworkFacts | null;
  /** What the answers of the port look like. */
  readonly identity: ServerIdentity | null;
  /** The established connection of NapCat to it; `null`: there is none; `undefined`: unknown. */
  readonly connection: Connection | null | undefined;
  /** Established connections to the port by anybody else. */
  readonly rivals: readonly Connection[];
  /** TCP answer of the prober, `null` when not known. */
  readonly tcp: string | null;
}

export function buildLinks(facts: Facts, napcatIndex: number | null, account: string | null): readonly Link[] {
  const napcat = napcatIndex === null ? null : (facts.napcats[napcatIndex] ?? null);
  return facts.targets
    .filter((target) => target.napcat === null || (target.napcat === napcatIndex && target.account === account))
    .map((target) => buildLink(facts, napcat, target));
}

function buildLink(facts: Facts, napcat: NapCatFacts | null, target: TargetFacts): Link {
  const { url } = target;
  const elsewhere = napcat?.mode === 'container';
  const local = isOurs(facts, target, elsewhere) || (!elsewhere && LOCAL_KINDS.has(target.hostKind));
  const addresses = addressesOf(facts, target);
  const listeners = valueOf(facts.listeners);
  const onPort = listeners === undefined || !local ? null : listeners.filter((listener) => listener.port === url.port);
  const tcp = valueOf(target.tcp) ?? null;
  const answering = onPort === null ? undefined : whoAnswers(onPort, addresses, url.port, tcp);
  const owner = ownerOf(facts, answering ?? null);
  return {
    target,
    entry: target.entry,
    url,
    local,
    elsewhere,
    addresses,
    onPort,
    answering,
    owner,
    framework: frameworkOf(facts, answering ?? null),
    identity: identify(target),
    ...(acceptedHere(facts, napcat, elsewhere, answering ?? null) ??
      connectionsOf(facts, napcat, elsewhere ? null : addresses, url.port)),
    tcp,
  };
}

const LOCAL_KINDS: ReadonlySet<TargetFacts['hostKind']> = new Set(['loopback', 'unspecified']);

/** Docker's bridge has this address on every Linux host that did not choose another. */
const DOCKER_BRIDGE = '172.17.0.1';

/** An address of this machine, wherever NapCat lives: one of its interfaces, or the near end of a connection. */
function isOurs(facts: Facts, { hostKind, url }: TargetFacts, elsewhere: boolean): boolean {
  if (hostKind === 'own' || (elsewhere && url.host === DOCKER_BRIDGE)) return true;
  if (hostKind !== 'private') return false;
  return (valueOf(facts.connections) ?? []).some(({ local }) => local.address === url.host);
}

/** Of a NapCat that lives elsewhere only the far end of its connection is in our table: where the framework took it. */
function acceptedHere(
  facts: Facts,
  napcat: NapCatFacts | null,
  elsewhere: boolean,
  answering: Listener | null,
): Pick<Link, 'connection' | 'rivals'> | null {
  const runsHere = facts.processes.state !== 'known' || napcat?.running != null;
  if (answering?.pid == null || (!elsewhere && runsHere)) return null;
  const taken = (valueOf(facts.connections) ?? []).find(
    ({ local, remote, state, pid }) =>
      state === 'established' &&
      pid === answering.pid &&
      local.port === answering.port &&
      remote.address !== local.address &&
      !isLoopback(remote.address),
  );
  return taken === undefined ? null : { connection: taken, rivals: [] };
}

/** What the resolver said; where it was not asked, what it would have looked at first: the hosts file. */
function addressesOf({ system }: Facts, { resolved, hostKind, url }: TargetFacts): readonly string[] {
  const found = valueOf(resolved);
  if (found !== undefined && found.length > 0) return found;
  if (hostKind === 'unspecified') return ['127.0.0.1'];
  const inHosts = (valueOf(system.hostsFile) ?? [])
    .filter(({ name }) => name === url.host)
    .map(({ address }) => address);
  if (inHosts.length > 0) return [...new Set(inHosts)];
  if (url.host === 'localhost') return valueOf(system.ipv6) === 'first' ? ['::1', '127.0.0.1'] : ['127.0.0.1', '::1'];
  return hostKind === 'name' ? [] : [url.host];
}

/** `localhost` with two families: NapCat's Node (≥ 20) tries both, the first one that answers wins. */
function whoAnswers(
  onPort: readonly Listener[],
  addresses: readonly string[],
  port: number,
  tcp: string | null,
): Listener | null {
  const dualStack = tcp === 'connected' ? true : tcp === 'refused' ? false : null;
  for (const address of addresses) {
    const listener = answeringListener(onPort, address, port, dualStack);
    if (listener !== null) return listener;
  }
  return null;
}

function ownerOf(facts: Facts, listener: Listener | null): ProcessInfo | null {
  if (listener?.pid == null) return null;
  return valueOf(facts.processes)?.find((process) => process.pid === listener.pid) ?? null;
}

export function frameworkOf(facts: Facts, listener: Listener | null): FrameworkFacts | null {
  if (listener?.pid == null) return null;
  const { pid } = listener;
  return facts.frameworks.find((framework) => framework.running?.family.includes(pid)) ?? null;
}

function connectionsOf(
  facts: Facts,
  napcat: NapCatFacts | null,
  /** `null`: any, for a NapCat whose own addresses are not ours. */
  addresses: readonly string[] | null,
  port: number,
): Pick<Link, 'connection' | 'rivals'> {
  const connections = valueOf(facts.connections);
  if (connections === undefined) return { connection: undefined, rivals: [] };
  const family = new Set(napcat?.running?.family ?? []);
  const outgoing = connections.filter(
    ({ remote, state }) =>
      state === 'established' &&
      remote.port === port &&
      (addresses === null || addresses.some((address) => sameHost(address, remote.address))),
  );
  const mine = outgoing.find(({ pid }) => pid !== null && family.has(pid));
  if (mine !== undefined)
    return {
      connection: mine,
      rivals: outgoing.filter((other) => other !== mine && other.pid !== null && !family.has(other.pid)),
    };
  const ownerHidden = outgoing.find(({ pid }) => pid === null && napcat?.running != null);
  return {
    connection: ownerHidden ?? null,
    rivals: outgoing.filter((other) => other !== ownerHidden && other.pid !== null && !family.has(other.pid)),
  };
}

/** A name that leads to loopback, and loopback itself, count as one host; a wildcard target connects to loopback. */
function sameHost(wanted: string, seen: string): boolean {
  if (wanted === seen) return true;
  return (isLoopback(wanted) || isWildcard(wanted)) && isLoopback(seen);
}
