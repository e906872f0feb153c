/** What a watch makes of a link when its looks do not tell all: they are half a second apart, on a slow machine more. */
import { expect, test } from 'vitest';

import { examine } from '../../../electron/doctor.ts';
import type { WatchChange } from '../../../electron/machine/watch-record.ts';
import { machineOf } from '../survey/napcat/machines.ts';
import type { Recorded } from '../survey/napcat/machines.ts';

const SERVER = '127.0.0.1:8080';
const LINK = { local: '127.0.0.1:50001', remote: SERVER, pid: 10 };
const URL = `ws://${SERVER}/onebot/v11/ws`;
const ENTRY = { name: 'nb', enable: true, url: URL, token: '', reconnectInterval: 3000, heartInterval: 0 };

const LINKED = {
  platform: 'linux',
  processes: [
    { pid: 10, ppid: 1, name: 'node', path: '/usr/bin/node', commandLine: 'node index.js', cwd: '/opt/napcat' },
    { pid: 20, ppid: 1, name: 'python', path: '/usr/bin/python', commandLine: 'python bot.py', cwd: '/opt/bot' },
  ],
  listeners: [{ address: '127.0.0.1', port: 8080, pid: 20 }],
  connections: [{ ...LINK, state: 'established' }],
  files: {
    '/opt/bot/bot.py': 'import nonebot\nnonebot.init()\nnonebot.run()\n',
    '/opt/napcat/index.js': null,
    '/opt/napcat/node.exe': null,
    '/opt/napcat/napcat.bat': null,
    '/opt/napcat/napcat/napcat.mjs': 'const napCatVersion = "4.18.19";',
    '/opt/napcat/napcat/config/onebot11_2000000001.json': JSON.stringify({ network: { websocketClients: [ENTRY] } }),
  },
  roots: ['/'],
  probes: [
    { tcp: SERVER, outcome: 'connected' },
    { http: `GET http://${SERVER}/onebot/v11/`, status: 405, headers: { server: 'uvicorn', allow: 'POST' } },
  ],
} satisfies Recorded & Record<string, unknown>;

async function watched(changes: readonly WatchChange[], lastedMs: number, looks: number) {
  const watch = { startedAt: '2026-03-01T11:59:00+08:00', lastedMs, looks, changes, logs: [] };
  return (await examine(await machineOf({ ...LINKED, ...{ watch } }), { deep: false })).diagnosis;
}

async function startOrder(changes: readonly WatchChange[]) {
  const diagnosis = await watched(changes, 6_000, 12);
  const found = diagnosis.findings.find(({ code }) => code === 'framework-not-ready');
  return { verdict: diagnosis.verdict.code, variant: found?.variant, outcome: found?.outcome };
}

const dial = (at: number, change: WatchChange['change']): WatchChange => ({ at, change, who: 'napcat', ...LINK });
const EARLY = [dial(500, 'connecting'), dial(1_000, 'disconnected')];
const OPEN: WatchChange = { at: 4_000, change: 'listening', who: 'framework', local: SERVER, pid: 20 };

test.each([
  ['in the look after that', 4_500],
  ['in the very look that sees the port', 4_000],
])('a link that is seen %s came up by itself', async (_, at) => {
  const told = await startOrder([...EARLY, OPEN, dial(at, 'connected')]);
  expect(told).toEqual({ verdict: 'healthy', variant: 'start-order', outcome: 'warn' });
});

test('a refusal by the port that has just been opened is another cause’s doing', async () => {
  expect(await startOrder([...EARLY, OPEN, dial(4_000, 'brief')])).not.toHaveProperty('variant', 'start-order');
});

/** Sessions that lasted so long, with the pause of NapCat's interval between them. */
function sessions(...lasted: readonly number[]): readonly WatchChange[] {
  let at = 1_000;
  return lasted.flatMap((ms) => {
    const from = at;
    at += ms + 3_000;
    return [dial(from, 'connected'), dial(from + ms, 'disconnected')];
  });
}

test.each([
  ['twice a second', 80, [5_000, 5_500, 5_000], 'heartbeat-timeout', 'certain'],
  ['twice a second', 80, [5_000, 9_000, 5_000], 'events-missing', 'certain'],
  ['every two seconds', 20, [4_000, 8_000, 6_000], 'heartbeat-timeout', 'likely'],
  ['every two seconds', 20, [4_000, 12_000, 6_000], 'events-missing', 'certain'],
] as const)(
  'looked at %s, %i times in all, sessions of %j ms are told as %s, which is %s',
  async (_, looks, lasted, code, sure) => {
    const { verdict } = await watched(sessions(...lasted), 40_000, looks);
    expect([verdict.code, verdict.confidence]).toEqual([code, sure]);
  },
);
