/** What was pasted may be of another day: it proves only what the machine, as it was seen, does not speak against. */
import { describe, expect, it } from 'vitest';

import type { Finding } from '../../../electron/contract/diagnosis.ts';
import { examine } from '../../../electron/doctor.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';

const NAPCAT = 'D:\\NapCat.Shell';
const URL = 'ws://127.0.0.1:8080/onebot/v11/ws';
const ENTRY = { name: 'nb', enable: true, url: URL, token: '', messagePostFormat: 'array' };

const FILES = {
  [`${NAPCAT}\\napcat.mjs`]: 'const napCatVersion = "4.18.19";',
  ...Object.fromEntries(
    ['NapCatWinBootMain.exe', 'NapCatWinBootHook.dll', 'launcher.bat', 'loadNapCat.js', 'qqnt.json'].map((name) => [
      `${NAPCAT}\\${name}`,
      null,
    ]),
  ),
  [`${NAPCAT}\\config\\onebot11_300000101.json`]: JSON.stringify({ network: { websocketClients: [ENTRY] } }),
};

const RUNNING = {
  processes: [
    { pid: 6100, ppid: 1, name: 'NapCatWinBootMain.exe', path: `${NAPCAT}\\NapCatWinBootMain.exe`, commandLine: null },
    {
      pid: 6200,
      ppid: 6100,
      name: 'QQ.exe',
      path: 'C:\\QQNT\\QQ.exe',
      commandLine: '"QQ.exe" --enable-logging -q 300000101',
    },
    {
      pid: 7000,
      ppid: 1,
      name: 'python.exe',
      path: 'C:\\py\\python.exe',
      commandLine: 'python bot.py',
      cwd: 'C:\\bot',
    },
  ],
  pipes: ['NapCat_6200'],
  listeners: [
    { address: '::', port: 6099, pid: 6200 },
    { address: '127.0.0.1', port: 8080, pid: 7000 },
  ],
  connections: [
    { local: '127.0.0.1:51001', remote: '127.0.0.1:8080', state: 'established', pid: 6200 },
    { local: '127.0.0.1:8080', remote: '127.0.0.1:51001', state: 'established', pid: 7000 },
  ],
};

async function verdictOf(machine: object, ...console: readonly { of: string; text: string }[]): Promise<Finding> {
  const parsed = await parseRecording(
    JSON.stringify({
      format: 'napcat-doctor/recording@1',
      takenAt: '2026-08-20T20:20:00+08:00',
      host: { platform: 'win32', homeDir: 'C:\\Users\\me' },
      files: FILES,
      roots: ['C:\\', 'D:\\'],
      ...machine,
      console,
    }),
  );
  if ('error' in parsed) throw new Error(parsed.error.message);
  const { diagnosis } = await examine(createRecordedMachine(parsed.recording), { deep: false });
  return diagnosis.verdict;
}

describe('a virus report that was pasted', () => {
  const report = { of: 'user', text: 'Microsoft Defender 防病毒 已隔离威胁\nTrojan:Script/Wacatac.B!ml' };

  it('is certain where NapCat is seen to be away', async () => {
    expect(await verdictOf({ processes: [], listeners: [], connections: [] }, report)).toMatchObject({
      code: 'blocked-by-security-software',
      confidence: 'certain',
    });
  });

  it('is likely where nobody could look whether NapCat runs', async () => {
    expect(await verdictOf({}, report)).toMatchObject({
      code: 'blocked-by-security-software',
      confidence: 'likely',
    });
  });
});

describe('a heartbeat that says offline and carries no time', () => {
  const heartbeat = {
    of: 'user',
    text: '{"post_type":"meta_event","meta_event_type":"heartbeat","status":{"online":false,"good":true},"interval":30000}',
  };
  const message = (time: string) => ({
    of: 'napcat',
    text: `08-20 ${time} [info] 测试号 | 接收 <- 私聊 (300000045) 在吗`,
  });

  it('is of another day where messages come in right now', async () => {
    expect(await verdictOf(RUNNING, message('20:19:30'), heartbeat)).toMatchObject({ code: 'healthy' });
  });

  it.each([
    ['nobody shows a message', []],
    ['the last message came in long ago', [message('12:00:00')]],
  ])('is likely the reason where %s', async (_, texts) => {
    expect(await verdictOf(RUNNING, ...texts, heartbeat)).toMatchObject({
      code: 'qq-kicked-offline',
      confidence: 'likely',
    });
  });
});
