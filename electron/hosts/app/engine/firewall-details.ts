/** The firewall as the Details page shows it: its profiles, and the few of hundreds of rules that concern a bot. */
import type { FirewallDetails, FirewallProfile, FirewallRuleRow } from '../../../contract/app-details.ts';
import { valueOf } from '../../../machine/answer.ts';
import type { Answer } from '../../../machine/answer.ts';
import type { FirewallFacts, FirewallRule } from '../../../survey/facts.ts';

const PROFILES = ['domain', 'private', 'public'] as const satisfies readonly FirewallProfile['name'][];
/** What bots and NapCat run in. */
const PROGRAMS = /[\\/](?:pythonw?|node|java|qq|napcat[^\\/]*)(?:\.exe)?$/i;
/** More than anyone reads. */
const MOST_RULES = 50;

export function firewallOf(firewall: Answer<FirewallFacts>, ports: readonly number[]): FirewallDetails {
  if (firewall.state !== 'known') return { state: firewall.state };
  const { serviceRunning, activeProfiles, profiles, rules } = firewall.value;
  const active = valueOf(activeProfiles);
  return {
    state: 'known',
    serviceRunning: valueOf(serviceRunning) ?? null,
    profiles: PROFILES.map((name) => ({
      name,
      active: active?.includes(name) ?? null,
      enabled: profiles[name].enabled,
      blockByDefault: profiles[name].blockByDefault,
      blocksAll: profiles[name].shieldsUp,
      localRulesIgnored: profiles[name].localRulesIgnored,
    })),
    rules: rules
      .filter((rule) => concerns(rule, ports))
      .slice(0, MOST_RULES)
      .map(rowOf),
  };
}

function concerns({ active, direction, program, localPorts }: FirewallRule, ports: readonly number[]): boolean {
  // Ports by keyword (RPC, IPHTTPS …) are never a bot's.
  if (!active || direction !== 'in' || localPorts === 'keyword-only') return false;
  if (program !== null) return PROGRAMS.test(program);
  return (
    Array.isArray(localPorts) && ports.some((port) => localPorts.some(({ from, to }) => from <= port && port <= to))
  );
}

function rowOf({ name, action, program, localPorts, profiles, fromPrompt }: FirewallRule): FirewallRuleRow {
  const ranges = Array.isArray(localPorts)
    ? localPorts.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
    : null;
  return { name, action, program, ports: ranges, profiles, fromPrompt };
}
