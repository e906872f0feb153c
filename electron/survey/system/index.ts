/**
 * What stands around the link: reserved ports, the network, proxies, the hosts file, the firewall, forwarded ports,
 * security products, WSL, and whether our own loopback works. Every part asks for itself and fails for itself.
 */
import { NOT_ASKED, unanswered } from '../../machine/answer.ts';
import type { Answer, AnswerState } from '../../machine/answer.ts';
import type { Ask, Machine, NetworkState, ProcessInfo } from '../../machine/machine.ts';
import type { Collector } from '../../contract/collectors.ts';
import type { SystemFacts } from '../facts.ts';
import { surveyFirewall } from './firewall.ts';
import { surveyHosts } from './hosts.ts';
import { surveyIpv6 } from './ipv6.ts';
import { surveyPortProxies } from './port-proxy.ts';
import { surveyProxy } from './proxy.ts';
import { findSecurityProducts } from './security-products.ts';
import { surveyWsl } from './wsl.ts';

export interface SystemSurvey {
  readonly system: SystemFacts;
  readonly states: Readonly<Record<SystemCollector, AnswerState>>;
}

/** The collectors that this part of the survey answers for. */
export type SystemCollector = Extract<Collector, 'excluded-ports' | 'firewall' | 'proxy' | 'network'>;

/**
 * @param wanted.selfTest Whether a live machine may open a listener of its own on 127.0.0.1 and connect to it; a
 * recording answers in any case.
 */
export async function surveySystem(
  machine: Machine,
  shared: { readonly processes: Answer<readonly ProcessInfo[]>; readonly network: Answer<NetworkState> },
  wanted: { readonly selfTest: boolean },
  ask: Ask,
): Promise<SystemSurvey> {
  const selfTest = (kind: 'tcp' | 'websocket') =>
    part(async () => (wanted.selfTest || !machine.live ? machine.selfTest(kind, ask) : NOT_ASKED));
  const { processes, network } = shared;

  const [ports, proxy, hostsFile, ipv6, firewall, portProxies, wsl, tcp, webSocket] = await Promise.all([
    reservedPorts(machine, ask),
    part(() => surveyProxy(machine, ask)),
    part(() => surveyHosts(machine, ask)),
    part(() => surveyIpv6(machine, ask)),
    part(() => surveyFirewall(machine, network, ask)),
    part(() => surveyPortProxies(machine, ask)),
    part(() => surveyWsl(machine, processes, ask)),
    selfTest('tcp'),
    selfTest('websocket'),
  ]);

  const system: SystemFacts = {
    ...ports,
    network,
    proxy,
    hostsFile,
    ipv6,
    firewall,
    portProxies,
    securityProducts: findSecurityProducts(processes),
    wsl,
    selfTest: { tcp, webSocket },
  };
  return {
    system,
    states: {
      'excluded-ports': ports.excludedPorts.state,
      firewall: firewall.state,
      proxy: proxy.state,
      network: system.network.state,
    },
  };
}

/** A live machine starts programs for it, so the second question is put only where the first makes it worth one. */
async function reservedPorts(machine: Machine, ask: Ask): Promise<Pick<SystemFacts, 'excludedPorts' | 'dynamicPorts'>> {
  const excludedPorts = await part(() => machine.excludedPorts(ask));
  const worthIt = !machine.live || (excludedPorts.state === 'known' && excludedPorts.value.length > 0);
  return { excludedPorts, dynamicPorts: worthIt ? await part(() => machine.dynamicPorts(ask)) : NOT_ASKED };
}

/** A part that breaks its promise and throws is our own bug: it costs its own facts and nobody else's. */
async function part<T>(collect: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await collect();
  } catch (error) {
    return unanswered('not-asked', `failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
