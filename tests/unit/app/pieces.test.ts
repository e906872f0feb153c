/** Small pure parts of the window. */
import { describe, expect, test } from 'vitest';
import { firewallOf } from '../../../electron/hosts/app/engine/firewall-details.ts';
import { known, unanswered } from '../../../electron/machine/answer.ts';
import type { FirewallFacts, FirewallRule } from '../../../electron/survey/facts.ts';
import { copiesIn } from '../../../renderer/model/copies.ts';
import { diffLines } from '../../../renderer/model/diff.ts';
import { extentOf } from '../../../renderer/model/extent.ts';
import { isZip } from '../../../renderer/model/files.ts';
import { urlFor } from '../../../renderer/model/webui-url.ts';
import type { Plan, PlanStep } from '../../../electron/contract/remedies.ts';
import { finding } from './build.ts';

describe('what can be copied from an instruction', () => {
  test('is an address without the mark behind it', () => {
    expect(copiesIn('打开 NapCat WebUI（通常是 http://127.0.0.1:6099/webui），进入“网络配置”。')).toEqual([
      'http://127.0.0.1:6099/webui',
    ]);
  });

  test('is a setting and a command, in their order', () => {
    expect(copiesIn('写 HOST=127.0.0.1，再运行 pip install nonebot2[fastapi]。')).toEqual([
      'HOST=127.0.0.1',
      'pip install nonebot2[fastapi]',
    ]);
  });

  test.each(['填写 URL，例如 ws://127.0.0.1:8080/onebot/v11/ws。', 'Enter a URL, e.g. ws://127.0.0.1:8080/x.'])(
    'is never an example: %s',
    (text) => {
      expect(copiesIn(text)).toEqual([]);
    },
  );
});

test.each([
  ['startport 要换成真的：netsh int ipv4 add excludedportrange protocol=tcp startport=端口 numberofports=1。'],
  ['Open http://127.0.0.1:PORT in a browser.'],
  ['用 pip install 补上。'],
  ['The address begins with ws://.'],
])('what is not whole yet is not offered to copy: %s', (text) => {
  expect(copiesIn(text)).toEqual([]);
});

test('a command ends where the sentence goes on', () => {
  expect(copiesIn('Run netsh winsock reset in an administrator’s terminal, then restart.')).toEqual([
    'netsh winsock reset',
  ]);
});

describe('a diff', () => {
  test('leaves the names of the file out and tells what each line is', () => {
    const text = '--- a\n+++ a\n@@ -1,2 +1,2 @@\n keep\n-old\n+new';
    expect(diffLines(text).map(({ kind, content }) => `${kind} ${content}`)).toEqual([
      'place @@ -1,2 +1,2 @@',
      'keep keep',
      'remove old',
      'add new',
    ]);
  });

  test('keeps a changed line that looks like a name of a file', () => {
    expect(diffLines('--- a\n+++ a\n@@ -1 +1 @@\n--- b\n+++ b').map(({ kind, content }) => [kind, content])).toEqual([
      ['place', '@@ -1 +1 @@'],
      ['remove', '-- b'],
      ['add', '++ b'],
    ]);
  });
});

test('the question before a plan counts each file once, and the user’s steps apart', () => {
  const diff = (path: string) => ({ kind: 'diff', path, text: '' }) as const;
  const command = { kind: 'command', argv: ['netsh'], cwd: null, elevated: true } as const;
  const step = (by: PlanStep['by'], previews: PlanStep['previews'], needsElevation = false): PlanStep => ({
    ...{ code: 'set-env', params: {}, by, previews, needsElevation },
  });
  const plan: Plan = {
    ...{ format: 'napcat-doctor/plan@1', id: 'p', remedy: 'move-port', cures: 'wrong-port', notes: [], needs: [] },
    steps: [step('doctor', [diff('a'), diff('a')]), step('doctor', [command], true), step('user', [])],
  };
  expect(extentOf(plan)).toEqual({ files: 1, programs: 1, elevated: 1, yours: 1 });
});

describe('the address that belongs into NapCat’s form', () => {
  const bots = [{ url: 'ws://127.0.0.1:8080/onebot/v11/ws' }];

  test('is what the finding suggests', () => {
    expect(urlFor(finding({ params: { suggestion: 'ws://127.0.0.1:9/x', url: 'ws://old' } }), bots)).toBe(
      'ws://127.0.0.1:9/x',
    );
  });

  test('is that of the only bot, and nothing is guessed between two', () => {
    expect(urlFor(finding({ params: { suggestion: '4.8.0' } }), bots)).toBe(bots[0]?.url);
    expect(urlFor(null, [...bots, { url: 'ws://127.0.0.1:9000/' }])).toBeNull();
  });
});

test.each([
  [[0x50, 0x4b, 3, 4], true],
  [[0x50, 0x4b, 5, 6], true],
  [[0x50, 0x4b], false],
  [[0x66, 0x6f, 0x72, 0x6d], false],
])('a file that begins with %j is a zip: %s', async (bytes, expected) => {
  expect(await isZip(new Blob([new Uint8Array(bytes)]))).toBe(expected);
});

describe('the firewall on the Details page', () => {
  const rule = (change: Partial<FirewallRule>): FirewallRule => ({
    ...{ id: 'x', store: 'local', name: 'r', action: 'allow', active: true, direction: 'in', profiles: 'all' },
    ...{ protocol: 6, localPorts: 'all', remotePorts: 'all', localAddresses: null, remoteAddresses: null },
    ...{ program: null, fromPrompt: false, narrowed: [] },
    ...change,
  });
  const profile = { enabled: true, blockByDefault: true, shieldsUp: false, localRulesIgnored: false, source: 'local' };
  const facts = (...rules: readonly FirewallRule[]) =>
    known({
      ...{ serviceRunning: known(true), activeProfiles: known(['public']), rules, unreadable: [] },
      profiles: { domain: profile, private: profile, public: profile },
    } as FirewallFacts);
  const names = (...rules: readonly FirewallRule[]): readonly string[] => {
    const details = firewallOf(facts(...rules), [8080]);
    return details.state === 'known' ? details.rules.map(({ name }) => name) : [];
  };

  test('names the rules of what bots run in, and of their ports, and no others', () => {
    expect(
      names(
        rule({ name: 'python', program: 'D:\\bot\\.venv\\Scripts\\python.exe' }),
        rule({ name: 'port', localPorts: [{ from: 8000, to: 8100 }] }),
        rule({ name: 'game', program: 'C:\\game.exe' }),
        rule({ name: 'off', program: 'D:\\python.exe', active: false }),
        rule({ name: 'out', program: 'D:\\python.exe', direction: 'out' }),
        rule({ name: 'everything' }),
      ),
    ).toEqual(['python', 'port']);
  });

  test('that could not be read says so', () => {
    expect(firewallOf(unanswered('denied'), [])).toEqual({ state: 'denied' });
  });
});
