/** What the real servers of the lab answer to the stand-in: the same as the domain facts say (NoneBot dossier §3, §8). */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { startAiocqhttp } from './support/aiocqhttp.ts';
import { startForeign } from './support/foreign.ts';
import type { ForeignKind } from './support/foreign.ts';
import { koishi, lacks, named, tls, venv } from './support/installed.ts';
import { startKoishi } from './support/koishi.ts';
import { startNapCat } from './support/napcat.ts';
import type { ClientEntry, NapCat } from './support/napcat.ts';
import { IMPORT_OF_NOTHING, startNoneBot } from './support/nonebot.ts';
import type { NoneBot, NoneBotOptions } from './support/nonebot.ts';
import { freePort } from './support/ports.ts';
import type { Server } from './support/processes.ts';

let napcat: NapCat | undefined;

afterEach(() => napcat?.stop());

async function dial(url: string, entry: Partial<ClientEntry> = {}): Promise<NapCat> {
  napcat = await startNapCat({ clients: [{ url, ...entry }] });
  return napcat;
}

const current = venv('nonebot-current');

for (const { venvName, driver, wrongPath, noSlash } of [
  { venvName: 'nonebot-current', driver: '~fastapi', wrongPath: 403, noSlash: 403 },
  { venvName: 'nonebot-current', driver: '~quart', wrongPath: 404, noSlash: 308 },
  { venvName: 'nonebot-2.3.3', driver: '~fastapi', wrongPath: 403, noSlash: 403 },
] as const) {
  const needs = venv(venvName);

  describe.skipIf(lacks(needs))(named(`${venvName} on ${driver} with a token`, needs), () => {
    let bot: NoneBot;
    beforeAll(async () => {
      bot = await startNoneBot({ venv: venvName, driver, token: 's3cret-A', callsApi: true });
    });
    afterAll(() => bot.stop());
    const url = (path = '/onebot/v11/ws') => `ws://127.0.0.1:${bot.port}${path}`;
    const refusal = async (path?: string, token = 's3cret-A') => (await dial(url(path), { token })).waitFailed();

    test('the right one connects, events arrive and API calls are answered', async () => {
      const { say, waitConnected } = await dial(url(), { token: 's3cret-A' });
      await waitConnected();
      await bot.waitForLine(/OneBot V11 \| Bot 2000000001 connected/);
      await bot.waitForEvent('api 2000000001 测试猫');
      say('hello');
      await bot.waitForEvent('message 2000000001 hello');
    });

    test('a wrong one is refused with 403', async () => {
      expect(await refusal('/onebot/v11/ws', 's3cret-B')).toBe('Unexpected server response: 403');
      await bot.waitForLine(/Authorization Header is invalid/);
    });

    test('none is refused with 403', async () => {
      expect(await refusal('/onebot/v11/ws', '')).toBe('Unexpected server response: 403');
      await bot.waitForLine(/Missing Authorization Header/);
    });

    test(`a wrong path is refused with ${wrongPath}`, async () => {
      expect(await refusal('/cqhttp/ws')).toBe(`Unexpected server response: ${wrongPath}`);
    });

    test(`the path without /ws is refused with ${noSlash}`, async () => {
      expect(await refusal('/onebot/v11')).toBe(`Unexpected server response: ${noSlash}`);
    });

    test('plain HTTP tells that the adapter is there: 405 and Allow', async () => {
      const answer = await fetch(url('/onebot/v11/').replace('ws:', 'http:'));
      expect(answer.status).toBe(405);
      // Quart adds OPTIONS and keeps no order.
      expect(answer.headers.get('allow')?.split(', ')).toContain('POST');
    });
  });
}

describe.skipIf(lacks(current))(named('NoneBot with one fault', current), () => {
  let bot: NoneBot;
  const start = async (options: NoneBotOptions) => {
    bot = await startNoneBot(options);
    return bot;
  };
  afterEach(() => bot.stop());
  const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${bot.port}${path}`)).status;
  const dialBot = (entry: Partial<ClientEntry> = {}) => dial(`ws://127.0.0.1:${bot.port}/onebot/v11/ws`, entry);

  test('without an adapter the path is a plain 404', async () => {
    await start({ adapters: [] });
    expect(await statusOf('/onebot/v11/')).toBe(404);
    expect(bot.output()).toMatch(/Loaded adapters: *$/m);
  });

  test('with only V12 the V11 path is refused', async () => {
    await start({ adapters: ['v12'] });
    expect(await (await dialBot()).waitFailed()).toBe('Unexpected server response: 403');
    expect(await statusOf('/onebot/v12/')).toBe(405);
  });

  test('without a server in its driver nothing listens', async () => {
    await start({ driver: '~httpx+~websockets', until: 'running' });
    expect(await (await dialBot()).waitFailed()).toMatch(/^connect ECONNREFUSED/);
  });

  test('a missing module ends it before it listens', async () => {
    await start({ preamble: IMPORT_OF_NOTHING, until: 'exit' });
    expect(bot.output()).toContain('ModuleNotFoundError');
  });

  test('a plugin that sleeps while it is loaded keeps the port closed', async () => {
    await start({ slowStart: 60, until: 'nothing' });
    await bot.waitForLine(/NoneBot is initializing/);
    expect(await (await dialBot()).waitFailed()).toMatch(/^connect ECONNREFUSED/);
  });

  test('a blocked event loop accepts and does not answer in time', async () => {
    await start({});
    await bot.freeze(30);
    expect(await (await dialBot()).waitFailed()).toBe('Opening handshake has timed out');
  });

  test('a taken port ends it', async () => {
    const port = await freePort();
    const other = await startForeign('silent', { port });
    await start({ port, until: 'exit' });
    await other.stop();
    expect(bot.output()).toMatch(/error while attempting to bind on address \('127\.0\.0\.1', \d+\)/);
  });

  test('a HOST that is a name ends it', async () => {
    await start({ host: 'localhost', until: 'exit' });
    expect(bot.output()).toContain('value is not a valid IPv4 or IPv6 address');
  });

  test('nb run without a bot.py serves as well', async () => {
    await start({ entry: 'nb-run' });
    await (await dialBot()).waitConnected();
    await bot.waitForEvent('connect 2000000001');
  });

  test('a second connection of the account is refused while the first lives', async () => {
    await start({});
    await (await dialBot()).waitConnected();
    await bot.waitForEvent('connect 2000000001');
    const second = await startNapCat({ clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws` }] });
    expect(await second.waitFailed()).toBe('Unexpected server response: 403');
    await second.stop();
    expect(bot.output()).toContain("There's already a bot 2000000001, ignored");
  });

  test.skipIf(lacks(tls))(named('HTTPS refuses ws and needs a certificate that is trusted', tls), async () => {
    await start({ https: true });
    expect(await (await dialBot()).waitFailed()).toBe('socket hang up');
    await napcat?.stop();
    expect(await (await dial(`wss://127.0.0.1:${bot.port}/onebot/v11/ws`)).waitFailed()).toMatch(/self-signed/);
    await napcat?.stop();
    await dial(`wss://127.0.0.1:${bot.port}/onebot/v11/ws`, { verifyCertificate: false });
    await napcat?.waitConnected();
  });
});

const old = venv('nonebot-2.3.3');
test.skipIf(lacks(old))(named('NoneBot 2.3.3 ends on a token of digits', old), async () => {
  const bot = await startNoneBot({ venv: 'nonebot-2.3.3', token: '123456', until: 'exit' });
  expect(bot.output()).toMatch(/input_type=int/);
});

const bare = venv('nonebot-no-websockets');
test.skipIf(lacks(bare))(named('uvicorn without a WebSocket library answers 404', bare), async () => {
  const bot = await startNoneBot({ venv: 'nonebot-no-websockets' });
  const { waitFailed } = await dial(`ws://127.0.0.1:${bot.port}/onebot/v11/ws`);
  expect(await waitFailed()).toBe('Unexpected server response: 404');
  await bot.waitForLine(/No supported WebSocket library detected/);
});

const aiocqhttp = venv('aiocqhttp');
describe.skipIf(lacks(aiocqhttp))(named('aiocqhttp with a token', aiocqhttp), () => {
  let bot: Server;
  beforeAll(async () => {
    bot = await startAiocqhttp({ token: 's3cret-A' });
  });
  afterAll(() => bot.stop());

  test('the right token connects', async () => {
    await (await dial(`ws://127.0.0.1:${bot.port}/ws/`, { token: 's3cret-A' })).waitConnected();
    await bot.waitForLine(/^connect 2000000001$/);
  });

  for (const { path, token, status } of [
    { path: '/ws', token: 's3cret-B', status: 403 },
    { path: '/ws', token: '', status: 401 },
    { path: '/onebot/v11/ws', token: 's3cret-A', status: 404 },
    { path: '/', token: 's3cret-A', status: 405 },
  ]) {
    test(`${path} with "${token}" is refused with ${status}`, async () => {
      const { waitFailed } = await dial(`ws://127.0.0.1:${bot.port}${path}`, { token });
      expect(await waitFailed()).toBe(`Unexpected server response: ${status}`);
    });
  }
});

describe.skipIf(lacks(koishi))(named('Koishi', koishi), () => {
  test('connects whatever the token and asks who it is', async () => {
    const bot = await startKoishi();
    await (await dial(`ws://127.0.0.1:${bot.port}/onebot`, { token: 'any' })).waitConnected();
    await bot.waitForLine(/onebot \[response\].*nickname: '测试猫'/);
    await bot.stop();
  });

  test('on another path opens and closes again', async () => {
    const bot = await startKoishi();
    const { waitConnected, waitForLine } = await dial(`ws://127.0.0.1:${bot.port}/onebot/v11/ws`);
    await waitConnected();
    await waitForLine(/连接意外关闭/);
    await bot.stop();
  });
});

const FOREIGN: readonly { readonly kind: ForeignKind; readonly message: string }[] = [
  { kind: 'http-200', message: 'Unexpected server response: 200' },
  { kind: 'http-302', message: 'Unexpected server response: 302' },
  { kind: 'http-404', message: 'Unexpected server response: 404' },
  { kind: 'http-502', message: 'Unexpected server response: 502' },
  { kind: 'express', message: 'Unexpected server response: 404' },
  { kind: 'ssh-banner', message: 'Parse Error: Expected HTTP/, RTSP/ or ICE/' },
  { kind: 'silent', message: 'Opening handshake has timed out' },
  { kind: 'hang-up', message: 'socket hang up' },
  { kind: 'reset', message: 'read ECONNRESET' },
];

for (const { kind, message } of FOREIGN) {
  test(`the foreign server ${kind} looks to NapCat like: ${message}`, async () => {
    const server = await startForeign(kind);
    const { waitFailed } = await dial(`ws://127.0.0.1:${server.port}/onebot/v11/ws`);
    expect(await waitFailed()).toBe(message);
    await server.stop();
  });
}

test('a foreign WebSocket server takes NapCat on any path', async () => {
  const server = await startForeign('websocket');
  await (await dial(`ws://127.0.0.1:${server.port}/whatever`)).waitConnected();
  await server.waitForLine(/^connection \/whatever$/);
  await server.stop();
});
