import { describe, expect, test } from 'vitest';

import { examine } from '../../../electron/doctor.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import type { UnreadConfig } from '../../../electron/survey/facts.ts';

const ENTRY = { name: 'nb', enable: true, url: 'ws://127.0.0.1:18080/onebot/v11/ws' };
const withClients = (clients: readonly object[]): string => JSON.stringify({ network: { websocketClients: clients } });

async function unreadOf(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly UnreadConfig[]> {
  const recording = {
    host: { platform: 'linux', homeDir: '/home/me' },
    processes: [
      {
        pid: 7,
        ppid: 1,
        name: 'node',
        path: '/usr/bin/node',
        commandLine: 'node index.js',
        cwd: '/opt/nc',
        startedAt: '2026-01-01T00:00:00Z',
        env: { PATH: '/bin', ...env },
      },
    ],
    listeners: [{ address: '127.0.0.1', port: 6099, pid: 7 }],
    roots: ['/'],
    files: { '/opt/nc/index.js': '', '/opt/nc/napcat/napcat.mjs': 'const napCatVersion = "4.18.19";', ...files },
  };
  const parsed = await parseRecording(JSON.stringify(recording));
  if ('error' in parsed) throw new Error(parsed.error.message);
  const { facts } = await examine(createRecordedMachine(parsed.recording), { deep: false });
  return facts.napcats[0]?.unreadConfigs ?? [];
}

describe('configuration that the running NapCat does not read', () => {
  test('is the one beside the program when NAPCAT_WORKDIR moved the real one', async () => {
    const unread = await unreadOf(
      {
        '/opt/nc/napcat/config/onebot11_2000000001.json': withClients([ENTRY]),
        '/data/nc/config/onebot11_2000000001.json': withClients([]),
      },
      { NAPCAT_WORKDIR: '/data/nc' },
    );
    expect(unread).toMatchObject([{ kind: 'beside-program', uin: '2000000001', clients: [{ enabled: true }] }]);
  });

  test('is nothing when nothing was moved', async () => {
    expect(await unreadOf({ '/opt/nc/napcat/config/onebot11_2000000001.json': withClients([ENTRY]) })).toEqual([]);
  });
});
