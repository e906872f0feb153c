import { describe, expect, it } from 'vitest';

import type { FirewallFacts } from '../../../../electron/survey/facts.ts';
import { surveyFirewall } from '../../../../electron/survey/system/firewall.ts';
import { recorded } from './recorded.ts';
import type { Recorded } from './recorded.ts';

const LOCAL = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const POLICY = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
const MDM = `${LOCAL}\\Mdm`;
const SERVICE = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\MpsSvc';
const RULE = 'v2.33|Action=Block|Active=TRUE|Dir=In|Protocol=6|App=%SystemRoot%\\py.exe|Name=py|';

type Registry = Record<string, Record<string, string | number> | { error: 'denied' | 'timeout' } | null>;

async function surveyed(registry: Registry, rest: Recorded = {}) {
  const machine = recorded('win32', { registry, ...rest });
  return surveyFirewall(machine, await machine.network(), {});
}

async function factsOf(registry: Registry, rest: Recorded = {}): Promise<FirewallFacts> {
  const answer = await surveyed({ [`${LOCAL}\\FirewallRules`]: {}, ...registry }, rest);
  if (answer.state !== 'known') throw new Error(answer.state);
  return answer.value;
}

describe('the firewall', () => {
  it('is not asked on Linux', async () => {
    const machine = recorded('linux', { registry: {} });
    expect(await surveyFirewall(machine, await machine.network(), {})).toMatchObject({ state: 'not-asked' });
  });

  it('is not asked when nobody looked at the local rules', async () => {
    expect(await surveyed({ [`${LOCAL}\\PublicProfile`]: { EnableFirewall: 1 } })).toMatchObject({
      state: 'not-asked',
    });
  });

  it.each(['denied', 'timeout'] as const)('is %s when its rules are', async (error) => {
    expect(await surveyed({ [`${LOCAL}\\FirewallRules`]: { error } })).toMatchObject({ state: error });
  });

  it('is absent where Windows has neither rules nor profiles', async () => {
    expect(await surveyed({ [`${LOCAL}\\FirewallRules`]: null })).toMatchObject({ state: 'absent' });
  });

  it('has the rules of policy, MDM and this computer', async () => {
    const { rules } = await factsOf({
      [`${LOCAL}\\FirewallRules`]: { a: RULE },
      [`${POLICY}\\FirewallRules`]: { b: RULE },
      [`${MDM}\\FirewallRules`]: { c: RULE },
    });
    expect(rules.map(({ id, store }) => [id, store])).toEqual([
      ['b', 'policy'],
      ['c', 'mdm'],
      ['a', 'local'],
    ]);
  });

  it('expands variables with the environment of the surveyed machine', async () => {
    const { rules } = await factsOf({ [`${LOCAL}\\FirewallRules`]: { a: RULE } }, { env: { SYSTEMROOT: 'E:\\Win' } });
    expect(rules[0]?.program).toBe('e:\\win\\py.exe');
  });

  it('names the rules that it cannot read and keeps the others', async () => {
    const facts = await factsOf({ [`${LOCAL}\\FirewallRules`]: { a: RULE, bad: 'v2.33|Action=Bl', worse: 7 } });
    expect([facts.rules.length, facts.unreadable]).toEqual([1, ['bad', 'worse']]);
  });

  it('says so when a policy could not be read', async () => {
    const { unreadable } = await factsOf({ [`${POLICY}\\FirewallRules`]: { error: 'denied' } });
    expect(unreadable).toEqual(['policy: denied']);
  });

  it('reads twenty thousand rules in less than a second of work', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`rule ${index}`, RULE]));
    const machine = recorded('win32', { registry: { [`${LOCAL}\\FirewallRules`]: many } });
    const network = await machine.network();
    // Work, not time: the machine that tests may be busy with other things.
    const before = process.cpuUsage();
    const answer = await surveyFirewall(machine, network, {});
    const { user, system } = process.cpuUsage(before);
    expect(answer.state === 'known' && answer.value.rules.length).toBe(20_000);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

describe('a profile', () => {
  it('without values is on and blocks by default', async () => {
    const { profiles } = await factsOf({ [`${LOCAL}\\PublicProfile`]: {} });
    expect(profiles.public).toEqual({
      enabled: true,
      blockByDefault: true,
      shieldsUp: false,
      localRulesIgnored: false,
      source: 'default',
    });
  });

  it('that nobody looked at is neither on nor off', async () => {
    const { profiles } = await factsOf({});
    expect(profiles.public).toMatchObject({ enabled: null, blockByDefault: null });
  });

  it('called private is StandardProfile in the local store', async () => {
    const { profiles } = await factsOf({ [`${LOCAL}\\StandardProfile`]: { EnableFirewall: 0 } });
    expect(profiles.private).toMatchObject({ enabled: false, source: 'local' });
  });

  it('takes every value that policy sets from there, and the others from this computer', async () => {
    const { profiles } = await factsOf({
      [`${LOCAL}\\PublicProfile`]: { EnableFirewall: 0, DefaultInboundAction: 0 },
      [`${POLICY}\\PublicProfile`]: { EnableFirewall: 1 },
    });
    expect(profiles.public).toMatchObject({ enabled: true, blockByDefault: false, source: 'policy' });
  });

  it('follows the old StandardProfile of a policy that has neither of the new ones', async () => {
    const { profiles } = await factsOf({ [`${POLICY}\\StandardProfile`]: { DoNotAllowExceptions: 1 } });
    expect([profiles.private.shieldsUp, profiles.public.shieldsUp]).toEqual([true, true]);
  });

  it('ignores the old StandardProfile of a policy that has one of the new ones', async () => {
    const { profiles } = await factsOf({
      [`${POLICY}\\StandardProfile`]: { DoNotAllowExceptions: 1 },
      [`${POLICY}\\PublicProfile`]: {},
    });
    expect([profiles.private.shieldsUp, profiles.public.shieldsUp]).toEqual([false, false]);
  });

  it('loses its local rules only by policy or MDM', async () => {
    const { profiles } = await factsOf({
      [`${LOCAL}\\PublicProfile`]: { AllowLocalPolicyMerge: 0 },
      [`${MDM}\\DomainProfile`]: { AllowLocalPolicyMerge: 0 },
    });
    expect([profiles.public.localRulesIgnored, profiles.domain.localRulesIgnored]).toEqual([false, true]);
  });

  it('reads a number that was written as text', async () => {
    const { profiles } = await factsOf({ [`${LOCAL}\\PublicProfile`]: { enablefirewall: '0' } });
    expect(profiles.public.enabled).toBe(false);
  });
});

describe('what the registry says about the service and the network', () => {
  it('a disabled service does not run', async () => {
    expect((await factsOf({ [SERVICE]: { Start: 4 } })).serviceRunning).toEqual({ state: 'known', value: false });
  });

  it('a service that starts by itself may run or not', async () => {
    expect((await factsOf({ [SERVICE]: { Start: 2 } })).serviceRunning).toMatchObject({ state: 'not-asked' });
  });

  it('is stopped or running as its service says, however it is set to start', async () => {
    const told = async (firewallRunning: boolean) => {
      const network = { interfaces: [], firewallRunning };
      return (await factsOf({ [SERVICE]: { Start: firewallRunning ? 4 : 2 } }, { network })).serviceRunning;
    };
    expect([await told(false), await told(true)]).toMatchObject([{ value: false }, { value: true }]);
  });

  it('the profiles in force come from the network', async () => {
    const facts = await factsOf({}, { network: { activeProfiles: ['public'], interfaces: [] } });
    expect(facts.activeProfiles).toEqual({ state: 'known', value: ['public'] });
  });

  it('a network that does not tell its profile leaves it open', async () => {
    const facts = await factsOf({}, { network: { interfaces: [] } });
    expect(facts.activeProfiles).toMatchObject({ state: 'not-asked' });
  });
});
