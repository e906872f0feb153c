/** Why the framework could not take its port: somebody has it, Windows reserves it, the address is not ours. */
import type { Evidence } from '../../../contract/diagnosis.ts';
import { valueOf } from '../../../machine/answer.ts';
import type { Listener, PortRange } from '../../../machine/machine.ts';
import type { Facts, FrameworkFacts } from '../../../survey/facts.ts';
import { isLoopback, isWildcard } from '../../addresses.ts';
import type { Check } from '../../check.ts';
import { ofEvent, ofListener, ofOrigin } from '../../evidence.ts';
import type { Link } from '../../link.ts';
import { BIND_FORBIDDEN_RULES, PORT_IN_USE_RULES } from '../../log-rules/groups.ts';
import { opensNoPort } from '../../other-way.ts';
import type { Situation } from '../../situation.ts';
import { FORWARDERS, INTERPRETER } from './forwarders.ts';

export const portFree: Check = {
  id: 'port-free',
  hop: 3,
  run(situation) {
    if (opensNoPort(situation)) return 'skip';
    const { logs, framework, links } = situation;
    const taken = logs.latest(...PORT_IN_USE_RULES);
    // 10013 means an exclusive holder just as well as a reserved port; the listener table tells which.
    const forbidden = logs.latest(...BIND_FORBIDDEN_RULES);
    const said = taken ?? forbidden;
    const port = wantedPort(situation, said?.captures.port);
    if (port === null) return 'skip';
    const holder = holderOf(situation, port);
    if (framework?.listeners.some((listener) => listener.port === port) === true) return 'pass';
    if (taken === null && forbidden !== null && holder === null) return 'pass';
    if (said === null && (holder === null || framework === null))
      return situation.facts.listeners.state === 'known' ? 'pass' : 'unknown';
    // Without the processes the holder may be the framework itself.
    if (said === null && situation.facts.processes.state !== 'known') return 'unknown';
    const process = situation.process(holder?.pid)?.name;
    return [
      {
        code: 'port-in-use',
        outcome: 'fail',
        confidence: said !== null || isStranger(situation, holder, port) ? 'certain' : 'likely',
        params: {
          port,
          ...(process === undefined ? {} : { process }),
          ...(holder?.pid == null ? {} : { pid: holder.pid }),
          ...(framework === null ? {} : { framework: framework.kind }),
        },
        evidence: [
          ...(holder === null ? [] : [ofListener(situation, holder)]),
          ...portSetting(framework),
          ...(said === null ? [] : [ofEvent(said)]),
        ],
        about: linkTo(links, port),
      },
    ];
  },
};

export const portNotReserved: Check = {
  id: 'port-not-reserved',
  hop: 3,
  run(situation) {
    if (opensNoPort(situation)) return 'skip';
    const { logs, facts, framework, links } = situation;
    const said = logs.latest(...BIND_FORBIDDEN_RULES);
    const port = wantedPort(situation, said?.captures.port);
    if (port === null) return 'skip';
    const holders = valueOf(facts.listeners)?.filter((listener) => listener.port === port);
    // A port that somebody holds exclusively answers 10013 too: then it is in use, not reserved.
    if (holders !== undefined && holders.length > 0) return 'pass';
    if (links.some(({ url, connection, tcp }) => url.port === port && (connection != null || tcp === 'connected')))
      return 'pass';
    const range = (valueOf(facts.system.excludedPorts) ?? []).find(({ from, to }) => port >= from && port <= to);
    const bind = links
      .map((link) => (link.url.port === port ? valueOf(link.target.bind) : undefined))
      .find((outcome) => outcome !== undefined);
    if (bind === 'ok' || (range === undefined && bind !== 'EACCES' && said === null)) {
      return facts.system.excludedPorts.state === 'known' || bind !== undefined ? 'pass' : 'unknown';
    }
    const dynamic = lowDynamicRange(facts, range?.family ?? 'ipv4');
    return [
      {
        code: 'port-excluded',
        outcome: 'fail',
        ...(dynamic === null || range === undefined ? {} : { variant: 'low-dynamic-range' }),
        // A reservation that an administrator made is for somebody: only an empty port proves that it stands in the way.
        confidence: holders !== undefined && (range !== undefined || bind === 'EACCES') ? 'certain' : 'likely',
        params: {
          port,
          ...(range === undefined ? {} : { from: range.from, to: range.to }),
          ...(dynamic === null ? {} : { dynamicFrom: dynamic.from }),
          ...(framework === null ? {} : { framework: framework.kind }),
        },
        evidence: [
          ...ofRange('reserved-ports', range),
          ...(bind === undefined
            ? []
            : [{ kind: 'probe' as const, probe: 'bind' as const, target: `:${port}`, answer: bind }]),
          ...ofRange('dynamic-ports', dynamic ?? undefined),
          ...(said === null ? [] : [ofEvent(said)]),
        ],
        about: linkTo(links, port),
      },
    ];
  },
};

function ofRange(probe: 'reserved-ports' | 'dynamic-ports', range: PortRange | undefined): readonly Evidence[] {
  return range === undefined
    ? []
    : [{ kind: 'probe', probe, target: range.family, answer: `${range.from}-${range.to}` }];
}

/** The default of Windows (netsh, RFC 6335): below it lie the ports that people choose for their servers. */
const DEFAULT_DYNAMIC_START = 49_152;

function lowDynamicRange({ system }: Facts, family: PortRange['family']): PortRange | null {
  const ranges = valueOf(system.dynamicPorts) ?? [];
  return ranges.find((range) => range.family === family && range.from < DEFAULT_DYNAMIC_START) ?? null;
}

export const bindAddressOurs: Check = {
  id: 'bind-address-ours',
  hop: 3,
  run(situation) {
    const { logs, facts, framework, links } = situation;
    const said = logs.latest('nonebot.bind-address-invalid', 'framework.bind-address-invalid');
    const setting = framework === null ? undefined : valueOf(framework.host);
    const interfaces = valueOf(facts.system.network)?.interfaces;
    const host = setting?.value ?? said?.captures.host;
    const foreign =
      setting !== undefined &&
      interfaces !== undefined &&
      isForeignAddress(setting.value, interfaces) &&
      (framework?.listeners.length ?? 0) === 0;
    if (said === null && !foreign) return framework === null ? 'skip' : 'pass';
    return [
      {
        code: 'bind-address-invalid',
        outcome: 'fail',
        confidence: 'certain',
        params: {
          ...(host === undefined ? {} : { host }),
          ...(framework === null ? {} : { framework: framework.kind }),
        },
        evidence: [
          ...(setting === undefined ? [] : [ofOrigin(setting.origin, setting.value)]),
          ...(said === null ? [] : [ofEvent(said)]),
        ],
        about: links[0] === undefined ? null : 0,
      },
    ];
  },
};

function isForeignAddress(host: string, interfaces: readonly { readonly address: string }[]): boolean {
  const isLiteral = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || host.includes(':');
  return isLiteral && !isLoopback(host) && !isWildcard(host) && !interfaces.some(({ address }) => address === host);
}

/** The port the framework is told to take; without one, the port its own error names. */
function wantedPort({ framework, links }: Situation, said: string | undefined): number | null {
  if (said !== undefined && /^\d+$/.test(said)) return Number(said);
  const configured = framework === null ? undefined : valueOf(framework.port)?.value;
  // An entry that leads to another framework names that one's port.
  const named = links.find((link) => link.local && (link.framework === null || link.framework === framework));
  return configured ?? named?.url.port ?? null;
}

/** A listener on the port that belongs neither to the framework nor to NapCat (that is another code). */
function holderOf({ facts, framework, napcat, process }: Situation, port: number): Listener | null {
  const ours = new Set([...(framework?.running?.family ?? []), ...(napcat?.running?.family ?? [])]);
  const isForwarder = (pid: number): boolean => FORWARDERS.test(process(pid)?.name ?? '');
  const holders = (valueOf(facts.listeners) ?? []).filter(
    (listener) =>
      listener.port === port && listener.pid !== null && !ours.has(listener.pid) && !isForwarder(listener.pid),
  );
  const others = holders.filter(
    (holder) =>
      !facts.frameworks.some((other) => other === framework && other.running?.family.includes(holder.pid ?? -1)),
  );
  return others[0] ?? null;
}

/** Whether it is proven that the framework wants this very port and that somebody else has it. */
function isStranger({ framework, process }: Situation, holder: Listener | null, port: number): boolean {
  const owner = process(holder?.pid);
  if (owner === null || framework === null || valueOf(framework.port)?.value !== port) return false;
  // An interpreter that hides what it runs may run the framework.
  return owner.commandLine !== null || !INTERPRETER.test(owner.name);
}

function portSetting(framework: FrameworkFacts | null): ReturnType<typeof ofOrigin>[] {
  const setting = framework === null ? undefined : valueOf(framework.port);
  return setting === undefined ? [] : [ofOrigin(setting.origin, `${setting.value}`)];
}

function linkTo(links: readonly Link[], port: number): number | null {
  const index = links.findIndex((link) => link.url.port === port);
  return index === -1 ? null : index;
}
