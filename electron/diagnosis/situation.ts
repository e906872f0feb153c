/**
 * The situation: the facts seen from one account of one NapCat. A machine may carry several; each is judged for
 * itself and the user's choice, or the one in trouble, is shown.
 */
import { valueOf } from '../machine/answer.ts';
import type { Diagnosis } from '../contract/diagnosis.ts';
import type { WatchEvent } from '../contract/watch.ts';
import type { ProcessInfo } from '../machine/machine.ts';
import type {
  AccountFacts,
  ConfigContent,
  ConfigFacts,
  Entry,
  Facts,
  FrameworkFacts,
  NapCatFacts,
} from '../survey/facts.ts';
import { buildLinks } from './link.ts';
import type { Link } from './link.ts';
import { readLogs } from './log-view.ts';
import type { LogView } from './log-view.ts';
import { otherWayConfigured } from './other-way.ts';
import { timelineOf } from './watch/timeline.ts';

export interface Situation {
  readonly facts: Facts;
  readonly napcat: NapCatFacts | null;
  readonly napcatIndex: number | null;
  readonly account: AccountFacts | null;
  /** Whether it was seen that this account of this NapCat is in use, or whether it is only the first of several. */
  readonly accountKnown: boolean;
  /** The configuration in force for the account: its own file, else the template that a login would copy. */
  readonly config: ConfigFacts | null;
  readonly content: ConfigContent | null;
  /** Client entries, in file order. */
  readonly clients: readonly Entry[];
  readonly links: readonly Link[];
  /** Links of entries that NapCat really dials: enabled and not replaced by a namesake. */
  readonly dialled: readonly Link[];
  /** Links whose far end is worth judging: the dialled ones, else the one that would be dialled if it were enabled. */
  readonly judged: readonly Link[];
  /** The framework this link is (or was) meant for, when one can be named. */
  readonly framework: FrameworkFacts | null;
  readonly logs: LogView;
  /** What happened while the machine was watched, in the order of time; `null`: it was not. */
  readonly watch: readonly WatchEvent[] | null;
  readonly process: (pid: number | null | undefined) => ProcessInfo | null;
}

/** Which account of which NapCat to look from. */
export interface Perspective {
  readonly napcat: number | null;
  readonly account: string | null;
}

/**
 * The perspectives worth judging: the account the user named, else every account in use on a running NapCat, else the
 * first install's first account.
 */
export function perspectives(facts: Facts): readonly Perspective[] {
  const { account: wanted } = facts.request;
  const running = facts.napcats.flatMap((napcat, index) => (napcat.running === null ? [] : [{ napcat, index }]));
  const candidates =
    running.length > 0 ? running : facts.napcats.slice(0, 1).map((napcat, index) => ({ napcat, index }));
  if (wanted !== undefined) {
    const owner =
      candidates.find(({ napcat }) => accountOf(napcat, wanted) !== null) ??
      facts.napcats
        .map((napcat, index) => ({ napcat, index }))
        .find(({ napcat }) => accountOf(napcat, wanted) !== null);
    return [{ napcat: owner?.index ?? candidates[0]?.index ?? null, account: wanted }];
  }
  if (candidates.length === 0) return [{ napcat: null, account: null }];
  return candidates.map(({ napcat, index }) => ({ napcat: index, account: mainAccount(napcat, facts) }));
}

export function situationFrom(facts: Facts, perspective: Perspective): Situation {
  const napcat = perspective.napcat === null ? null : (facts.napcats[perspective.napcat] ?? null);
  const account = napcat === null || perspective.account === null ? null : accountOf(napcat, perspective.account);
  const config = account?.config ?? napcat?.template ?? facts.pastedConfig;
  const content = config === null ? null : (valueOf(config.content) ?? null);
  const links = buildLinks(facts, perspective.napcat, perspective.account);
  const processes = new Map((valueOf(facts.processes) ?? []).map((process) => [process.pid, process]));
  const dialled = links.filter(({ entry }) => entry === null || (entry.enabled && !entry.shadowed));
  return {
    facts,
    napcat,
    napcatIndex: perspective.napcat,
    account,
    accountKnown: napcat === null || account === null || isInUse(facts, napcat, account),
    config,
    content,
    clients: content?.entries.filter((entry) => entry.kind === 'websocketClients') ?? [],
    links,
    dialled,
    judged: judgedOf(links, dialled, otherWayConfigured({ facts, content })),
    framework: intendedFramework(facts, dialled.length > 0 ? dialled : links),
    logs: readLogs(facts, perspective.napcat),
    watch: watchedOf(facts, perspective.napcat),
    process: (pid) => (pid == null ? null : (processes.get(pid) ?? null)),
  };
}

/** The one that the diagnosis speaks about. */
export function situationShown(facts: Facts, { napcat }: Diagnosis): Situation {
  const situations = perspectives(facts).map((perspective) => situationFrom(facts, perspective));
  const own = situations.find(
    ({ config, napcat: candidate }) =>
      (config?.file ?? null) === (napcat?.configFile ?? null) && (candidate?.dir ?? null) === (napcat?.dir ?? null),
  );
  return own ?? situations[0] ?? situationFrom(facts, { napcat: null, account: null });
}

function judgedOf(links: readonly Link[], dialled: readonly Link[], otherWay: boolean): readonly Link[] {
  if (dialled.length > 0) return dialled;
  // The link runs the other way round: an entry that is off leads nowhere by intent.
  if (otherWay) return [];
  return links.length === 1 ? links : links.filter(({ framework }) => framework !== null).slice(0, 1);
}

/** Without what another NapCat did. */
function watchedOf({ watch, napcats }: Facts, napcat: number | null): Situation['watch'] {
  if (watch === null) return null;
  const others = new Set(napcats.flatMap(({ running }, index) => (index === napcat ? [] : (running?.family ?? []))));
  return timelineOf(watch).filter(({ who, pid }) => who !== 'napcat' || pid === undefined || !others.has(pid));
}

function accountOf(napcat: NapCatFacts, uin: string): AccountFacts | null {
  return napcat.accounts.find((account) => account.uin === uin) ?? null;
}

function mainAccount(napcat: NapCatFacts, facts: Facts): string | null {
  return (
    napcat.running?.account?.uin ??
    napcat.accounts.find((account) => account.inUse)?.uin ??
    napcat.accounts.find((account) => showsInSockets(napcat, account, facts))?.uin ??
    napcat.accounts[0]?.uin ??
    null
  );
}

function isInUse(facts: Facts, napcat: NapCatFacts, account: AccountFacts): boolean {
  const { uin } = account;
  if (facts.request.account === uin) return true;
  if (facts.processes.state !== 'known' && facts.napcats.length > 1) return false;
  return (
    napcat.accounts.length === 1 ||
    napcat.running?.account?.uin === uin ||
    account.inUse ||
    showsInSockets(napcat, account, facts)
  );
}

/** Which file is in force shows in what the process does: a server of it listens, or a client of it is connected. */
function showsInSockets({ running }: NapCatFacts, { config }: AccountFacts, facts: Facts): boolean {
  const owns = ({ pid }: { readonly pid: number | null }): boolean =>
    pid !== null && running?.family.includes(pid) === true;
  const listening = (valueOf(facts.listeners) ?? []).filter(owns).map(({ port }) => port);
  const dialled = (valueOf(facts.connections) ?? []).filter(owns).map(({ remote }) => remote.port);
  return (valueOf(config.content)?.entries ?? []).some(
    ({ enabled, port, url }) =>
      enabled && ((port !== null && listening.includes(port)) || (url?.usable === true && dialled.includes(url.port))),
  );
}

/**
 * The framework that the user most probably means: the one at the other end of a link, else the one whose configured
 * port a link names, else the only running one, else the only project.
 */
function intendedFramework(facts: Facts, links: readonly Link[]): FrameworkFacts | null {
  const atTheEnd = links.find((link) => link.framework !== null)?.framework;
  if (atTheEnd != null) return atTheEnd;
  const configured = facts.frameworks.find((framework) => {
    const port = valueOf(framework.port)?.value;
    return port !== undefined && links.some((link) => link.url.port === port);
  });
  if (configured !== undefined) return configured;
  const running = facts.frameworks.filter((framework) => framework.running !== null);
  if (running.length === 1) return running[0] ?? null;
  if (running.length > 1) return running.find((framework) => framework.kind === 'nonebot2') ?? running[0] ?? null;
  return facts.frameworks.length === 1 ? (facts.frameworks[0] ?? null) : null;
}
