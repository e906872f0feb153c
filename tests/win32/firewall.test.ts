import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { judgeInbound } from '../../electron/diagnosis/firewall.ts';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { surveyFirewall } from '../../electron/survey/system/firewall.ts';
import { surveyProxy } from '../../electron/survey/system/proxy.ts';
import { cpuTime } from '../unit/support/cpu.ts';
import { valueOf, WINE } from './support/answers.ts';
import { firewallRules, textLines } from './support/firewall-reg.ts';
import { deleteKey, importKeys } from './support/registry.ts';

const POLICY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const GROUP_POLICY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
const machine = createWin32Machine();

async function firewall() {
  return valueOf(await surveyFirewall(machine, await machine.network(), {}));
}

/** The machine-wide registry of the prefix is ours to write; on Windows it is the user's. */
describe('the firewall of this registry', { skip: !WINE && 'only under Wine' }, () => {
  const NODE = 'D:\\机器人\\napcat\\node.exe';
  const question = { program: NODE, port: 8080, remote: null, protocol: 6 } as const;

  before(() =>
    importKeys([
      { key: `${POLICY}\\FirewallRules`, lines: textLines(firewallRules(600)) },
      { key: `${POLICY}\\PublicProfile`, lines: ['"EnableFirewall"=dword:00000001'] },
      { key: `${POLICY}\\StandardProfile`, lines: ['"EnableFirewall"=dword:00000000'] },
    ]),
  );
  after(() => {
    deleteKey(`${POLICY}\\FirewallRules`);
    deleteKey(`${POLICY}\\PublicProfile`);
    deleteKey(`${POLICY}\\StandardProfile`);
  });

  test('has all 600 rules, and every one is read', async () => {
    const { rules, unreadable } = await firewall();
    assert.deepEqual([rules.length, unreadable], [600, []]);
  });

  test('keeps Chinese names and emoji', async () => {
    const { rules } = await firewall();
    assert.ok(rules.some(({ name }) => name === '放行 NoneBot 端口 🐱'));
  });

  test('blocks the program of a cancelled prompt in public networks, and says by which rule', async () => {
    const { verdict, why, rule } = judgeInbound(await firewall(), { ...question, profile: 'public' });
    assert.deepEqual(
      [verdict, why, rule?.fromPrompt, rule?.program],
      ['blocked', 'block-rule', true, NODE.toLowerCase()],
    );
  });

  test('lets everybody in where the profile is switched off', async () => {
    assert.equal(judgeInbound(await firewall(), { ...question, profile: 'private' }).why, 'off');
  });

  describe('under a group policy', () => {
    before(() =>
      importKeys([
        {
          key: `${GROUP_POLICY}\\PublicProfile`,
          lines: ['"EnableFirewall"=dword:00000001', '"AllowLocalPolicyMerge"=dword:00000000'],
        },
        {
          key: `${GROUP_POLICY}\\FirewallRules`,
          lines: ['"公司"="v2.33|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=8080|Name=公司放行|"'],
        },
      ]),
    );
    after(() => deleteKey(GROUP_POLICY));

    test('the rules of this computer do not count, those of the policy do', async () => {
      const facts = await firewall();
      const { verdict, rule } = judgeInbound(facts, { ...question, profile: 'public' });
      assert.deepEqual(
        [facts.profiles.public.localRulesIgnored, verdict, rule?.store, rule?.name],
        [true, 'allowed', 'policy', '公司放行'],
      );
    });
  });

  describe('with values that no rule can be', () => {
    before(() =>
      importKeys([
        {
          key: `${POLICY}\\FirewallRules`,
          lines: [
            '"cut"="v2.33|Action=Block|Active=TRUE|Dir=In|Pro"',
            '"number"=dword:00000007',
            '"bytes"=hex:01,02',
            '"odd"=hex(1):76,00,32',
            '"empty"=""',
          ],
        },
      ]),
    );

    test('only they are lost', async () => {
      const { rules, unreadable } = await firewall();
      assert.deepEqual([rules.length, [...unreadable].sort()], [600, ['cut', 'empty', 'number', 'odd']]);
    });
  });
});

describe('twenty thousand rules', { skip: !WINE && 'only under Wine' }, () => {
  before(() => importKeys([{ key: `${POLICY}\\FirewallRules`, lines: textLines(firewallRules(20_000)) }]));
  after(() => deleteKey(`${POLICY}\\FirewallRules`));

  test('are all read before the survey gives up', async () => {
    const network = await machine.network();
    const started = cpuTime();
    const answer = await surveyFirewall(machine, network, { deadline: 60_000 });
    assert.equal(valueOf(answer).rules.length, 20_000);
    // It gives up after five seconds, and this machine may be busy with other things.
    assert.ok(cpuTime() - started < 5_000, `${cpuTime() - started} ms`);
  });
});

describe('the firewall of this Windows', { skip: WINE && 'only on real Windows' }, () => {
  test('has rules, and hardly any that are not read', async () => {
    const { rules, unreadable } = await firewall();
    assert.ok(rules.length > 100 && unreadable.length < rules.length / 100, unreadable.join('\n'));
  });

  test('tells its profiles in force and whether it runs', async () => {
    const { activeProfiles, serviceRunning } = await firewall();
    assert.deepEqual([activeProfiles.state, serviceRunning.state], ['known', 'known']);
  });
});

describe('the proxies of this user', () => {
  test('are read from the live registry', async () => {
    const { system } = valueOf(await surveyProxy(machine, {}));
    assert.ok(system === null || typeof system.enabled === 'boolean');
  });
});
