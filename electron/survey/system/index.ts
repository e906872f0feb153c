/**
 * What stands around the link: reserved ports, the network, proxies, the hosts file, the firewall, forwarded ports,
 * security products, WSL, and whether our own loopback works. Every part asks for itself and fails for itself.
 */
import { NOT_ASKED, unanswered } from '../../machine/answer.ts';
import type { Answer, AnswerState } from '../../machine/answer.ts';
import type { Ask, Machine, ProcessInfo } from '../../machine/machine.ts';
import type { Collector } from '../../contract/collectors.ts';
import type { SystemFacts } from '../facts.ts';
import { surveyFirewall } from './firewall.ts';
import { surveyHosts } from './hosts.ts';
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
  shared: { readonly processes: Answer<readonly ProcessInfo[]> },
  wanted: { readonly selfTest: boolean },
  ask: Ask,
): Promise<SystemSurvey> {
  const selfTest = (kind: 'tcp' | 'websocket') =>
    part(async () => (wanted.selfTest || !machine.live ? machine.selfTest(kind, ask) : NOT_ASKED));
  const network = part(() => machine.network(ask));

  const [excludedPorts, proxy, hostsFile, firewall, portProxies, wsl, tcp, webSocket] = await Promise.all([
    part(() => machine.excludedPorts(ask)),
    part(() => surveyProxy(machine, ask)),
    part(() => surveyHosts(machine, ask)),
    part(() => surveyFirewall(machine, network, ask)),
    part(() => surveyPortProxies(machine, ask)),
    part(() => surveyWsl(machine, shared.processes, ask)),
    selfTest('tcp'),
    selfTest('websocket'),
  ]);

  const system: SystemFacts = {
    excludedPorts,
    network: await network,
    proxy,
    hostsFile,
    firewall,
    portProxies,
    securityProducts: findSecurityProducts(shared.processes),
    wsl,
    selfTest: { tcp, webSocket },
  };
  return {
    system,
    states: {
      'excluded-ports': excludedPorts.state,
      firewall: firewall.state,
      proxy: proxy.state,
      network: system.network.state,
    },
  };
}

/** A part that breaks its promise and throws is our own bug: it costs its own facts and nobody else's. */
async function part<T>(collect: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await collect();
  } catch (error) {
    return unanswered('not-asked', `failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
