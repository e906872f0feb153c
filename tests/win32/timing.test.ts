import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { parseFirewallRule } from '../../electron/survey/system/firewall-rule.ts';
import { expander } from '../../electron/survey/system/variables.ts';
import { valueOf } from './support/answers.ts';
import { firewallRules, textLines } from './support/firewall-reg.ts';
import { deleteKey, importKeys, TEST_KEY } from './support/registry.ts';

const KEY = `${TEST_KEY}\\Timing`;
/** What the product promises. One round has to keep it: a machine that is busy with other things says nothing. */
const PROMISE_MS = 250;
const MOST_ROUNDS = 25;

before(() => importKeys([{ key: KEY, lines: textLines(firewallRules(600)) }]));
after(() => deleteKey(KEY));

test('listeners, processes and 600 firewall rules are known within a quarter of a second together', async () => {
  const expand = expander({ SystemRoot: 'C:\\Windows' });
  const rounds: number[] = [];
  for (let round = 0; round < MOST_ROUNDS && !rounds.some((ms) => ms <= PROMISE_MS); round++) {
    const machine = createWin32Machine();
    const times: string[] = [];
    const timed = async <T>(name: string, ask: () => Promise<T>): Promise<T> => {
      const from = performance.now();
      const answer = await ask();
      times.push(`${name} ${(performance.now() - from).toFixed(1)} ms`);
      return answer;
    };
    const from = performance.now();
    await timed('listeners', async () => valueOf(await machine.listeners()));
    await timed('processes', async () => valueOf(await machine.processes()));
    const rules = await timed('rules', async () =>
      Object.entries(valueOf(await machine.registry(KEY))).map(([id, data]) =>
        parseFirewallRule(id, data, 'local', expand),
      ),
    );
    rounds.push(performance.now() - from);
    assert.ok(rules.length === 600 && rules.every((rule) => !('error' in rule)));
    if (round === 0) console.log(`in-process, the first time: ${times.join(', ')}`);
  }
  console.log(`together: ${rounds.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  assert.ok(Math.min(...rounds) <= PROMISE_MS, `${rounds.join(', ')} ms`);
});
