import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { valueOf } from './support/answers.ts';
import { firewallRules, textLines } from './support/firewall-reg.ts';
import { deleteKey, importKeys, TEST_KEY } from './support/registry.ts';

const KEY = `${TEST_KEY}\\Timing`;
before(() => importKeys([{ key: KEY, lines: textLines(firewallRules(600)) }]));
after(() => deleteKey(KEY));

test('listeners, processes and 600 registry values take far less than two seconds', async () => {
  const machine = createWin32Machine();
  const times: string[] = [];
  const timed = async (name: string, ask: () => Promise<unknown>) => {
    const from = performance.now();
    await ask();
    times.push(`${name} ${(performance.now() - from).toFixed(1)} ms`);
  };
  const started = performance.now();
  await timed('listeners', () => machine.listeners());
  await timed('processes', async () => valueOf(await machine.processes()));
  await timed('600 registry values', () => machine.registry(KEY));
  const all = performance.now() - started;
  await timed('listeners again', () => machine.listeners());
  await timed('processes again', () => machine.processes());
  await timed('host', () => Promise.resolve(machine.host));
  await timed('network', () => machine.network());
  console.log(`in-process: ${times.join(', ')}`);
  assert.ok(all < 2_000, `${all} ms`);
});
