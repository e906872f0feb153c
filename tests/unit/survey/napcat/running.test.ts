import { describe, expect, it } from 'vitest';

import {
  LITELOADER,
  PLUGIN,
  QQ,
  liteLoaderQq,
  names,
  plainQq,
  pluginFolder,
  shellFolder,
  shellProcesses,
  surveyOf,
} from './machines.ts';
import type { Recorded } from './machines.ts';

const SHELL = 'D:\\机器人\\NapCat.Shell';
const ONEKEY = 'D:\\NapCat.44498.Shell';
const IN_ONEKEY = `${ONEKEY}\\versions\\9.9.26-44498\\resources\\app\\napcat`;
const ONCE = 'D:\\NapCat.Framework.Windows.Once';
const IN_ONCE = `${ONCE}\\LL\\plugins\\NapCatQQ`;
const NODE = 'D:\\NapCat.Shell.Windows.Node';
const NAPI = 'D:\\NapCat.Framework';

/** Everything that a person who tried every form has lying around. */
const LEFTOVERS: Recorded['files'] & object = {
  ...shellFolder(SHELL),
  ...liteLoaderQq('9.9.22-40768', '9.9.22-40768'),
  ...pluginFolder(),
  ...names(ONEKEY, 'QQ.exe', 'NapCatWinBootMain.exe', 'NapCatWinBootHook.dll', 'ntqq.json'),
  ...names(IN_ONEKEY, 'napcat.mjs', 'config\\onebot11_10001.json'),
  ...names(ONCE, 'NapCatWinBootMain.exe', 'NapCatWinBootHook.dll', 'LiteLoader_Launcher.js', 'LL\\package.json'),
  ...pluginFolder(IN_ONCE),
  ...names(NODE, 'index.js', 'node.exe', 'wrapper.node', 'napcat\\napcat.mjs', 'napcat\\config\\onebot11_10001.json'),
  ...names(NAPI, 'napcat.mjs', 'napcat.cjs', 'nativeLoader.cjs', 'napimain.exe', 'napiloader.dll', 'napiLoader.bat'),
  ...shellFolder('C:\\ProgramData\\NapCatQQ Desktop\\components\\NapCatQQ'),
};

const at6099 = (pid: number) => [{ address: '::', port: 6099, pid }];

const FORMS: { title: string; recorded: Recorded; mode: string; form: string; dir: string | null }[] = [
  {
    title: 'the shell with its worker',
    recorded: { processes: shellProcesses(SHELL), pipes: ['NapCat_6200'], listeners: at6099(6300) },
    mode: 'shell',
    form: 'shell-zip',
    dir: SHELL,
  },
  {
    title: 'the one-process shell before 4.10.32',
    recorded: { processes: shellProcesses(SHELL, { worker: false }), listeners: at6099(6200) },
    mode: 'shell',
    form: 'shell-zip',
    dir: SHELL,
  },
  {
    title: 'the shell whose launcher window was closed',
    recorded: {
      processes: shellProcesses(SHELL)
        .slice(1)
        .map((process) => ({ ...process, cwd: SHELL })),
      listeners: at6099(6300),
    },
    mode: 'shell',
    form: 'shell-zip',
    dir: SHELL,
  },
  {
    title: 'the one-click package',
    recorded: { processes: shellProcesses(ONEKEY, { path: `${ONEKEY}\\QQ.exe` }), pipes: ['NapCat_6200'] },
    mode: 'shell',
    form: 'shell-onekey',
    dir: IN_ONEKEY,
  },
  {
    title: 'the build on Node',
    recorded: {
      processes: [
        {
          pid: 10,
          ppid: 1,
          name: 'node.exe',
          path: `${NODE}\\node.exe`,
          commandLine: 'node.exe  ./index.js',
          cwd: NODE,
        },
        {
          pid: 11,
          ppid: 10,
          name: 'node.exe',
          path: `${NODE}\\node.exe`,
          commandLine: `"${NODE}\\node.exe" --no-sandbox ${NODE}\\napcat\\napcat.mjs`,
        },
      ],
      listeners: at6099(11),
    },
    mode: 'shell',
    form: 'shell-node',
    dir: `${NODE}\\napcat`,
  },
  {
    title: 'NapCatQQ-Desktop',
    recorded: {
      processes: [
        {
          pid: 500,
          ppid: 400,
          name: 'NapCatQQ-Desktop.exe',
          path: 'C:\\Program Files\\NapCatQQ Desktop\\NapCatQQ-Desktop.exe',
        },
        ...shellProcesses('C:\\ProgramData\\NapCatQQ Desktop\\components\\NapCatQQ'),
      ],
      pipes: ['NapCat_6200'],
    },
    mode: 'desktop-gui',
    form: 'ncd',
    dir: 'C:\\ProgramData\\NapCatQQ Desktop\\components\\NapCatQQ',
  },
  {
    title: 'the LiteLoader plugin',
    recorded: {
      processes: plainQq(6200).map((process, index) =>
        index === 0 ? { ...process, modules: [`${PLUGIN}\\moehoo\\MoeHoo.win32.x64.node`] } : process,
      ),
      listeners: at6099(6200),
    },
    mode: 'framework',
    form: 'framework-liteloader',
    dir: PLUGIN,
  },
  {
    title: 'the plugin form with its own loader',
    recorded: {
      processes: [
        {
          pid: 400,
          ppid: 1,
          name: 'napimain.exe',
          path: `${NAPI}\\napimain.exe`,
          commandLine: `"${NAPI}\\napimain.exe" "${QQ}" "${NAPI}\\napiloader.dll" "x"`,
        },
        ...plainQq(6200),
      ],
      listeners: at6099(6200),
    },
    mode: 'framework',
    form: 'framework-napiloader',
    dir: NAPI,
  },
  {
    title: "the plugin form Once, whose launcher is the shell's",
    recorded: {
      processes: [
        {
          pid: 400,
          ppid: 1,
          name: 'NapCatWinBootMain.exe',
          path: `${ONCE}\\NapCatWinBootMain.exe`,
          commandLine: `"${ONCE}\\NapCatWinBootMain.exe"`,
        },
        ...plainQq(6200),
      ],
      listeners: at6099(6200),
    },
    mode: 'framework',
    form: 'framework-once',
    dir: IN_ONCE,
  },
  {
    title: 'the plugin form Once of September 2024, which had the switch of the shell',
    recorded: {
      processes: [
        { pid: 400, ppid: 1, name: 'NapCatWinBootMain.exe', path: `${ONCE}\\NapCatWinBootMain.exe`, commandLine: null },
        ...plainQq(6200).map((process, index) =>
          index === 0 ? { ...process, commandLine: `"${QQ}" --enable-logging` } : process,
        ),
      ],
      listeners: at6099(6200),
    },
    mode: 'framework',
    form: 'framework-once',
    dir: IN_ONCE,
  },
  {
    title: 'Docker Desktop',
    recorded: { processes: [{ pid: 90, ppid: 1, name: 'com.docker.backend.exe' }], listeners: at6099(90) },
    mode: 'container',
    form: 'docker',
    dir: null,
  },
];

describe('a running NapCat is recognised among the leftovers of all other forms', () => {
  it.each(FORMS)('$title', async ({ recorded, mode, form, dir }) => {
    const { napcats } = await surveyOf({ ...recorded, files: LEFTOVERS });
    const running = napcats.filter((napcat) => napcat.running);
    expect(running.map((napcat) => [napcat.mode, napcat.form, napcat.dir])).toEqual([[mode, form, dir]]);
  });
});

describe('a NapCat started as administrator', () => {
  const hidden = {
    processes: shellProcesses(SHELL, { hidden: true }),
    pipes: ['NapCat_6200'],
    listeners: at6099(6300),
  };

  it('is seen although its path and command line are not', async () => {
    const { napcats } = await surveyOf({ ...hidden, files: {} });
    expect(napcats).toMatchObject([
      { mode: 'shell', dir: null, running: { pid: 6200, socketPid: 6300, hidden: true } },
    ]);
  });

  it('is a shell by its worker alone when its launcher was closed', async () => {
    const processes = shellProcesses(SHELL, { hidden: true }).slice(1);
    expect((await surveyOf({ processes, listeners: at6099(6300) })).napcats).toMatchObject([{ mode: 'shell' }]);
  });

  it('has an unknown mode, with both readings, when a single hidden QQ holds the WebUI', async () => {
    const processes = shellProcesses(SHELL, { hidden: true, worker: false }).slice(1);
    const { napcats } = await surveyOf({ processes, listeners: at6099(6200) });
    expect(napcats).toMatchObject([{ mode: 'unknown', otherReadings: [{ mode: 'shell' }, { mode: 'framework' }] }]);
  });

  describe('whose launcher starts two forms', () => {
    // NapCatWinBootMain starts the plugin form Once as well, which has no pipe and no worker.
    const processes = shellProcesses(SHELL, { hidden: true, worker: false });
    const once = { ...names(ONCE, 'NapCatWinBootMain.exe', 'LiteLoader_Launcher.js'), ...pluginFolder(IN_ONCE) };
    const readingsOf = async (files: Recorded['files'] & object) => {
      const { napcats } = await surveyOf({ processes, listeners: at6099(6200), files });
      return napcats
        .slice(0, 1)
        .map(({ mode, dir, otherReadings }) => [mode, dir, otherReadings.map((other) => other.mode)]);
    };

    it('is a shell that may be the plugin form', async () => {
      expect(await readingsOf({})).toEqual([['shell', null, ['framework']]]);
    });

    it('is rather the plugin form where only that lies on the disk', async () => {
      expect(await readingsOf(once)).toEqual([['framework', IN_ONCE, ['shell']]]);
    });

    it('stays a shell where both lie there', async () => {
      expect(await readingsOf({ ...once, ...shellFolder(SHELL) })).toEqual([['shell', SHELL, ['framework']]]);
    });
  });

  it('is the build on Node when a hidden node.exe holds the WebUI', async () => {
    const node = (pid: number, ppid: number) => ({ pid, ppid, name: 'node.exe' });
    const files = {
      ...names(NODE, 'index.js', 'node.exe', 'wrapper.node'),
      ...{ [`${NODE}\\napcat\\napcat.mjs`]: null, [`${NODE}\\napcat\\config\\onebot11_10001.json`]: '{}' },
      ...shellFolder(SHELL),
    };
    const { napcats } = await surveyOf({ processes: [node(10, 1), node(11, 10)], listeners: at6099(11), files });
    expect(napcats[0]).toMatchObject({
      form: 'shell-node',
      dir: `${NODE}\\napcat`,
      running: { pid: 10, socketPid: 11 },
    });
  });

  it('is no NapCat when a hidden node.exe listens elsewhere', async () => {
    const processes = [{ pid: 10, ppid: 1, name: 'node.exe' }];
    const listeners = [{ address: '::', port: 6190, pid: 10 }];
    expect((await surveyOf({ processes, listeners })).napcats).toEqual([]);
  });

  it('is taken for the only shell on the disk', async () => {
    const { napcats } = await surveyOf({ ...hidden, files: { ...shellFolder(SHELL), ...pluginFolder() } });
    expect(napcats[0]?.dir).toBe(SHELL);
  });

  it('is not guessed at between two shells that were both started before', async () => {
    const { napcats } = await surveyOf({ ...hidden, files: { ...shellFolder(SHELL), ...shellFolder('D:\\NapCat') } });
    expect(napcats[0]).toMatchObject({ running: { pid: 6200 }, dir: null });
  });

  it('is the one of two whose loadNapCat.js was written when it started', async () => {
    const processes = hidden.processes.map((process) => ({ ...process, startedAt: '2026-03-01T11:00:05+08:00' }));
    const written = (modifiedAt: string) => ({ text: 'x', modifiedAt });
    const files = {
      ...shellFolder(SHELL),
      ...shellFolder('D:\\NapCat'),
      [`${SHELL}\\loadNapCat.js`]: written('2026-02-01T09:00:00+08:00'),
      'D:\\NapCat\\loadNapCat.js': written('2026-03-01T11:00:03+08:00'),
    };
    expect((await surveyOf({ ...hidden, processes, files })).napcats[0]?.dir).toBe('D:\\NapCat');
  });

  it('is the one of two that the pasted console names', async () => {
    const files = { ...shellFolder(SHELL), ...shellFolder('D:\\NapCat') };
    const console = [{ of: 'napcat', text: `argv[2]:${SHELL}\\NapCatWinBootHook.dll` }];
    expect((await surveyOf({ ...hidden, files, console })).napcats[0]?.dir).toBe(SHELL);
  });
});

describe('a NapCat in the folder of NapCatQQ-Desktop', () => {
  const managed = 'C:\\ProgramData\\NapCatQQ Desktop\\components\\NapCatQQ';

  it('is managed by it even when the manager and the launcher have gone', async () => {
    const [, ...processes] = shellProcesses(managed).map((process) => ({ ...process, cwd: managed }));
    const { napcats } = await surveyOf({ processes, pipes: ['NapCat_6200'], files: shellFolder(managed) });
    expect(napcats[0]).toMatchObject({ mode: 'desktop-gui', form: 'ncd', managedBy: { version: '3.x', pid: null } });
  });
});

describe('what is no NapCat', () => {
  it('a plain QQ, with NapCat installed beside it', async () => {
    const { napcats } = await surveyOf({ processes: plainQq(6200), files: LEFTOVERS });
    expect(napcats.filter(({ running }) => running)).toEqual([]);
  });

  it('a bot on Node that keeps a NapCat in a subfolder', async () => {
    const files = { ...shellFolder('D:\\bot\\napcat'), ...names('D:\\bot', 'koishi.js', 'package.json') };
    const processes = [
      { pid: 7, ppid: 1, name: 'node.exe', path: 'C:\\node\\node.exe', commandLine: 'node koishi.js', cwd: 'D:\\bot' },
    ];
    expect((await surveyOf({ processes, files })).napcats.filter(({ running }) => running)).toEqual([]);
  });

  it('a container that publishes AstrBot on 6185 and 6199', async () => {
    const processes = [{ pid: 90, ppid: 1, name: 'com.docker.backend.exe' }];
    const listeners = [6185, 6199].map((port) => ({ address: '0.0.0.0', port, pid: 90 }));
    expect((await surveyOf({ processes, listeners })).napcats).toEqual([]);
  });
});

describe('several at once', () => {
  it('two shells are two, each with its own account, and the plain QQ beside them is none', async () => {
    const processes = [
      ...plainQq(3000),
      ...shellProcesses(SHELL, { uin: '10001' }),
      ...shellProcesses('D:\\NapCat', { pid: 8200, uin: '10002' }),
    ];
    const { napcats } = await surveyOf({
      processes,
      files: { ...shellFolder(SHELL), ...shellFolder('D:\\NapCat', '10002') },
    });
    expect(napcats.map(({ dir, running }) => [dir, running?.account?.uin])).toEqual([
      [SHELL, '10001'],
      ['D:\\NapCat', '10002'],
    ]);
  });

  it('the one with the wanted account comes first', async () => {
    const processes = [...shellProcesses(SHELL), ...shellProcesses('D:\\NapCat', { pid: 8200, uin: '10002' })];
    const files = { ...shellFolder(SHELL), ...shellFolder('D:\\NapCat', '10002') };
    const { napcats } = await surveyOf({ processes, files }, { account: '10002' });
    expect(napcats[0]?.dir).toBe('D:\\NapCat');
  });
});

describe('on Linux', () => {
  const DIR = '/opt/QQ/resources/app/app_launcher/napcat';

  it('QQ with NapCat in its own folder is one', async () => {
    const { napcats } = await surveyOf({
      platform: 'linux',
      roots: ['/'],
      processes: [
        {
          pid: 20,
          ppid: 1,
          name: 'qq',
          path: '/opt/QQ/qq',
          commandLine: '/opt/QQ/qq --no-sandbox -q 10001',
          cwd: '/root',
        },
        { pid: 21, ppid: 20, name: 'qq', path: '/opt/QQ/qq', commandLine: '/opt/QQ/qq --type=zygote', cwd: '/root' },
      ],
      listeners: [{ address: '::', port: 6099, pid: 21 }],
      files: {
        '/opt/QQ/qq': null,
        [`${DIR}/napcat.mjs`]: 'napCatVersion = "4.18.1"',
        [`${DIR}/config/onebot11_10001.json`]: '{}',
      },
    });
    expect(napcats).toMatchObject([
      { form: 'linux', dir: DIR, running: { pid: 20, family: [20, 21], socketPid: 21, account: { uin: '10001' } } },
    ]);
  });

  it('QQ in a container is one whose configuration is the mounted folder', async () => {
    const { napcats } = await surveyOf({
      platform: 'linux',
      roots: ['/'],
      processes: [
        { pid: 19, ppid: 1, name: 'containerd-shim', path: '/usr/bin/containerd-shim-runc-v2' },
        { pid: 20, ppid: 19, name: 'qq', path: '/opt/QQ/qq', commandLine: '/opt/QQ/qq -q 10001', cwd: '/app/napcat' },
      ],
      files: { '/srv/napcat/config/onebot11_10001.json': '{}' },
    });
    expect(napcats).toMatchObject([{ mode: 'container', form: 'docker', dir: null, baseDir: '/srv/napcat' }]);
  });
});

describe('LiteLoader in a QQ', () => {
  const liteLoaderOf = async (files: Recorded['files']) => {
    const { qqs } = await surveyOf({ files: { ...files, ...pluginFolder() } });
    return qqs[0]?.liteLoader;
  };

  it('is effective when the version in force is patched', async () => {
    expect(await liteLoaderOf(liteLoaderQq('9.9.19-35469', '9.9.19-35469'))).toMatchObject({
      root: LITELOADER,
      patchedMain: true,
      dbghelp: true,
      pluginEnabled: true,
      manifest: true,
    });
  });

  it('is gone when an update made a new version', async () => {
    expect(await liteLoaderOf(liteLoaderQq('9.9.22-40768', '9.9.19-35469'))).toMatchObject({
      patchedMain: false,
      patchedVersion: '9.9.19-35469',
    });
  });

  it('has the plugin switched off when its config says so', async () => {
    const off = {
      [`${LITELOADER}\\data\\LiteLoader\\config.json`]:
        '{"enable_plugins":true,"disabled_plugins":["NapCat.Framework"]}',
    };
    expect(await liteLoaderOf({ ...liteLoaderQq('9.9.19-1', '9.9.19-1'), ...off })).toMatchObject({
      pluginEnabled: false,
    });
  });
});
