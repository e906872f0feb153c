import { describe, expect, it } from 'vitest';

import { FRAMEWORKS } from '../../../../electron/contract/frameworks.ts';
import { DECLARATIONS } from '../../../../electron/survey/frameworks/table.ts';
import { inFolder, onlyFramework } from './build.ts';

const stopped = (dir: string, files: Readonly<Record<string, unknown>>) =>
  onlyFramework({ candidates: [dir], files: inFolder(dir, files) });

const astrBot = (...platform: object[]) => `\uFEFF${JSON.stringify({ platform, dashboard: { port: 6185 } })}`;
const AIOCQHTTP = {
  type: 'aiocqhttp',
  enable: true,
  ws_reverse_host: '0.0.0.0',
  ws_reverse_port: 6200,
  ws_reverse_token: 'tok',
};

const KOISHI = `
plugins:
  group:server:
    server:a1b2c3: { host: 0.0.0.0, port: 5141, maxPort: 5149 }
  group:adapter:
    ~adapter-onebot:off: { selfId: '1', protocol: ws-reverse, path: /off }
    adapter-onebot:d4e5f6: { selfId: 2000000001, protocol: ws-reverse, path: /ob, token: ignored }
`;

describe('configuration of', () => {
  it.each([
    [
      'AstrBot',
      'D:\\AstrBot',
      { 'data\\cmd_config.json': astrBot({ type: 'qq' }, AIOCQHTTP) },
      { kind: 'astrbot', host: '0.0.0.0', port: 6200, token: 'tok', enabled: true },
    ],
    [
      'AstrBot switched off',
      'D:\\AstrBot',
      { 'data\\cmd_config.json': astrBot({ ...AIOCQHTTP, enable: false }) },
      { kind: 'astrbot', host: '0.0.0.0', port: 6200, token: 'tok', enabled: false },
    ],
    [
      'AstrBot without OneBot',
      'D:\\AstrBot',
      { 'data\\cmd_config.json': astrBot() },
      { kind: 'astrbot', host: '0.0.0.0', port: 6199, token: null, enabled: false },
    ],
    [
      'LangBot 3',
      'D:\\LangBot',
      {
        'main.py': '',
        'data\\config\\platform.json': JSON.stringify({
          'platform-adapters': [
            { adapter: 'aiocqhttp', enable: true, host: '0.0.0.0', port: 2281, 'access-token': 'tok' },
          ],
        }),
      },
      { kind: 'langbot', host: '0.0.0.0', port: 2281, token: 'tok', enabled: true },
    ],
    [
      'LangBot with a database',
      'D:\\LangBot',
      { 'main.py': '' },
      { kind: 'langbot', host: 'not-asked', port: 'not-asked', token: null, enabled: 'not-asked' },
    ],
    [
      'Koishi',
      'D:\\koishi',
      { 'koishi.yml': KOISHI },
      { kind: 'koishi', host: '0.0.0.0', port: 5141, token: null, enabled: true },
    ],
    [
      'Koishi with the adapter off',
      'D:\\koishi',
      { 'koishi.yml': 'plugins:\n  ~adapter-onebot: {}\n' },
      { kind: 'koishi', host: '127.0.0.1', port: 5140, token: null, enabled: false },
    ],
    [
      'Koishi in a group that is off',
      'D:\\koishi',
      { 'koishi.yml': 'plugins:\n  ~group:a:\n    adapter-onebot: {}\n' },
      { kind: 'koishi', host: '127.0.0.1', port: 5140, token: null, enabled: false },
    ],
    [
      'Yunzai',
      'D:\\Yunzai',
      { 'app.js': null, 'config\\config\\server.yaml': 'port: 2537\nauth:\n  authorization: Bearer tok\n' },
      { kind: 'yunzai', host: '::', port: 2537, token: 'tok', enabled: 'not-asked' },
    ],
    [
      'Yunzai without own file',
      'D:\\Yunzai',
      { 'app.js': null, 'config\\default_config\\server.yaml': 'port: 2536\nauth:\n' },
      { kind: 'yunzai', host: '::', port: 2536, token: null, enabled: 'not-asked' },
    ],
    [
      'Karin',
      'D:\\karin',
      {
        'package.json': '{"dependencies":{"node-karin":"1"}}',
        '.env': 'HTTP_PORT=7778\nHTTP_HOST=0.0.0.0\nWS_SERVER_AUTH_KEY=tok',
      },
      { kind: 'karin', host: '0.0.0.0', port: 7778, token: 'tok', enabled: 'not-asked' },
    ],
    [
      'MaiBot',
      'D:\\MaiBot-Napcat-Adapter',
      { 'main.py': '', 'config.toml': '[napcat_server]\nhost = "localhost"\nport = 8096\ntoken = "tok"' },
      { kind: 'maibot-adapter', host: 'localhost', port: 8096, token: 'tok', enabled: true },
    ],
    [
      'Overflow',
      'D:\\Overflow',
      { 'overflow.json': '{"connections":[{"type":"websocket-reverse","port":3003,"token":"tok"}]}' },
      { kind: 'overflow', host: '0.0.0.0', port: 3003, token: 'tok', enabled: true },
    ],
    [
      'HoshinoBot',
      'D:\\Hoshino',
      {
        'run.py': 'import hoshino',
        'hoshino\\config\\__bot__.py': "HOST = '0.0.0.0'\nPORT = 8090\n# ACCESS_TOKEN = 'old'\nACCESS_TOKEN = 'tok'",
      },
      { kind: 'nonebot1', host: '0.0.0.0', port: 8090, token: 'tok', enabled: 'not-asked' },
    ],
    [
      'aiocqhttp',
      'D:\\own',
      {
        'bot.py': "from aiocqhttp import CQHttp\nbot = CQHttp(access_token='tok')\nbot.run(host='0.0.0.0', port=8091)",
      },
      { kind: 'aiocqhttp', host: '0.0.0.0', port: 8091, token: 'tok', enabled: true },
    ],
    [
      'SealDice',
      'D:\\sealdice',
      {
        'sealdice-core.exe': null,
        'data\\default\\serve.yaml':
          'imSession:\n  endPoints:\n    - adapter: { reverseUrl: "0.0.0.0:4001", token: tok }\n',
      },
      { kind: 'sealdice', host: '0.0.0.0', port: 4001, token: 'tok', enabled: true },
    ],
    [
      'Zhenxun',
      'D:\\zhenxun_bot',
      { 'bot.py': 'import nonebot', '.env': 'ENVIRONMENT=dev', '.env.dev': 'PORT = 8092\nONEBOT_ACCESS_TOKEN=tok' },
      { kind: 'zhenxun', host: '127.0.0.1', port: 8092, token: 'tok', enabled: false },
    ],
  ])('%s', async (_name, dir, files, expected) => {
    const { kind, host, port, tokenText, adapterEnabled } = await stopped(dir, files);
    const enabled = adapterEnabled.state === 'known' ? adapterEnabled.value : adapterEnabled.state;
    const valueOr = (answer: typeof host | typeof port) =>
      answer.state === 'known' ? answer.value.value : answer.state;
    expect({ kind, host: valueOr(host), port: valueOr(port), token: tokenText, enabled }).toEqual(expected);
  });

  it('Koishi names the path and the account it expects', async () => {
    const { path, expectedAccounts } = await stopped('D:\\koishi', { 'koishi.yml': KOISHI });
    expect(path).toMatchObject({
      value: { value: '/ob', origin: { key: 'plugins.group:adapter.adapter-onebot:d4e5f6.path' } },
    });
    expect(expectedAccounts).toEqual(['2000000001']);
  });

  it('Yunzai with a header that NapCat cannot send is not known as a token', async () => {
    const { token } = await stopped('D:\\Yunzai', {
      'app.js': null,
      'config\\config\\server.yaml': 'auth:\n  x-key: tok\n',
    });
    expect(token.state).toBe('not-asked');
  });

  it('AstrBot is found from its data folder', async () => {
    const files = inFolder('D:\\AstrBot', { 'data\\cmd_config.json': astrBot(AIOCQHTTP) });
    expect((await onlyFramework({ candidates: ['D:\\AstrBot\\data'], files })).projectDir).toBe('D:\\AstrBot');
  });

  it.each([
    ['D:\\AstrBot', { 'data\\cmd_config.json': '{"platform": [' }],
    ['D:\\koishi', { 'koishi.yml': 'plugins: [}' }],
    ['D:\\Yunzai', { 'app.js': null, 'config\\config\\server.yaml': 'a: b: c' }],
    ['D:\\MaiBot', { 'config.toml': '[napcat_server]\nport = ' }],
    ['D:\\Overflow', { 'overflow.json': 'no' }],
  ])('%s that does not parse leaves its port unknown', async (dir, files) => {
    const { port, brokenFiles } = await stopped(dir, files);
    expect([port.state, brokenFiles.map(({ reason }) => reason)]).toEqual(['denied', ['syntax']]);
  });

  it('AstrBot that is locked leaves its token unknown', async () => {
    const { token } = await stopped('D:\\AstrBot', { 'data\\cmd_config.json': { error: 'locked' } });
    expect(token.state).toBe('denied');
  });
});

describe('the table of frameworks', () => {
  it('has one row for each that the contract names', () => {
    expect(DECLARATIONS.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(FRAMEWORKS).toSorted());
  });

  it('accepts the path it recommends', () => {
    for (const { acceptsPath, path, name } of Object.values(FRAMEWORKS))
      expect([name, acceptsPath(path)]).toEqual([name, true]);
  });

  it.each([
    ['nonebot2', '/onebot/v11/', true],
    ['nonebot2', '/onebot/v11/ws?x=1', true],
    ['nonebot2', '/onebot/v11', false],
    ['nonebot2', '/OneBot/V11/ws', false],
    ['nonebot2', '/ws', false],
    ['astrbot', '/ws/', true],
    ['astrbot', '/', false],
    ['koishi', '/onebot/', true],
    ['koishi', '/ws', false],
    ['yunzai', '/OneBotv11/anything', true],
    ['yunzai', '/onebotv11', false],
    ['karin', '/onebot/v11/ws', true],
    ['karin', '/?a=1', false],
    ['maibot-adapter', '/whatever', true],
    ['overflow', '/ws', false],
  ] as const)('%s on %s: %s', (kind, path, accepted) => {
    expect(FRAMEWORKS[kind].acceptsPath(path)).toBe(accepted);
  });

  it('takes the path that Koishi configures instead of its default', () => {
    const { acceptsPath } = FRAMEWORKS.koishi;
    expect([acceptsPath('/ob', '/ob'), acceptsPath('/onebot', '/ob')]).toEqual([true, false]);
  });
});
