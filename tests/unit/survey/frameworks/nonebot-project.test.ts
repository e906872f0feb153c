import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import type { NoneBotProblem } from '../../../../electron/survey/facts.ts';
import { BOT_PY, STACK, inFolder, onlyFramework, stoppedBot } from './build.ts';

async function problemsOf(
  files: Readonly<Record<string, unknown>>,
  packages: Readonly<Record<string, string>> = STACK,
): Promise<readonly Pick<NoneBotProblem, 'kind' | 'fatal' | 'detail'>[]> {
  const { nonebot } = await onlyFramework(stoppedBot(files, packages));
  return (nonebot?.problems ?? []).map(({ kind, fatal, detail }) => ({ kind, fatal, detail }));
}

/** A usual environment with one package missing. */
function without(name: keyof typeof STACK): Record<string, string> {
  return Object.fromEntries(Object.entries(STACK).filter(([other]) => other !== name));
}

const base64 = (bytes: Uint8Array) => ({ base64: Buffer.from(bytes).toString('base64') });

describe('problems of a NoneBot project', () => {
  it('has none when all is well', async () => {
    expect(await problemsOf({ '.env.prod': 'HOST=127.0.0.1\nPORT=18080\nDRIVER=~fastapi+~httpx' })).toEqual([]);
  });

  it.each([
    ['GBK', base64(iconv.encode('# 端口\nPORT=1111', 'gbk')), 'gbk'],
    ['UTF-16', base64(iconv.encode('PORT=1111', 'utf16le', { addBOM: true })), 'utf-16le'],
  ])('a file in %s ends NoneBot, and still shows what its author wanted', async (_name, content, detail) => {
    const { nonebot, port, brokenFiles } = await onlyFramework(stoppedBot({ '.env.prod': content }, STACK));
    expect(nonebot?.problems).toMatchObject([{ kind: 'env-not-utf8', fatal: true, detail }]);
    expect(port).toMatchObject({ value: { value: 1111 } });
    expect(brokenFiles).toEqual([{ path: 'D:\\bot\\.env.prod', reason: `encoding: ${detail}` }]);
  });

  it.each([
    ['.env', 'HOST=localhost', { kind: 'host-not-an-address', fatal: true, detail: 'HOST=localhost' }],
    ['.env', 'PORT=', { kind: 'port-invalid', fatal: true, detail: 'PORT=' }],
    ['.env', 'PORT=80800', { kind: 'port-invalid', fatal: true, detail: 'PORT=80800' }],
    ['.env', 'DRIVER=fastapi', { kind: 'driver-without-tilde', fatal: true, detail: 'DRIVER=fastapi' }],
    ['.env', 'DRIVER=~fastapi+httpx', { kind: 'driver-without-tilde', fatal: true, detail: 'DRIVER=~fastapi+httpx' }],
    [
      '.env',
      'ONEBOT_WS_URLS=ws://127.0.0.1:3001',
      { kind: 'ws-urls-not-a-list', fatal: true, detail: 'ONEBOT_WS_URLS' },
    ],
    ['.env', 'PORT: 1111', { kind: 'env-bad-line', fatal: false, detail: 'PORT' }],
    ['.env', 'PORT＝1111', { kind: 'env-bad-line', fatal: false, detail: 'PORT' }],
    ['.env.txt', 'PORT=1111', { kind: 'env-txt-extension', fatal: false, detail: 'D:\\bot\\.env.txt' }],
    ['.env.prod.txt', 'PORT=1111', { kind: 'env-txt-extension', fatal: false, detail: 'D:\\bot\\.env.prod.txt' }],
    ['.env.dev', 'PORT=1111', { kind: 'env-not-loaded', fatal: false, detail: 'PORT' }],
  ])('%s with %j', async (name, content, problem) => {
    expect(await problemsOf({ [name]: content })).toEqual([problem]);
  });

  it('an .env.txt beside the real file is a leftover', async () => {
    expect(await problemsOf({ '.env': 'PORT=1111', '.env.txt': 'PORT=2222' })).toEqual([]);
  });

  it('an .env.dev that repeats what is in force misleads nobody', async () => {
    expect(await problemsOf({ '.env.prod': 'PORT=1111', '.env.dev': 'PORT=2222' })).toEqual([]);
  });

  it('an .env beside bot.py is not loaded when NoneBot was started from another folder', async () => {
    const process = { pid: 1, ppid: 0, name: 'python.exe', path: 'C:\\Python311\\python.exe', startedAt: null };
    const { nonebot, port } = await onlyFramework({
      processes: [{ ...process, commandLine: 'python D:\\bot\\bot.py', cwd: 'D:\\start' }],
      files: { ...inFolder('D:\\bot', { 'bot.py': BOT_PY, '.env': 'PORT=1111' }), 'D:\\start\\start.bat': null },
    });
    expect(nonebot?.problems).toMatchObject([{ kind: 'env-not-loaded', origin: { path: 'D:\\bot\\.env' } }]);
    expect(port).toMatchObject({ value: { value: 8080 } });
  });

  it('a byte order mark swallows the first line with python-dotenv 1.0.1', async () => {
    const problems = await problemsOf(
      { '.env': '\uFEFFPORT=1111\nHOST=0.0.0.0' },
      { ...STACK, 'python-dotenv': '1.0.1' },
    );
    expect(problems).toEqual([{ kind: 'env-first-line-lost', fatal: false, detail: 'PORT' }]);
  });

  it('a swallowed comment costs nothing', async () => {
    expect(await problemsOf({ '.env': '\uFEFF# c\nPORT=1' }, { ...STACK, 'python-dotenv': '1.0.1' })).toEqual([]);
  });

  it('the new form of pyproject.toml ends NoneBot 2.4.3', async () => {
    const pyproject =
      '[tool.nonebot.adapters]\nnonebot-adapter-onebot = [{ module_name = "nonebot.adapters.onebot.v11" }]';
    const problems = await problemsOf({ 'pyproject.toml': pyproject }, { ...STACK, nonebot2: '2.4.3' });
    expect(problems).toEqual([{ kind: 'pyproject-form-too-new', fatal: true, detail: 'nonebot2 2.4.3' }]);
  });

  it('the new form harms nobody who does not load it', async () => {
    const botPy = BOT_PY.replace('nonebot.load_from_toml("pyproject.toml")', '');
    const files = { 'bot.py': botPy, 'pyproject.toml': '[tool.nonebot.plugins]' };
    expect(await problemsOf(files, { ...STACK, nonebot2: '2.4.3' })).toEqual([]);
  });

  it('a missing server package ends NoneBot', async () => {
    const rest = without('fastapi');
    expect(await problemsOf({}, rest)).toEqual([{ kind: 'package-missing', fatal: true, detail: 'fastapi' }]);
  });

  it('a missing WebSocket library lets it start', async () => {
    const rest = without('websockets');
    expect(await problemsOf({}, rest)).toEqual([{ kind: 'package-missing', fatal: false, detail: 'websockets' }]);
  });

  it('wsproto stands in for websockets', async () => {
    const rest = without('websockets');
    expect(await problemsOf({}, { ...rest, wsproto: '1.2.0' })).toEqual([]);
  });

  it('an environment without NoneBot says nothing about missing packages', async () => {
    expect(await problemsOf({}, { pip: '24.0' })).toEqual([]);
  });
});

describe('OneBot adapters of a project', () => {
  const REGISTER = 'import nonebot\nnonebot.init()\ndriver = nonebot.get_driver()\n';
  const V11 = { v11: true, v12: false };
  it.each([
    ['from nonebot.adapters.onebot.v11 import Adapter\ndriver.register_adapter(Adapter)', V11],
    ['from nonebot.adapters.onebot.v11 import Adapter as A\ndriver.register_adapter(A)', V11],
    ['from nonebot.adapters.onebot.v11 import (\n  Bot,\n  Adapter as A,  # it\n)\ndriver.register_adapter(A)', V11],
    ['from nonebot.adapters.onebot import V11Adapter\ndriver.register_adapter(V11Adapter)', V11],
    ['from nonebot.adapters.onebot import v11\ndriver.register_adapter(v11.Adapter)', V11],
    ['import nonebot.adapters.onebot.v11 as ob\ndriver.register_adapter(ob.Adapter)', V11],
    ['import nonebot.adapters.onebot.v11\ndriver.register_adapter(nonebot.adapters.onebot.v11.Adapter)', V11],
    ['from nonebot.adapters.onebot.v11 import Adapter\nfor one in [Adapter]:\n  driver.register_adapter(one)', V11],
    ['from nonebot.adapters.onebot.v11 import Adapter; driver.register_adapter(Adapter)', V11],
    ['from nonebot.adapters.onebot.v12 import Adapter\ndriver.register_adapter(Adapter)', { v11: false, v12: true }],
    ['from nonebot.adapters.onebot.v11 import Adapter\n# driver.register_adapter(Adapter)', { v11: false, v12: false }],
    [
      'from nonebot.adapters.onebot.v11 import Adapter\n"""\ndriver.register_adapter(Adapter)\n"""',
      { v11: false, v12: false },
    ],
    ['from nonebot.adapters.console import Adapter\ndriver.register_adapter(Adapter)', { v11: false, v12: false }],
  ])('are those that %j registers', async (source, adapters) => {
    const { nonebot } = await onlyFramework(stoppedBot({ 'bot.py': REGISTER + source }));
    expect(nonebot?.adapters).toMatchObject({ state: 'known', value: adapters });
  });

  it.each([
    [
      'the old form',
      '[tool.nonebot]\nadapters = [{ name = "OneBot V11", module_name = "nonebot.adapters.onebot.v11" }]',
      true,
    ],
    [
      'the new form',
      '[tool.nonebot.adapters]\nnonebot-adapter-onebot = [{ module_name = "nonebot.adapters.onebot.v11" }]\n"@local" = []',
      true,
    ],
    ['an empty list', '[tool.nonebot]\nadapters = []', false],
  ])('come from pyproject.toml in %s without a bot.py', async (_name, pyproject, v11) => {
    const scene = { candidates: ['D:\\bot'], files: inFolder('D:\\bot', { 'pyproject.toml': pyproject }) };
    expect((await onlyFramework(scene)).nonebot?.adapters).toMatchObject({ value: { v11 } });
  });

  it('are not those of pyproject.toml when bot.py registers none', async () => {
    const botPy = BOT_PY.replace(/^.*register_adapter.*$/m, '');
    const pyproject = '[tool.nonebot]\nadapters = [{ module_name = "nonebot.adapters.onebot.v11" }]';
    const { nonebot, adapterEnabled } = await onlyFramework(
      stoppedBot({ 'bot.py': botPy, 'pyproject.toml': pyproject }),
    );
    expect(nonebot?.adapters).toMatchObject({ value: { v11: false, origin: { path: 'D:\\bot\\bot.py' } } });
    expect(adapterEnabled).toEqual({ state: 'known', value: false });
  });

  it('are not known when bot.py is locked', async () => {
    const pyproject = '[tool.nonebot]\nadapters = []';
    const { nonebot } = await onlyFramework(stoppedBot({ 'bot.py': { error: 'locked' }, 'pyproject.toml': pyproject }));
    expect(nonebot?.adapters.state).toBe('denied');
  });

  it('are not known when pyproject.toml is no TOML', async () => {
    const scene = {
      candidates: ['D:\\bot'],
      files: inFolder('D:\\bot', { 'pyproject.toml': '[tool.nonebot]\nadapters = [' }),
    };
    const { nonebot, brokenFiles } = await onlyFramework(scene);
    expect(nonebot?.adapters.state).toBe('denied');
    expect(brokenFiles).toEqual([{ path: 'D:\\bot\\pyproject.toml', reason: 'syntax' }]);
  });

  it('reads env files in the order of force', async () => {
    const { nonebot } = await onlyFramework(stoppedBot({ '.env': '', '.env.dev': '' }));
    expect(nonebot?.envFiles).toEqual([
      { path: 'D:\\bot\\.env', inForce: true, state: 'known' },
      { path: 'D:\\bot\\.env.prod', inForce: true, state: 'absent' },
      { path: 'D:\\bot\\.env.dev', inForce: false, state: 'known' },
    ]);
  });
});
