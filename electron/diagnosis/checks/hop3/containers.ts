/** A framework inside a container: is its port given to the host, and does it listen beyond its own loopback? */
import { valueOf } from '../../../machine/answer.ts';
import type { ProcessInfo } from '../../../machine/machine.ts';
import type { ComposeService } from '../../../survey/facts.ts';
import { isLoopback } from '../../addresses.ts';
import type { Check, CheckResult } from '../../check.ts';
import { missing, ofEvent, ofIdentity, ofListener, ofOrigin, ofProcess, ofTcp } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import { saidToBeInContainer } from '../../in-container.ts';
import type { Link } from '../../link.ts';
import { LISTENING_RULES, REFUSED_RULES } from '../../log-rules/groups.ts';
import type { SeenEvent } from '../../log-view.ts';
import type { Situation } from '../../situation.ts';
import { FORWARDERS } from './forwarders.ts';

export const containerPortPublished: Check = {
  id: 'container-port-published',
  hop: 3,
  run: (situation) =>
    forEachLink(
      situation,
      (_, link) =>
        unpublished(situation, link) ??
        saidToBeInside(situation, link) ??
        leftOutByProxy(situation, link) ??
        deadBehindForwarder(situation, link) ??
        'pass',
    ),
};

export const boundBeyondItself: Check = {
  id: 'bound-beyond-itself',
  hop: 3,
  run: (situation) => forEachLink(situation, boundToItself),
};

/**
 * NapCat comes from another machine or container, and the framework is told to listen on its own loopback: whoever is
 * not inside with it is refused there.
 */
function boundToItself(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const { facts, framework, logs } = situation;
  if (link.connection != null || framework === null || valueOf(framework.port)?.value !== link.url.port) return 'pass';
  const host = valueOf(framework.host);
  // Where its listeners show, they speak for themselves (right-address).
  if (host === undefined || !isLoopback(host.value) || framework.listeners.length > 0) return 'pass';
  if (link.target.hostKind === 'loopback' || link.local || link.tcp === 'connected') return 'pass';
  const refused = logs.latestAbout(link.url.text, 'napcat.connect-refused', 'gocqhttp.connect-refused');
  const service = facts.compose.find(({ name }) => name === link.url.host);
  if (refused === null && link.tcp !== 'refused' && service === undefined) return 'unknown';
  return [
    {
      code: 'wrong-address',
      outcome: 'fail',
      confidence: (refused !== null || link.tcp === 'refused') && service !== undefined ? 'certain' : 'likely',
      variant: 'loopback-only',
      side: 'framework',
      params: { url: link.url.text, port: link.url.port, listenAddress: host.value, framework: framework.kind },
      evidence: [
        ofOrigin(host.origin, host.value),
        ...(service === undefined
          ? []
          : [{ kind: 'file' as const, path: service.file, key: `services.${service.name}` }]),
        ...ofTcp(link),
        ...(refused === null ? [] : [ofEvent(refused)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

const CONTAINER_ENGINE = /^(?:com\.docker\.backend|dockerd|containerd-shim[\w-]*|podman|conmon)(?:\.exe)?$/i;

/** Nobody listens here, a container engine runs, and a compose file keeps a bot's port to itself. */
function unpublished(situation: Situation, link: Link): readonly CheckResult[] | null {
  const { facts } = situation;
  if (link.connection != null || !link.local || link.answering != null || link.tcp === 'connected') return null;
  const engine = valueOf(facts.processes)?.find(({ name }) => CONTAINER_ENGINE.test(name));
  const service = facts.compose.find((candidate) => carriesABot(situation, candidate, link.url.port));
  if (service === undefined || service.hostNetwork) return null;
  const refused = engine === undefined ? refusedUnseen(situation, link) : null;
  if (engine === undefined && refused === null) return null;
  if (service.ports.some(({ host }) => host === link.url.port)) return null;
  return [
    {
      code: 'container-port-not-published',
      outcome: 'fail',
      confidence: link.answering === null && engine !== undefined ? 'certain' : 'likely',
      params: { url: link.url.text, port: link.url.port, file: service.file, detail: service.image ?? service.name },
      evidence: [
        {
          kind: 'file',
          path: service.file,
          key: `services.${service.name}.ports`,
          value: service.ports.map(({ host, container }) => `${host}:${container}`).join(', '),
        },
        ...(engine === undefined ? [] : [missing('listener', `:${link.url.port}`), ofProcess(situation, engine.pid)]),
        ...(refused === null ? [] : [ofEvent(refused)]),
        ...ofTcp(link),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** The reporter has the framework in a container, where it says that it listens, and NapCat meets nobody on the host. */
function saidToBeInside(situation: Situation, link: Link): readonly CheckResult[] | null {
  const { logs, links } = situation;
  const inside = logs.latest('user.framework-in-container');
  const refused = refusedUnseen(situation, link);
  const listening = logs
    .all(...LISTENING_RULES)
    .findLast(({ captures }) => Number(captures.port) === link.url.port && !isLoopback(captures.host ?? ''));
  if (inside === null || refused === null || listening === undefined || link.target.hostKind !== 'loopback')
    return null;
  if (logs.latest('user.host-network') !== null) return null;
  return [
    {
      code: 'container-port-not-published',
      outcome: 'fail',
      confidence: 'likely',
      variant: 'not-published',
      params: { url: link.url.text, port: link.url.port },
      evidence: [ofEvent(inside), ofEvent(listening), ofEvent(refused)],
      about: links.indexOf(link),
    },
  ];
}

/** Nobody could look for a container engine, and NapCat, which is in no container itself, says that it was refused. */
function refusedUnseen(situation: Situation, link: Link): SeenEvent | null {
  const { facts, logs } = situation;
  const inside =
    situation.napcat?.mode === 'container' ||
    saidToBeInContainer(situation) !== null ||
    facts.compose.some(({ image, name }) => /napcat/i.test(`${image ?? ''} ${name}`));
  return facts.processes.state === 'known' || inside ? null : logs.latestAbout(link.url.text, ...REFUSED_RULES);
}

/** Docker's proxy gives other ports of a container to the host, the framework runs in there, and its port is left out. */
function leftOutByProxy(situation: Situation, link: Link): readonly CheckResult[] | null {
  if (link.connection != null || !link.local || link.answering !== null || link.tcp === 'connected') return null;
  const processes = valueOf(situation.facts.processes) ?? [];
  const published = processes.filter(({ commandLine }) => publishedPort(commandLine) !== null);
  if (published.length === 0) return null;
  const bot = processes.find((process) => isBot(process) && runsInside(situation, process));
  if (bot === undefined) return null;
  if (published.some(({ commandLine }) => publishedPort(commandLine) === link.url.port)) return null;
  return [
    {
      code: 'container-port-not-published',
      outcome: 'fail',
      confidence: 'likely',
      variant: 'not-published',
      params: {
        url: link.url.text,
        port: link.url.port,
        ...(situation.framework === null ? {} : { framework: situation.framework.kind }),
      },
      evidence: [
        missing('listener', `:${link.url.port}`),
        ofProcess(situation, bot.pid, bot.cwd ?? undefined),
        ...published.map(({ pid, commandLine }) => ofProcess(situation, pid, `:${publishedPort(commandLine)}`)),
        ...ofTcp(link),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

function publishedPort(commandLine: string | null): number | null {
  const port = /docker-proxy.* -host-port (\d{1,5})\b/.exec(commandLine ?? '')?.[1];
  return port === undefined ? null : Number(port);
}

/** Whether a container's shim is among its ancestors. A reused number may lead them in a circle. */
function runsInside({ process }: Situation, { ppid }: ProcessInfo): boolean {
  const seen = new Set<ProcessInfo>();
  for (let parent = process(ppid); parent !== null && !seen.has(parent); parent = process(parent.ppid)) {
    if (/^(?:containerd-shim|conmon)/.test(parent.name)) return true;
    seen.add(parent);
  }
  return false;
}

function isBot({ commandLine, cwd }: ProcessInfo): boolean {
  return BOT_IMAGE.test(`${commandLine ?? ''} ${cwd ?? ''}`);
}

const BOT_IMAGE = /astrbot|nonebot|koishi|yunzai|langbot|maimbot|maibot|karin|zhenxun|hoshino|overflow|sealdice/i;

/** By its image or name, or because the framework's project lies in its folder; a framework that runs on the host is none. */
function carriesABot({ facts }: Situation, { dir, image, name }: ComposeService, port: number): boolean {
  const projects = facts.frameworks.filter(({ projectDir }) => projectDir !== null && isBelow(projectDir, dir));
  if (projects.some(({ running, listeners }) => running !== null && listeners.length > 0)) return false;
  const named = BOT_IMAGE.test(`${image ?? ''} ${name}`);
  return (
    projects.some((project) => valueOf(project.port)?.value === port) ||
    (named && !facts.frameworks.some(({ running }) => running !== null && !isInContainer(running.family, facts)))
  );
}

/** A process of a container is seen on Linux too; it holds no socket of the host. */
function isInContainer(family: readonly number[], { listeners }: Situation['facts']): boolean {
  return !(valueOf(listeners) ?? []).some(({ pid }) => pid !== null && family.includes(pid));
}

function isBelow(path: string, dir: string): boolean {
  const flat = (text: string): string => text.replaceAll('\\', '/').toLowerCase();
  return flat(path) === flat(dir) || flat(path).startsWith(`${flat(dir)}/`);
}

/** The forwarder accepts for the container, and nothing answers inside. */
function deadBehindForwarder(situation: Situation, link: Link): readonly CheckResult[] | null {
  if (link.connection != null || link.owner === null || !FORWARDERS.test(link.owner.name) || link.answering == null)
    return null;
  const dead = link.identity?.kind === 'hang-up' || link.identity?.kind === 'silent' || link.tcp === 'reset';
  if (!dead) return null;
  const framework = situation.framework;
  const host = framework === null ? undefined : valueOf(framework.host);
  const common = {
    outcome: 'fail',
    evidence: [
      ofListener(situation, link.answering),
      ...ofTcp(link),
      ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
      ...(host === undefined ? [] : [ofOrigin(host.origin, host.value)]),
    ],
    about: situation.links.indexOf(link),
  } as const;
  const params = { url: link.url.text, port: link.url.port, process: link.owner.name };
  return host !== undefined && isLoopback(host.value)
    ? [
        {
          ...common,
          code: 'wrong-address',
          confidence: 'certain',
          variant: 'loopback-only',
          side: 'framework',
          params: { ...params, listenAddress: host.value },
        },
      ]
    : [{ ...common, code: 'server-not-listening', confidence: 'likely', variant: 'nothing', params }];
}
