/** Knock against real frameworks: what it proves, what it leaves behind, and that it always ends. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';

import type { KnockOutcome } from '../../electron/contract/lab.ts';
import { knock } from '../../electron/doctor.ts';
import type { KnockAt } from '../../electron/doctor.ts';
import { createLiveMachine } from '../../electron/machine/index.ts';
import { startAiocqhttp } from './support/aiocqhttp.ts';
import { startForeign } from './support/foreign.ts';
import { koishi, lacks, named, tls, venv } from './support/installed.ts';
import { keeper } from './support/keeper.ts';
import { startKoishi } from './support/koishi.ts';
import { NOBODYS_NAME } from './support/names.ts';
import { startNapCat } from './support/napcat.ts';
import { startNoneBot } from './support/nonebot.ts';
import { freePort } from './support/ports.ts';

const keep = keeper();

/** Short, but longer than any framework takes to close what it does not want, or to ask, on a busy machine too. */
const knockAt = async (at: KnockAt) => knock(await createLiveMachine(), { seconds: 3, token: '', ...at });
const expectOutcome = async (at: KnockAt, outcome: KnockOutcome) => {
  const report = await knockAt(at);
  expect(report, JSON.stringify(report)).toMatchObject({ outcome });
  return report;
};

for (const { version, driver } of [
  { version: 'nonebot-current', driver: '~fastapi' },
  { version: 'nonebot-current', driver: '~quart' },
  { version: 'nonebot-2.3.3', driver: '~fastapi' },
] as const) {
  const needs = venv(version);
  describe.skipIf(lacks(needs))(named(`${version} on ${driver}`, needs), () => {
    const url = (port: number, path = '/onebot/v11/ws') => `ws://127.0.0.1:${port}${path}`;

    test('the right token is let in, and the made-up account goes at once', async () => {
      const bot = await keep(startNoneBot({ venv: version, driver, token: 's3cret-A', callsApi: true }));
      const report = await expectOutcome({ url: url(bot.port), token: 's3cret-A' }, 'online');
      expect(report).toMatchObject({ code: 'healthy', calls: { get_login_info: 1 }, server: 'nonebot-v11' });
      expect(JSON.stringify(report)).not.toContain('s3cret-A');
      await bot.waitForEvent('disconnect 10000');
      expect(bot.events().filter((event) => event.startsWith('connect'))).toEqual(['connect 10000']);
    });

    test('a wrong token, a missing one and a wrong path are told apart', async () => {
      const bot = await keep(startNoneBot({ venv: version, driver, token: 's3cret-A' }));
      await expectOutcome({ url: url(bot.port), token: 's3cret-B' }, 'token-wrong');
      await expectOutcome({ url: url(bot.port) }, 'token-missing');
      await expectOutcome({ url: url(bot.port, '/onebot/v11'), token: 's3cret-A' }, 'wrong-path');
      expect(bot.events()).toEqual([]);
    });

    test('no adapter', async () => {
      const bot = await keep(startNoneBot({ venv: version, driver, adapters: [] }));
      await expectOutcome({ url: url(bot.port) }, 'no-adapter');
    });
  });
}

const current = venv('nonebot-current');
describe.skipIf(lacks(current))(named('NoneBot', current), () => {
  test('the path of the other protocol', async () => {
    const bot = await keep(startNoneBot({ adapters: ['v11', 'v12'] }));
    await expectOutcome({ url: `ws://127.0.0.1:${bot.port}/onebot/v12/ws` }, 'other-protocol');
  });

  test('the token comes from NapCat’s own entry, and leaves NapCat’s link alone', async () => {
    const bot = await keep(startNoneBot({ token: 's3cret-A' }));
    const url = `ws://127.0.0.1:${bot.port}/onebot/v11/ws`;
    const napcat = await keep(startNapCat({ uin: '2000000071', clients: [{ url, token: 's3cret-A' }] }));
    await napcat.waitConnected();
    const report = await knock(await createLiveMachine(), { url, napcatDir: napcat.dir, seconds: 1 });
    expect(report).toMatchObject({ outcome: 'online', token: 'from-entry' });
    await bot.waitForEvent('disconnect 10000');
    expect(bot.events()).toEqual(['connect 2000000071', 'connect 10000', 'disconnect 10000']);
    expect(napcat.history().map(({ event }) => event)).not.toContain('closed');
  });

  test('a blocked event loop is hung', async () => {
    const bot = await keep(startNoneBot());
    await bot.freeze(30);
    const report = await expectOutcome({ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws` }, 'hung');
    // Half of the time for which it is blocked.
    expect(report.elapsedMs).toBeLessThan(15_000);
  });

  test('cancelling ends it, and the account goes', async () => {
    const bot = await keep(startNoneBot());
    const stop = new AbortController();
    const report = knock(
      await createLiveMachine(),
      { url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws`, token: '', seconds: 60 },
      { signal: stop.signal },
    );
    await bot.waitForEvent('connect 10000');
    stop.abort();
    // Half of what it would have stayed.
    expect((await report).elapsedMs).toBeLessThan(30_000);
    await bot.waitForEvent('disconnect 10000');
  });
});

describe.skipIf(lacks(current, tls))(named('behind TLS', current, tls), () => {
  test('ws to a port that wants TLS, wss to one that does not', async () => {
    const secure = await keep(startNoneBot({ https: true }));
    await expectOutcome({ url: `ws://127.0.0.1:${secure.port}/onebot/v11/ws` }, 'tls-wanted');
    const plain = await keep(startNoneBot());
    await expectOutcome({ url: `wss://127.0.0.1:${plain.port}/onebot/v11/ws` }, 'tls-refused');
  });
});

const bare = venv('nonebot-no-websockets');
describe.skipIf(lacks(bare))(named('uvicorn without a WebSocket library', bare), () => {
  test('is told', async () => {
    const bot = await keep(startNoneBot({ venv: 'nonebot-no-websockets' }));
    await expectOutcome({ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws` }, 'no-websocket');
  });
});

const quart = venv('aiocqhttp');
describe.skipIf(lacks(quart))(named('aiocqhttp', quart), () => {
  test('token and path are told apart', async () => {
    const bot = await keep(startAiocqhttp({ token: 's3cret-A' }));
    const url = `ws://127.0.0.1:${bot.port}/ws/`;
    await expectOutcome({ url, token: 's3cret-A' }, 'online');
    await expectOutcome({ url, token: 's3cret-B' }, 'token-wrong');
    await expectOutcome({ url }, 'token-missing');
    await expectOutcome({ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws`, token: 's3cret-A' }, 'wrong-path');
  });
});

describe.skipIf(lacks(koishi))(named('Koishi', koishi), () => {
  test('the right path refuses only the made-up account; another one closes without a word', async () => {
    const bot = await keep(startKoishi({ selfId: '2000000001' }));
    await expectOutcome({ url: `ws://127.0.0.1:${bot.port}/onebot` }, 'account-unknown');
    await expectOutcome({ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws` }, 'wrong-path');
  });
});

describe('what is no framework', () => {
  test('a closed port, a name that nobody knows, an address that is none', async () => {
    await expectOutcome({ url: `ws://127.0.0.1:${await freePort()}/onebot/v11/ws` }, 'not-listening');
    await expectOutcome({ url: `ws://${NOBODYS_NAME}:18080/onebot/v11/ws` }, 'name-not-found');
    await expectOutcome({ url: '127.0.0.1:18080/onebot/v11/ws' }, 'bad-url');
  });

  test.each([
    ['http-200', 'foreign'],
    ['ssh-banner', 'not-http'],
    ['silent', 'hung'],
  ] as const)('%s', async (kind, outcome) => {
    const foreign = await keep(startForeign(kind));
    await expectOutcome({ url: `ws://127.0.0.1:${foreign.port}/onebot/v11/ws` }, outcome);
  });

  test('a server that drips its handshake is hung, and is not waited for', async () => {
    const server = createServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      const drip = setInterval(() => socket.write('x'), 500);
      socket.on('error', () => undefined).on('close', () => clearInterval(drip));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    // It drips for ever: that there is an answer says that nobody waits for its end.
    await expectOutcome({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/onebot/v11/ws` }, 'hung');
    server.close();
  });

  test('NapCat’s own WebUI', async () => {
    const napcat = await keep(startNapCat({ uin: '2000000072', clients: [] }));
    await expectOutcome({ url: `ws://127.0.0.1:${String(napcat.webuiPort)}/onebot/v11/ws` }, 'own-webui');
  });
});
