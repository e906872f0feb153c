import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { toolPath } from '../../electron/machine/live/win32/fallback/run.ts';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { parseFirewallRule } from '../../electron/survey/system/firewall-rule.ts';
import { expander } from '../../electron/survey/system/variables.ts';
import { valueOf } from './support/answers.ts';
import { firewallRules, textLines } from './support/firewall-reg.ts';
import { deleteKey, importKeys, TEST_KEY } from './support/registry.ts';

const KEY = `${TEST_KEY}\\Timing`;
/**
 * Whatever the machine is busy with, it is so for both, and one round has to show it. How many milliseconds it takes on
 * a machine that is not, `npm run bench -- win32` measures.
 */
const MOST_ROUNDS = 25;

before(() => importKeys([{ key: KEY, lines: textLines(firewallRules(600)) }]));
after(() => deleteKey(KEY));

/** Milliseconds in which Windows' own tool reads the rules alone. */
function toolTime(): number {
  const from = performance.now();
  execFileSync(toolPath('reg'), ['query', KEY], { stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
  return performance.now() - from;
}

test('listeners, processes and 600 firewall rules are known together before one tool has told the rules', async () => {
  const expand = expander({ SystemRoot: 'C:\\Windows' });
  const rounds: number[] = [];
  for (let round = 0; round < MOST_ROUNDS && !rounds.some((share) => share <= 1); round++) {
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
    rounds.push((performance.now() - from) / toolTime());
    assert.ok(rules.length === 600 && rules.every((rule) => !('error' in rule)));
    if (round === 0) console.log(`in-process, the first time: ${times.join(', ')}`);
  }
  console.log(`together, as a share of what reg.exe took: ${rounds.map((share) => share.toFixed(2)).join(', ')}`);
  assert.ok(Math.min(...rounds) <= 1, rounds.join(', '));
});
