/** What is a link and what is a moment: a NapCat that is turned down has a connection too, for some milliseconds. */
import { describe, expect, test } from 'vitest';

import { LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import { known, valueOf } from '../../../electron/machine/answer.ts';
import type { Connection, Machine } from '../../../electron/machine/machine.ts';
import { survey } from '../../../electron/survey/survey.ts';
import { machineOf } from './napcat/machines.ts';

const LINK: Connection = {
  local: { address: '127.0.0.1', port: 50_001 },
  remote: { address: '127.0.0.1', port: 8080 },
  state: 'established',
  pid: 10,
};

/** A live NapCat whose connections are these at one look after the other. */
async function looked(...looks: readonly (readonly Connection[])[]) {
  const napcat = { pid: 10, ppid: 1, name: 'node', path: '/usr/bin/node', commandLine: 'node index.js' };
  const recorded = await machineOf({
    platform: 'linux',
    processes: [
      { ...napcat, cwd: '/opt/napcat' },
      { pid: 20, ppid: 1, name: 'python', path: '/usr/bin/python', commandLine: 'python bot.py', cwd: '/opt/bot' },
    ],
    listeners: [{ address: '127.0.0.1', port: 8080, pid: 20 }],
    files: {
      '/opt/napcat/index.js': null,
      '/opt/napcat/node.exe': null,
      '/opt/napcat/napcat.bat': null,
      '/opt/napcat/napcat/napcat.mjs': 'const napCatVersion = "4.18.19";',
      '/opt/napcat/napcat/config/onebot11_2000000001.json': '{ "network": {} }',
    },
    roots: ['/'],
  });
  const at: number[] = [];
  let walked = false;
  const machine: Machine = {
    ...recorded,
    live: true,
    connections: () => Promise.resolve(known(looks[at.push(performance.now()) - 1] ?? [])),
    list: (dir, ask) => {
      walked ||= dir === '/srv';
      return recorded.list(dir, ask);
    },
  };
  const { connections } = await survey(machine, { deep: false, napcatDir: '/opt/napcat' }, LOG_RULES);
  return { seen: valueOf(connections), at, walked };
}

describe('a connection of NapCat', () => {
  test('that stands at two looks is a link, and the disk is left alone', async () => {
    expect(await looked([LINK], [LINK])).toMatchObject({ seen: [LINK], walked: false });
  });

  test.each([
    ['has gone by the second look', [LINK], []],
    ['came only then', [], [LINK]],
    ['closes by then', [LINK], [{ ...LINK, state: 'close-wait' as const }]],
  ])('that %s is none, and the disk is searched as for any NapCat without a link', async (_, first, second) => {
    expect(await looked(first, second)).toMatchObject({ seen: [], walked: true });
  });

  test('has time to go between the looks', async () => {
    const { at } = await looked([LINK], [LINK]);
    const [first = 0, second = 0] = at;
    expect(at).toHaveLength(2);
    // A handshake that is turned down takes some milliseconds, on a busy machine some tens.
    expect(second - first).toBeGreaterThan(60);
  });
});
