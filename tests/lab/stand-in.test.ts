/** The stand-in NapCat does what the domain facts say of the real one (NapCat dossier §1.3, §2.1, §3, §4). */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';

import { aliveEntries, parseConfig } from './napcat-stand-in/config.mjs';
import { tempFolder } from './support/folders.ts';
import { oneBotConfig, startNapCat } from './support/napcat.ts';
import type { NapCat, NapCatOptions } from './support/napcat.ts';
import { accepts, freePort } from './support/ports.ts';
import { startProcess } from './support/processes.ts';
import { until } from './support/until.ts';

let napcat: NapCat;
const start = async (options: NapCatOptions = {}) => {
  napcat = await startNapCat(options);
  return napcat;
};
afterEach(() => napcat.stop());

describe('its client', () => {
  test('sends the headers that NapCat sends, in its order', async () => {
    const peer = await listen();
    await start({ clients: [{ url: `${peer.url}/x`, token: '' }] });
    const { request } = await peer.first();
    expect(request.rawHeaders.filter((_text, index) => index % 2 === 0)).toEqual(HEADERS);
    expect(request.headers).toMatchObject({
      'x-self-id': '2000000001',
      authorization: 'Bearer',
      'x-client-role': 'Universal',
      'user-agent': 'OneBot/11',
    });
  });

  test('greets with a lifecycle event, beats, and answers API calls', async () => {
    const peer = await listen();
    await start({ clients: [{ url: peer.url, heartInterval: 50 }] });
    const { socket, frames } = await peer.first();
    socket.send('{"action":"get_login_info","params":{},"echo":"7"}');
    socket.send('{"action":"no_such_thing","params":{},"echo":"8"}');
    socket.send('not json');
    await until('all frames', () => frames.length >= 5);
    expect(frames[0]).toMatchObject({ meta_event_type: 'lifecycle', sub_type: 'connect', self_id: 2000000001 });
    expect(frames).toContainEqual(expect.objectContaining({ meta_event_type: 'heartbeat', interval: 50 }));
    expect(frames).toContainEqual(
      expect.objectContaining({ retcode: 0, echo: '7', data: { user_id: 2000000001, nickname: '测试猫' } }),
    );
    expect(frames).toContainEqual(expect.objectContaining({ retcode: 1404, echo: '8', status: 'failed' }));
    expect(frames).toContainEqual(expect.objectContaining({ retcode: 1400, status: 'failed' }));
  });

  test('says nothing when it connects', async () => {
    const peer = await listen();
    await start({ clients: [{ url: peer.url }] });
    await napcat.waitConnected();
    expect(napcat.output()).not.toContain('[WebSocket Client]');
  });

  test('comes back after the interval when the server hangs up', async () => {
    const peer = await listen();
    await start({ clients: [{ url: peer.url, reconnectInterval: 100 }] });
    (await peer.first()).socket.close(1008, 'reason');
    await napcat.waitForLine(/\[OneBot\] \[WebSocket Client\] 反向WebSocket \(.+\) 连接意外关闭/);
    await napcat.waitForLine(/\[OneBot\] \[WebSocket Client\] 在 0 秒后尝试重新连接/);
    await until('a second connection', () => peer.connections.length === 2);
  });

  test('gives up for good on a URL that cannot be parsed', async () => {
    await start({ clients: [{ url: '127.0.0.1:18080/onebot/v11/ws', reconnectInterval: 50 }] });
    await napcat.waitForLine(/TryConnect Error , info -> {2}SyntaxError: Invalid URL: 127\.0\.0\.1:18080/);
    napcat.say('still here');
    await napcat.waitForLine(/接收 <- 私聊 \(300000001\) still here/);
    expect(napcat.output().match(/TryConnect Error/g)).toHaveLength(1);
    expect(napcat.output()).not.toContain('尝试重新连接');
  });

  test('prints the stack of a connection error', async () => {
    await start({ clients: [{ url: `ws://127.0.0.1:${await freePort()}` }] });
    await napcat.waitForLine(/连接错误 Error: connect ECONNREFUSED 127\.0\.0\.1:\d+/);
    await napcat.waitForLine(/^ {4}at TCPConnectWrap\.afterConnect/);
  });
});

describe('its configuration', () => {
  const FOLDER = new URL('../fixtures/napcat/configs/', import.meta.url);
  const expected = JSON.parse(readFileSync(new URL('expected.json', FOLDER), 'utf8')) as Expectations;

  for (const [file, { '4.18.19': wanted }] of Object.entries(expected)) {
    test(`${file} starts what NapCat 4.18 starts`, () => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      if (wanted.fatal !== null) expect(() => parseConfig(text)).toThrow();
      else {
        const alive = aliveEntries(parseConfig(text)).map(({ section, entry }) => [
          section,
          entry.name,
          entry.url ?? null,
        ]);
        expect(alive).toEqual(wanted.alive);
      }
    });
  }

  test('a file that cannot be read leaves it alive without OneBot', async () => {
    await start({ config: '{ "network": ' });
    await napcat.waitForLine(/操作配置文件格式错误，请检查配置文件: JSON5: invalid end of input at 1:14/);
    await napcat.waitForLine(/OneBot11 适配器初始化失败: TypeError: Cannot read properties of undefined/);
    napcat.say('still here');
    await napcat.waitForLine(/\] 接收 <- 私聊 \(300000001\) still here/);
  });

  test('a first login writes the defaults', async () => {
    await start({ login: 'quick', uin: '2000000001', config: oneBotConfig([]) });
    await napcat.stop();
    const dir = join(dirname(napcat.configFile));
    writeFileSync(
      join(dir, 'webui.json'),
      readFileSync(join(dir, 'webui.json'), 'utf8').replace('2000000001', '2000000009'),
    );
    await start({ dir: napcat.dir, uin: '2000000009' });
    expect(JSON.parse(readFileSync(napcat.configFile, 'utf8'))).toMatchObject({ network: { websocketClients: [] } });
  });
});

describe('its log', () => {
  test('is no file unless napcat.json asks for one', async () => {
    await start();
    expect(napcat.logFile()).toBeNull();
  });

  test('starts after the login, with records in NapCat\u2019s shape', async () => {
    const url = `ws://127.0.0.1:${await freePort()}`;
    // No message of others comes in between.
    await start({ fileLog: true, clients: [{ url, enable: false }], chatEveryMs: 600_000 });
    expect(napcat.logFile()).toMatch(/\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.\d{3}\.log$/);
    expect(napcat.log().replace(/\d\d-\d\d \d\d:\d\d:\d\d /g, 'TIME ')).toBe(
      [
        'TIME [info] [AdapterManager] 开始初始化协议适配器...',
        `TIME [info] [Notice] [OneBot11] [network] 配置加载\nWebSocket反向服务: ${url}, : 未启动\n`,
        'TIME [info] 测试猫 | [AdapterManager] OneBot11 适配器初始化完成',
        'TIME [info] 测试猫 | [AdapterManager] NapCat Protocol 适配器未启用，跳过初始化',
        'TIME [info] 测试猫 | [AdapterManager] 协议适配器初始化完成，已加载 2 个适配器',
        '',
      ].join('\r\n'),
    );
  });

  test('tells that the account waits for its QR code, and starts no OneBot', async () => {
    await start({ login: 'qr', clients: [{ url: 'ws://127.0.0.1:9' }] });
    await napcat.waitForLine(/请扫描下面的二维码/);
    expect(napcat.output()).not.toContain('[OneBot11]');
  });

  test('tells that QQ took the account offline', async () => {
    await start();
    napcat.kick();
    await napcat.waitForLine(/\[KickedOffLine\]/);
  });
});

describe('its processes', () => {
  test('are two, and the worker owns the sockets', async () => {
    await start();
    expect(napcat.socketPid).not.toBe(napcat.pid);
  });

  test('are one when multi-process is off', async () => {
    await start({ multiProcess: false });
    expect(napcat.socketPid).toBe(napcat.pid);
  });

  test('end with the test run, however that ends', async () => {
    await start();
    const dir = tempFolder('killed');
    const script = join(import.meta.dirname, 'support/reaper.mjs');
    const reaper = startProcess(process.execPath, ['-e', REAP, script, String(napcat.pid)], { cwd: dir });
    await reaper.exited;
    await expect(napcat.exited).resolves.toMatchObject({ signal: 'SIGKILL' });
  });
});

/** Starts the reaper, names a process to it and dies. */
const REAP = `
  const [script, pid] = process.argv.slice(1);
  const reaper = require('node:child_process').spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  reaper.stdin.write('+' + pid + '\\n', () => process.kill(process.pid, 'SIGKILL'));
`;

describe('its WebUI', () => {
  const call = async (path: string, body: object, credential = '') => {
    const answer = await fetch(`http://127.0.0.1:${String(napcat.webuiPort)}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { code: number; message: string; data: Record<string, unknown> };
  };
  const logIn = async () => {
    const hash = createHash('sha256').update(`${napcat.webuiToken}.napcat`).digest('hex');
    return String((await call('/auth/login', { hash })).data.Credential);
  };

  test('identifies itself without a login', async () => {
    await start();
    expect(await call('/auth/login', {})).toEqual({ code: -1, message: 'token is empty' });
  });

  test('moves to the next port when its own is taken', async () => {
    const { port, next } = await portWithFreeNext();
    await listen(port);
    await start({ webui: { port } });
    expect(napcat.webuiPort).toBe(next);
  });

  test('takes a new configuration and connects without a restart', async () => {
    const peer = await listen();
    await start({ clients: [] });
    const credential = await logIn();
    const config = JSON.stringify(oneBotConfig([{ url: peer.url }]));
    expect(await call('/OB11Config/SetConfig', { config }, credential)).toMatchObject({ code: 0 });
    await napcat.waitConnected();
    expect(JSON.parse(readFileSync(napcat.configFile, 'utf8'))).toMatchObject({
      network: { websocketClients: [{ url: peer.url }] },
      timeout: { baseTimeout: 10000 },
    });
  });

  test('does nothing with a new configuration when OneBot died on the old one', async () => {
    await start({ config: '{' });
    const credential = await logIn();
    const config = JSON.stringify(oneBotConfig([]));
    expect(await call('/OB11Config/SetConfig', { config }, credential)).toMatchObject({ code: 0 });
    expect(readFileSync(napcat.configFile, 'utf8')).toBe('{');
    expect(await call('/OB11Config/GetConfig', {}, credential)).toMatchObject({ message: 'Config Get Error' });
  });

  test('restarts the worker and keeps the login of the WebUI', async () => {
    await start();
    const credential = await logIn();
    await call('/Process/Restart', {}, credential);
    await until('a second start', () => napcat.history().filter(({ event }) => event === 'ready').length === 2);
    expect(await call('/QQLogin/CheckLoginStatus', {}, credential)).toMatchObject({ data: { isLogin: true } });
  });
});

/** On the wire of the real client (NapCat dossier §3). */
const HEADERS = [
  'X-Self-ID',
  'Authorization',
  'x-client-role',
  'User-Agent',
  'Sec-WebSocket-Version',
  'Sec-WebSocket-Key',
  'Connection',
  'Upgrade',
  'Host',
];

type Expectations = Record<string, { '4.18.19': { fatal: unknown; alive: unknown[] } }>;

interface Connection {
  readonly request: IncomingMessage;
  readonly socket: WebSocket;
  readonly frames: unknown[];
}

/** Two ports in a row on which nobody listens. */
async function portWithFreeNext(): Promise<{ readonly port: number; readonly next: number }> {
  return until('two free ports in a row', async () => {
    const port = await freePort();
    return !(await accepts(port + 1)) && { port, next: port + 1 };
  });
}

/** A WebSocket server in this process; it ends with the test that asked for it. */
async function listen(wanted?: number) {
  const server = createServer();
  const connections: Connection[] = [];
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    const frames: unknown[] = [];
    socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
    connections.push({ request, socket, frames });
  });
  server.listen(wanted ?? (await freePort()), '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, connections, first: () => until('a connection', () => connections[0]) };
}

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));
