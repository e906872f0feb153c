import { describe, expect, it } from 'vitest';

import { looksLikeFrameworkProject } from '../../../../electron/survey/frameworks/find.ts';
import { createRecordedMachine } from '../../../../electron/machine/recorded/index.ts';
import type { RecordingDocument } from '../../../../electron/machine/recorded/index.ts';
import { surveyFrameworks } from '../../../../electron/survey/frameworks/find.ts';
import { createSecretTable } from '../../../../electron/survey/secret.ts';
import { BOT_PY, WINDOWS, environment, inFolder, onlyFramework, surveyScene } from './build.ts';

const VENV = '"D:\\bot\\.venv\\Scripts\\python.exe" bot.py';
const CMD = {
  pid: 10,
  ppid: 1,
  name: 'cmd.exe',
  path: 'C:\\Windows\\System32\\cmd.exe',
  commandLine: 'cmd',
  cwd: 'D:\\bot',
  startedAt: null,
};
const REDIRECTOR = {
  pid: 20,
  ppid: 10,
  name: 'python.exe',
  path: 'D:\\bot\\.venv\\Scripts\\python.exe',
  commandLine: VENV,
  cwd: 'D:\\bot',
  startedAt: '2026-08-22T19:20:00+08:00',
};
const CHILD = {
  pid: 30,
  ppid: 20,
  name: 'python.exe',
  path: 'C:\\Python311\\python.exe',
  commandLine: VENV,
  cwd: 'D:\\bot',
  startedAt: '2026-08-22T19:20:01+08:00',
};
const SOCKET = { address: '127.0.0.1', port: 8080, pid: 30 };
const FILES = { ...inFolder('D:\\bot', { 'bot.py': BOT_PY }), ...environment('D:\\bot\\.venv', { nonebot2: '2.4.4' }) };

describe('a running framework', () => {
  it('is one family of redirector and child, the owner of the socket first', async () => {
    const { running, listeners, projectDir } = await onlyFramework({
      processes: [CMD, REDIRECTOR, CHILD],
      listeners: [SOCKET],
      files: FILES,
    });
    expect(running).toMatchObject({ family: [30, 20], startedAt: '2026-08-22T19:20:00+08:00' });
    expect(listeners).toEqual([SOCKET]);
    expect(projectDir).toBe('D:\\bot');
  });

  it('is found from the environment in its command line when the working directory is hidden', async () => {
    const hidden = [REDIRECTOR, CHILD].map((process) => ({ ...process, cwd: null }));
    const { projectDir, packages } = await onlyFramework({ processes: hidden, files: FILES });
    expect(projectDir).toBe('D:\\bot');
    expect(packages).toMatchObject({ value: { nonebot2: '2.4.4' } });
  });

  it('keeps a child whose command line is hidden', async () => {
    const child = { ...CHILD, commandLine: null, cwd: null };
    const { running, listeners } = await onlyFramework({
      processes: [REDIRECTOR, child],
      listeners: [SOCKET],
      files: FILES,
    });
    expect(running?.family).toEqual([30, 20]);
    expect(listeners).toHaveLength(1);
  });

  it('is found by its folder when its command line is hidden and it owns a port', async () => {
    const hidden = { ...CHILD, ppid: 1, commandLine: null };
    const { kind, running } = await onlyFramework({ processes: [hidden], listeners: [SOCKET], files: FILES });
    expect([kind, running?.family]).toEqual(['nonebot2', [30]]);
  });

  it('is not claimed from a hidden python.exe that owns a port alone', async () => {
    const hidden = { ...CHILD, commandLine: null, cwd: null };
    expect((await surveyScene({ processes: [hidden], listeners: [SOCKET], files: FILES })).frameworks).toEqual([]);
  });

  it('is not claimed from a hidden python.exe that serves nothing', async () => {
    const hidden = { ...CHILD, ppid: 1, commandLine: null };
    expect((await surveyScene({ processes: [hidden], files: FILES })).frameworks).toEqual([]);
  });

  it('puts a reloading parent first when the socket is its own', async () => {
    const listeners = [{ ...SOCKET, pid: 20 }];
    const { running } = await onlyFramework({ processes: [CMD, REDIRECTOR, CHILD], listeners, files: FILES });
    expect(running?.family).toEqual([20, 30]);
  });

  it('is not claimed from a script that does not import NoneBot', async () => {
    const scene = {
      processes: [{ ...CHILD, commandLine: 'python main.py' }],
      files: inFolder('D:\\bot', { 'main.py': 'print("nonebot")' }),
    };
    expect((await surveyScene(scene)).frameworks).toEqual([]);
  });

  it('may be nb run with its launchers', async () => {
    const nb = {
      ...CMD,
      pid: 15,
      ppid: 10,
      name: 'nb.exe',
      path: 'C:\\Users\\me\\.local\\bin\\nb.exe',
      commandLine: 'nb run',
    };
    const nbPython = {
      ...REDIRECTOR,
      pid: 16,
      ppid: 15,
      path: 'C:\\pipx\\Scripts\\python.exe',
      commandLine: '"C:\\pipx\\Scripts\\python.exe" "C:\\Users\\me\\.local\\bin\\nb.exe" run',
    };
    const code = { ...CHILD, ppid: 16, commandLine: 'python -c "import nonebot; nonebot.init(); nonebot.run()"' };
    const pyproject = '[tool.nonebot]\nadapters = [{ module_name = "nonebot.adapters.onebot.v11" }]';
    const { running, nonebot } = await onlyFramework({
      processes: [CMD, nb, nbPython, code],
      listeners: [SOCKET],
      files: inFolder('D:\\bot', { 'pyproject.toml': pyproject }),
    });
    expect(running?.family).toEqual([30, 16, 15]);
    expect(nonebot?.adapters).toMatchObject({ value: { v11: true } });
  });

  it('knows python -c on Linux without its quotes', async () => {
    const { kind } = await onlyFramework({
      host: { platform: 'linux', release: '6', arch: 'x64', homeDir: '/home/me' },
      processes: [
        {
          pid: 5,
          ppid: 1,
          name: 'python',
          path: '/usr/bin/python3.11',
          commandLine: '/home/me/bot/.venv/bin/python -c import nonebot; nonebot.init(); nonebot.run()',
          cwd: '/home/me/bot',
          startedAt: null,
        },
      ],
    });
    expect(kind).toBe('nonebot2');
  });

  it.each([
    '选择 管理员: 命令提示符 - python bot.py',
    '选择管理员: 命令提示符 - python bot.py',
    'Select bot',
    '選取 bot',
  ])('stands paused behind the title %j', async (windowTitle) => {
    const { running } = await onlyFramework({
      processes: [{ ...CMD, windowTitle }, REDIRECTOR, CHILD],
      files: FILES,
    });
    expect(running?.pausedConsole).toBe(windowTitle);
  });

  it('stands paused behind its console host', async () => {
    const host = {
      ...CMD,
      pid: 11,
      ppid: 10,
      name: 'conhost.exe',
      path: 'C:\\Windows\\System32\\conhost.exe',
      windowTitle: 'Select bot',
    };
    const { running } = await onlyFramework({ processes: [CMD, host, REDIRECTOR, CHILD], files: FILES });
    expect(running?.pausedConsole).toBe('Select bot');
  });

  it('does not stand paused behind a title that has the word elsewhere', async () => {
    const { running } = await onlyFramework({
      processes: [{ ...CMD, windowTitle: '机器人 选择器' }, REDIRECTOR, CHILD],
      files: FILES,
    });
    expect(running?.pausedConsole).toBeNull();
  });

  it('is told from a second one in another folder', async () => {
    const other = { ...CHILD, pid: 40, ppid: 1, commandLine: 'python bot.py', cwd: 'D:\\bot2' };
    const files = { ...FILES, ...inFolder('D:\\bot2', { 'bot.py': BOT_PY }) };
    const { frameworks } = await surveyScene({ processes: [REDIRECTOR, CHILD, other], files });
    expect(frameworks.map(({ projectDir, running }) => [projectDir, running?.family])).toEqual([
      ['D:\\bot', [30, 20]],
      ['D:\\bot2', [40]],
    ]);
  });
});

describe('the survey of frameworks', () => {
  it('lists running ones first and each project once, however its path is spelt', async () => {
    const files = { ...FILES, ...inFolder('D:\\idle', { 'bot.py': BOT_PY }) };
    const { frameworks } = await surveyScene({
      processes: [REDIRECTOR, CHILD],
      files,
      candidates: ['D:\\idle', 'd:/BOT/'],
    });
    expect(frameworks.map(({ projectDir, running }) => [projectDir, running !== null])).toEqual([
      ['D:\\bot', true],
      ['D:\\idle', false],
    ]);
  });

  it('calls what it looked for and did not find absent', async () => {
    expect((await surveyScene({})).states).toEqual({ framework: 'absent', config: 'absent' });
  });

  it('does not call hidden processes absent', async () => {
    const machine = createRecordedMachine({
      format: 'napcat-doctor/recording@1',
      takenAt: '2026-08-22T20:30:00+08:00',
      host: WINDOWS,
    } as unknown as RecordingDocument);
    const denied = { state: 'denied' } as const;
    const { states } = await surveyFrameworks(
      machine,
      { processes: denied, listeners: denied },
      [],
      createSecretTable(),
    );
    expect(states.framework).toBe('denied');
  });

  it.each([
    [['bot.py'], true],
    [['pyproject.toml'], true],
    [['koishi.yml', 'package.json'], true],
    [['CMD_CONFIG.json'], true],
    [['overflow.json'], true],
    [['index.html', 'photo.png'], false],
    [['package.json', 'src'], false],
  ])('takes a folder with %j for a project: %s', (names, expected) => {
    expect(looksLikeFrameworkProject(names.map((name) => ({ name, kind: 'file' as const })))).toBe(expected);
  });
});
