/**
 * Ports that Windows itself passes on (`netsh interface portproxy`): the owner of such a listener is svchost, and what
 * answers lives elsewhere (domain facts: Windows dossier §d).
 */
import { ABSENT, known, NOT_ASKED } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine, RegistryValues } from '../../machine/machine.ts';
import type { SystemFacts } from '../facts.ts';

type PortProxies = SystemFacts['portProxies'] extends Answer<infer T> ? T : never;

const KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\PortProxy';
const FAMILIES = ['v4tov4', 'v4tov6', 'v6tov4', 'v6tov6'] as const;

/** `absent`: none of the keys exists, the usual state. What could be read counts even where a sister key was refused. */
export async function surveyPortProxies(machine: Machine, ask: Ask): Promise<Answer<PortProxies>> {
  if (machine.host.platform !== 'win32') return NOT_ASKED;
  const answers = await Promise.all(FAMILIES.map((family) => machine.registry(`${KEY}\\${family}\\tcp`, ask)));
  const values = answers.flatMap((answer) => (answer.state === 'known' ? [answer.value] : []));
  if (values.length > 0) return known(values.flatMap(readProxies));
  return answers.find((answer) => answer.state !== 'known' && answer.state !== 'absent') ?? ABSENT;
}

/** `0.0.0.0/8080` = `172.28.0.2/8080`; `*` listens on every address. */
function readProxies(values: RegistryValues): PortProxies {
  return Object.entries(values).flatMap(([from, to]) => {
    const listen = endpointOf(from);
    const connect = typeof to === 'string' ? endpointOf(to) : null;
    if (listen === null || connect === null) return [];
    return [{ listen: listen.host, listenPort: listen.port, connect: connect.host, connectPort: connect.port }];
  });
}

function endpointOf(text: string): { readonly host: string; readonly port: number } | null {
  const [, host, port] = /^([^/]+)\/(\d{1,5})$/.exec(text.trim()) ?? [];
  return host === undefined || Number(port) > 65535 ? null : { host, port: Number(port) };
}
