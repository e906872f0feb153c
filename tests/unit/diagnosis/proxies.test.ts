/** The proxy that a framework was started with is not always the one of the session that asks. */
import { expect, test } from 'vitest';

import { examine } from '../../../electron/doctor.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';

async function evidenceWith(own: object, session: object): Promise<string> {
  const python = { pid: 700, ppid: 1, name: 'python', path: '/usr/bin/python3', cwd: '/home/me/bot', env: own };
  const recording = {
    host: { platform: 'linux', homeDir: '/home/me' },
    env: session,
    processes: [{ ...python, commandLine: 'python bot.py' }],
    listeners: [],
    connections: [],
    files: { '/home/me/bot/bot.py': 'import nonebot\nnonebot.init()\n' },
    console: [
      {
        of: 'nonebot',
        text: [
          '08-20 20:15:41 [ERROR] nonebot | OneBot V11 | Error while setup websocket to ws://127.0.0.1:3001/. Trying to reconnect...',
          'websockets.exceptions.InvalidProxyStatus: proxy rejected connection: HTTP 502',
        ].join('\n'),
      },
    ],
  };
  const parsed = await parseRecording(JSON.stringify(recording));
  if ('error' in parsed) throw new Error(parsed.error.message);
  const { diagnosis } = await examine(createRecordedMachine(parsed.recording), { deep: false });
  const finding = diagnosis.findings.find(({ code }) => code === 'proxy-hijack');
  expect(finding?.confidence).toBe('certain');
  return JSON.stringify(finding);
}

test('it is read from the framework’s own environment, without its password', async () => {
  const verdict = await evidenceWith({ ALL_PROXY: 'socks5://me:s3cret@10.0.0.9:1080' }, {});
  expect(verdict).toContain('socks5://10.0.0.9:1080');
  expect(verdict).not.toContain('s3cret');
});

test('it goes before that of the session', async () => {
  const verdict = await evidenceWith({ http_proxy: 'http://10.0.0.9:8118' }, { http_proxy: 'http://10.0.0.7:7890' });
  expect(verdict).toContain('10.0.0.9:8118');
  expect(verdict).not.toContain('10.0.0.7');
});

test('that of the session counts where the framework has none of its own', async () => {
  expect(await evidenceWith({ PATH: '/usr/bin' }, { http_proxy: 'http://10.0.0.7:7890' })).toContain('10.0.0.7:7890');
});
