/**
 * One profile of the Windows Firewall, joined from its three stores: a value of group policy beats one of MDM beats
 * the computer's own (MS-GPFAS 2.2.3; domain facts: Windows dossier §a "Verdict for").
 */
import type { Answer } from '../../machine/answer.ts';
import { valueOf } from '../../machine/answer.ts';
import type { RegistryValues } from '../../machine/machine.ts';
import type { FirewallProfileFacts, FirewallRule } from '../facts.ts';
import { numberNamed } from './registry-values.ts';

/** Values that are not there have documented defaults: on, and block. Without a look at them nothing is assumed. */
export function judgeProfile(
  stores: Readonly<Record<FirewallRule['store'], Answer<RegistryValues>>>,
): FirewallProfileFacts {
  const read = (name: string) => firstSet(stores, ['policy', 'mdm', 'local'], name);
  const enabled = read('EnableFirewall');
  const inbound = read('DefaultInboundAction');
  const noExceptions = read('DoNotAllowExceptions');
  // Only whoever manages the computer can forbid its own rules.
  const merge = firstSet(stores, ['policy', 'mdm'], 'AllowLocalPolicyMerge');
  const looked = stores.local.state === 'known' || stores.local.state === 'absent';
  const byDefault = looked ? true : null;
  const found = [enabled, inbound, noExceptions, merge].flatMap((value) => (value === null ? [] : [value.store]));
  return {
    enabled: enabled === null ? byDefault : enabled.value !== 0,
    blockByDefault: inbound === null ? byDefault : inbound.value !== 0,
    shieldsUp: noExceptions !== null && noExceptions.value !== 0,
    localRulesIgnored: merge?.value === 0,
    source: (['policy', 'mdm', 'local'] as const).find((store) => found.includes(store)) ?? 'default',
  };
}

interface Setting {
  readonly value: number;
  readonly store: FirewallRule['store'];
}

function firstSet(
  stores: Readonly<Record<FirewallRule['store'], Answer<RegistryValues>>>,
  order: readonly FirewallRule['store'][],
  name: string,
): Setting | null {
  for (const store of order) {
    const values = valueOf(stores[store]);
    const value = values === undefined ? null : numberNamed(values, name);
    if (value !== null) return { value, store };
  }
  return null;
}
