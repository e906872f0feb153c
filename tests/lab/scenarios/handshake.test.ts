/** Hop 4 for real: the port answers, and the handshake is refused for one reason. */
import { describe, test } from 'vitest';

import { startAiocqhttp } from '../support/aiocqhttp.ts';
import { expectVerdict } from '../support/diagnosis.ts';
import { koishi, lacks, named, tls, venv } from '../support/installed.ts';
import { keeper } from '../support/keeper.ts';
import { startKoishi } from '../support/koishi.ts';
import { startNapCat } from '../support/napcat.ts';
import { startNoneBot } from '../support/nonebot.ts';
import type { NoneBotOptions } from '../support/nonebot.ts';

const keep = keeper();

interface Dial {
  readonly path?: string;
  readonly token?: string;
  readonly scheme?: 'ws' | 'wss';
}

const dial = async (
  port: number,
  { path = '/onebot/v11/ws', token = '', scheme = 'ws' }: Dial = {},
  outcome: 'refused' | 'connected' = 'refused',
) => {
  const napcat = await keep(startNapCat({ clients: [{ url: `${scheme}://127.0.0.1:${port}${path}`, token }] }));
  await (outcome === 'refused' ? napcat.waitFailed() : napcat.waitConnected());
  return napcat;
};

for (const { version, drivers } of [
  { version: 'nonebot-current', drivers: ['~fastapi', '~quart'] },
  { version: 'nonebot-2.3.3', drivers: ['~fastapi'] },
] as const) {
  const needs = venv(version);
  for (const driver of drivers) {
    describe.skipIf(lacks(needs))(named(`${version} on ${driver}`, needs), () => {
      const bot = (options: NoneBotOptions = {}) => keep(startNoneBot({ venv: version, driver, ...options }));

      test('equal tokens connect', async () => {
        const napcat = await dial((await bot({ token: 's3cret-A' })).port, { token: 's3cret-A' }, 'connected');
        await expectVerdict(napcat, { verdict: 'healthy', confidence: 'certain' });
      });

      test('tokens that differ', async () => {
        const napcat = await dial((await bot({ token: 's3cret-A' })).port, { token: 's3cret-B' });
        await expectVerdict(napcat, { verdict: 'token-mismatch', confidence: 'certain' });
      });

      test('a token that NapCat lacks', async () => {
        const napcat = await dial((await bot({ token: 's3cret-A' })).port);
        await expectVerdict(napcat, { verdict: 'token-mismatch', confidence: 'certain' });
      });

      test('the path without its last slash', async () => {
        const napcat = await dial((await bot()).port, { path: '/onebot/v11' });
        await expectVerdict(napcat, { verdict: 'wrong-path', confidence: 'certain' });
      });

      test('the path of another time', async () => {
        const napcat = await dial((await bot()).port, { path: '/cqhttp/ws' });
        await expectVerdict(napcat, { verdict: 'wrong-path', confidence: 'certain' });
      });

      test('no adapter registered', async () => {
        const napcat = await dial((await bot({ adapters: [] })).port);
        await expectVerdict(napcat, { verdict: 'adapter-not-registered', confidence: 'certain' });
      });

      test('only the adapter of OneBot V12', async () => {
        const napcat = await dial((await bot({ adapters: ['v12'] })).port);
        await expectVerdict(napcat, { verdict: 'protocol-mismatch', confidence: 'certain' });
      });

      test('wss towards a plain port', async () => {
        const napcat = await dial((await bot()).port, { scheme: 'wss' });
        await expectVerdict(napcat, { verdict: 'tls-mismatch', confidence: 'certain' });
      });

      test('a wrong path and a wrong token are two causes', async () => {
        const napcat = await dial((await bot({ token: 's3cret-A' })).port, { path: '/ws', token: 's3cret-B' });
        await expectVerdict(napcat, { verdict: 'wrong-path', also: ['token-mismatch'] });
      });
    });
  }
}

const current = venv('nonebot-current');

describe.skipIf(lacks(current))(named('NoneBot, more than one thing at a time', current), () => {
  test('a V11 client on the V12 path of a bot that has both', async () => {
    const bot = await keep(startNoneBot({ adapters: ['v11', 'v12'] }));
    const napcat = await keep(startNapCat({ clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v12/ws` }] }));
    await expectVerdict(napcat, { verdict: 'protocol-mismatch', confidence: 'certain' });
  });

  test('two entries of one account to one NoneBot', async () => {
    const bot = await keep(startNoneBot());
    const url = `ws://127.0.0.1:${bot.port}/onebot/v11/ws`;
    const napcat = await keep(startNapCat({ clients: [{ url }, { url: `${url}/` }] }));
    await Promise.all([napcat.waitConnected(), napcat.waitFailed()]);
    await expectVerdict(napcat, { verdict: 'duplicate-connection' });
  });

  test('a second NapCat with the same account', async () => {
    const bot = await keep(startNoneBot());
    const first = await dial(bot.port, {}, 'connected');
    const second = await dial(bot.port);
    await expectVerdict(second, { verdict: 'multiple-instances' });
    await expectVerdict(first, { verdict: 'multiple-instances' });
  });

  test('two NapCats with two accounts are both healthy', async () => {
    const bot = await keep(startNoneBot());
    const url = `ws://127.0.0.1:${bot.port}/onebot/v11/ws`;
    const first = await keep(startNapCat({ uin: '2000000001', clients: [{ url }] }));
    const second = await keep(startNapCat({ uin: '2000000002', clients: [{ url }] }));
    await Promise.all([first.waitConnected(), second.waitConnected()]);
    await expectVerdict(first, { verdict: 'healthy' });
    await expectVerdict(second, { verdict: 'healthy' });
  });

  test('the token in .env is overruled by .env.prod', async () => {
    const bot = await keep(
      startNoneBot({
        token: 's3cret-A',
        files: { '.env': 'ENVIRONMENT=prod\nDRIVER=~fastapi\nONEBOT_ACCESS_TOKEN=s3cret-B\n' },
      }),
    );
    const napcat = await dial(bot.port, { token: 's3cret-B' });
    await expectVerdict(napcat, { verdict: 'token-mismatch', confidence: 'certain' });
  });

  test('the V11 name of the token beats the general one', async () => {
    const bot = await keep(
      startNoneBot({
        token: 's3cret-A',
        files: { '.env': 'ENVIRONMENT=prod\nDRIVER=~fastapi\nONEBOT_V11_ACCESS_TOKEN=s3cret-B\n' },
      }),
    );
    const napcat = await dial(bot.port, { token: 's3cret-B' }, 'connected');
    await expectVerdict(napcat, { verdict: 'healthy' });
  });

  test('an entry switched off and a wrong token are two causes', async () => {
    const bot = await keep(startNoneBot({ token: 's3cret-A' }));
    const napcat = await keep(
      startNapCat({ clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws`, token: 'other', enable: false }] }),
    );
    await expectVerdict(napcat, { verdict: 'entry-disabled', also: ['token-mismatch'] });
  });

  test('an entry switched off and a wrong path are two causes', async () => {
    const bot = await keep(startNoneBot());
    const napcat = await keep(startNapCat({ clients: [{ url: `ws://127.0.0.1:${bot.port}/`, enable: false }] }));
    await expectVerdict(napcat, { verdict: 'entry-disabled', also: ['wrong-path'] });
  });
});

describe.skipIf(lacks(current, tls))(named('NoneBot behind TLS', current, tls), () => {
  test('ws towards a TLS port', async () => {
    const bot = await keep(startNoneBot({ https: true }));
    const napcat = await dial(bot.port);
    await expectVerdict(napcat, { verdict: 'tls-mismatch', confidence: 'certain' });
  });

  test('wss with a certificate that nobody vouches for', async () => {
    const bot = await keep(startNoneBot({ https: true }));
    const napcat = await dial(bot.port, { scheme: 'wss' });
    await expectVerdict(napcat, { verdict: 'tls-mismatch', confidence: 'certain' });
  });
});

const bare = venv('nonebot-no-websockets');

describe.skipIf(lacks(bare))(named('uvicorn without a WebSocket library', bare), () => {
  test('every upgrade is answered like a plain request', async () => {
    const bot = await keep(startNoneBot({ venv: 'nonebot-no-websockets' }));
    const napcat = await dial(bot.port);
    await expectVerdict(napcat, { verdict: 'websocket-support-missing', confidence: 'certain' });
  });
});

const quart = venv('aiocqhttp');

describe.skipIf(lacks(quart))(named('aiocqhttp', quart), () => {
  test('connected', async () => {
    const bot = await keep(startAiocqhttp({ token: 's3cret-A' }));
    const napcat = await dial(bot.port, { path: '/ws/', token: 's3cret-A' }, 'connected');
    await expectVerdict(napcat, { verdict: 'healthy', confidence: 'certain' });
  });

  test('a token that NapCat lacks', async () => {
    const bot = await keep(startAiocqhttp({ token: 's3cret-A' }));
    const napcat = await dial(bot.port, { path: '/ws/' });
    await expectVerdict(napcat, { verdict: 'token-mismatch', confidence: 'certain' });
  });

  test('a token that is wrong', async () => {
    const bot = await keep(startAiocqhttp({ token: 's3cret-A' }));
    const napcat = await dial(bot.port, { path: '/ws/', token: 's3cret-B' });
    await expectVerdict(napcat, { verdict: 'token-mismatch', confidence: 'certain' });
  });

  test('the path of NoneBot', async () => {
    const bot = await keep(startAiocqhttp({}));
    const napcat = await dial(bot.port);
    await expectVerdict(napcat, { verdict: 'wrong-path', confidence: 'certain' });
  });

  test('no path at all', async () => {
    const bot = await keep(startAiocqhttp({}));
    const napcat = await dial(bot.port, { path: '/' });
    await expectVerdict(napcat, { verdict: 'wrong-path', confidence: 'certain' });
  });
});

describe.skipIf(lacks(koishi))(named('Koishi', koishi), () => {
  test('connected, whatever the token', async () => {
    const bot = await keep(startKoishi({ selfId: '2000000001' }));
    const napcat = await dial(bot.port, { path: '/onebot', token: 'any' }, 'connected');
    await expectVerdict(napcat, { verdict: 'healthy' });
  });

  test('a path that Koishi does not serve opens and closes again', async () => {
    const bot = await keep(startKoishi({ selfId: '2000000001' }));
    const napcat = await keep(startNapCat({ clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws` }] }));
    await expectVerdict(napcat, { verdict: 'wrong-path' });
  });
});
