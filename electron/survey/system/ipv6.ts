/**
 * Whether names lead to IPv6 first. Advice on the web sets `DisabledComponents`: 0x20 puts IPv4 first, 0xFF takes IPv6
 * off every adapter (Microsoft Learn, "Guidance for configuring IPv6 in Windows"). It matters to `localhost` only.
 */
import { known, mapAnswer, NOT_ASKED } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { SystemFacts } from '../facts.ts';
import { numberNamed } from './registry-values.ts';

const KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip6\\Parameters';
const PREFER_IPV4 = 0x20;
const NOT_ON_ADAPTERS = 0x10;

export async function surveyIpv6(machine: Machine, ask: Ask): Promise<SystemFacts['ipv6']> {
  if (machine.host.platform !== 'win32') return NOT_ASKED;
  const answer = await machine.registry(KEY, ask);
  // The key holds other things as well: without the value, or without the key, Windows does as it always does.
  if (answer.state === 'absent') return known('first');
  return mapAnswer(answer, (values) => preferenceOf(numberNamed(values, 'DisabledComponents') ?? 0));
}

function preferenceOf(bits: number): SystemFacts['ipv6'] extends Answer<infer T> ? T : never {
  if ((bits & NOT_ON_ADAPTERS) !== 0) return 'off';
  return (bits & PREFER_IPV4) !== 0 ? 'last' : 'first';
}
