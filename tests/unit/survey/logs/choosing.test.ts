import { describe, expect, it } from 'vitest';

import { LOG_RULES } from '../../../../electron/diagnosis/log-rules/index.ts';
import type { FrameworkFacts, FrameworkKind, NapCatFacts } from '../../../../electron/survey/facts.ts';
import { surveyConsole, surveyFrameworkLogs, surveyNapCatLogs } from '../../../../electron/survey/logs/index.ts';
import { machineFrom } from './machines.ts';

const LINE = '09-03 21:10:05 [error] 小助手 | [KickedOffLine] [下线通知] 请重新登录\r\n';
const NOT_ASKED = { state: 'not-asked' } as const;

function napcat(startedAt: string | null, baseDir: string | null = 'D:\\机器人\\NapCat'): NapCatFacts {
  const running = { pid: 1, family: [1], socketPid: null, launcherPid: null, startedAt, hidden: false, account: null };
  return {
    ...{ dir: baseDir, baseDir, mode: 'shell', form: 'shell-zip', modeEvidence: [], otherReadings: [] },
    ...{ version: NOT_ASKED, running: startedAt === null ? null : running, accounts: [], template: null, webui: null },
    ...{
      webuiState: NOT_ASKED,
      fileLog: NOT_ASKED,
      managedBy: null,
      missingFiles: [],
      qqDir: null,
      deniedFiles: [],
      unreadConfigs: [],
      qrCodeAt: null,
    },
  };
}

function framework(kind: FrameworkKind, projectDir: string | null = 'D:\\bot'): FrameworkFacts {
  return {
    ...{ kind, projectDir, running: null, host: NOT_ASKED, port: NOT_ASKED, token: NOT_ASKED, listeners: [] },
    ...{ packages: NOT_ASKED, nonebot: null, path: NOT_ASKED, adapterEnabled: NOT_ASKED, configFiles: [] },
    ...{ brokenFiles: [], expectedAccounts: [] },
  };
}

const LOGS = 'D:\\机器人\\NapCat\\logs\\';
const at = (modifiedAt: string): { text: string; modifiedAt: string } => ({ text: LINE, modifiedAt });
const paths = (facts: readonly { origin: { kind: string; path?: string } }[]): readonly string[] =>
  facts.map(({ origin }) => origin.path?.split('\\').at(-1) ?? '');

describe('the logs of a NapCat', () => {
  const files = {
    [`${LOGS}2026-09-01_08-00-00.100.log`]: at('2026-09-01T20:00:00+08:00'),
    [`${LOGS}2026-09-03_21-10-00.417.log`]: at('2026-09-03T22:00:00+08:00'),
    [`${LOGS}2026-09-03_21-10-00.4171.log`]: at('2026-09-03T23:00:00+08:00'),
    [`${LOGS}notes.log`]: at('2026-09-04T11:00:00+08:00'),
  };

  it('are those of the running program only, newest first', async () => {
    const machine = await machineFrom({ files });
    const logs = await surveyNapCatLogs(machine, napcat('2026-09-03T21:10:00+08:00'), 2, LOG_RULES);
    expect(paths(logs)).toEqual(['2026-09-03_21-10-00.4171.log', '2026-09-03_21-10-00.417.log']);
    expect(logs.map((log) => [log.napcat, log.events[0]?.rule])).toEqual(Array(2).fill([2, 'napcat.kicked-offline']));
  });

  it('are the last ones there are when none runs', async () => {
    const logs = await surveyNapCatLogs(await machineFrom({ files }), napcat(null), 0, LOG_RULES);
    expect(paths(logs)).toEqual([
      '2026-09-03_21-10-00.4171.log',
      '2026-09-03_21-10-00.417.log',
      '2026-09-01_08-00-00.100.log',
    ]);
  });

  it('are told apart by their names when files have no times', async () => {
    const untimed = Object.fromEntries(Object.keys(files).map((path) => [path, LINE]));
    const logs = await surveyNapCatLogs(
      await machineFrom({ files: untimed }),
      napcat('2026-09-03T21:10:00+08:00'),
      0,
      LOG_RULES,
    );
    expect(paths(logs)).toEqual(['2026-09-03_21-10-00.4171.log', '2026-09-03_21-10-00.417.log']);
  });

  it('are three files at most', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, day) => [`${LOGS}2026-08-0${day + 1}_08-00-00.100.log`, LINE]),
    );
    expect(await surveyNapCatLogs(await machineFrom({ files: many }), napcat(null), 0, LOG_RULES)).toHaveLength(3);
  });

  it('are absent when the running program wrote none', async () => {
    const logs = await surveyNapCatLogs(
      await machineFrom({ files }),
      napcat('2026-09-04T09:00:00+08:00'),
      0,
      LOG_RULES,
    );
    expect(logs).toMatchObject([{ state: 'absent', events: [], origin: { path: 'D:\\机器人\\NapCat\\logs' } }]);
  });

  it('are not asked for when files were not looked at', async () => {
    const logs = await surveyNapCatLogs(await machineFrom({}), napcat(null), 0, LOG_RULES);
    expect(logs).toMatchObject([{ state: 'not-asked' }]);
  });

  it('are none when its folder is not known', async () => {
    expect(await surveyNapCatLogs(await machineFrom({ files }), napcat(null, null), 0, LOG_RULES)).toEqual([]);
  });
});

describe('the logs of a framework', () => {
  it.each<[FrameworkKind, string, string]>([
    [
      'astrbot',
      'D:\\bot\\data\\logs\\astrbot.log',
      '[2026-09-03 20:00:02.100] [Core] [ERRO] [platform.manager:165]: 任务 aiocqhttp 发生错误: [WinError 10049] 地址无效。',
    ],
    [
      'yunzai',
      'D:\\bot\\logs\\command.2026-09-03.log',
      '[20:00:02.100][ERRO][Server] 监听端口 2536 错误 Error: listen EADDRINUSE',
    ],
    [
      'karin',
      'D:\\bot\\@karinjs\\logs\\logger.2026-09-03.log',
      '[Karin][20:00:02.100][FATAL] [server] 端口 7777 已被占用，无法启动',
    ],
    [
      'maibot-adapter',
      'D:\\bot\\logs\\adapter_2026-09-03.log',
      '2026-09-03 20:00:02 | ERROR | x - Bot 2100000007 可能发生了连接断开，被下线，或者Napcat卡死！',
    ],
    [
      'nonebot2',
      'D:\\bot\\logs\\2026-09-03.log',
      '09-03 20:00:02 [WARNING] nonebot | OneBot V11 | Missing Authorization Header',
    ],
    [
      'zhenxun',
      'D:\\bot\\log\\2026-09-03.log',
      '09-03 20:00:02 [WARNING] nonebot | OneBot V11 | Missing Authorization Header',
    ],
  ])('of %s is found where it writes it', async (kind, path, text) => {
    const logs = await surveyFrameworkLogs(await machineFrom({ files: { [path]: text } }), framework(kind), LOG_RULES);
    expect(logs.map((log) => [log.origin, log.events.length, log.events[0]?.at])).toEqual([
      [{ kind: 'file', path }, 1, '2026-09-03T20:00:02'],
    ]);
  });

  it('are the newest of a folder', async () => {
    const files = {
      'D:\\bot\\logs\\a.log': { text: 'x', modifiedAt: '2026-09-01T00:00:00Z' },
      'D:\\bot\\logs\\b.log': { text: 'x', modifiedAt: '2026-09-03T00:00:00Z' },
    };
    expect(paths(await surveyFrameworkLogs(await machineFrom({ files }), framework('nonebot2'), LOG_RULES))).toEqual([
      'b.log',
    ]);
  });

  it('are none without a project folder', async () => {
    expect(await surveyFrameworkLogs(await machineFrom({ files: {} }), framework('nonebot2', null), LOG_RULES)).toEqual(
      [],
    );
  });

  it('say so when one is locked', async () => {
    const files = { 'D:\\bot\\nonebot.log': { error: 'locked' } };
    expect(await surveyFrameworkLogs(await machineFrom({ files }), framework('nonebot2'), LOG_RULES)).toMatchObject([
      { state: 'denied' },
    ]);
  });
});

describe('pasted text', () => {
  it.each([
    ['napcat', 'x', 'napcat'],
    ['NoneBot', 'x', 'nonebot'],
    ['hoshino', 'x', 'framework'],
    ['launcher', 'x', 'launcher'],
    ['user', '09-03 20:00:02 [WARNING] nonebot | OneBot V11 | Missing Authorization Header', 'nonebot'],
    ['群友', '[ERROR] [OneBot] [WebSocket Client] 在 5 秒后尝试重新连接', 'napcat'],
    ['', '[NapCat Backend] Main Process ID:9932', 'launcher'],
    ['user', '浏览器打开是 404，是不是端口坏了？', 'user'],
  ])('of "%s" (%s) is %s’s', async (of, text, product) => {
    expect(surveyConsole(await machineFrom({ console: [{ of, text }] }), LOG_RULES)).toMatchObject([
      { product, origin: { kind: 'console', of }, state: 'known' },
    ]);
  });
});
