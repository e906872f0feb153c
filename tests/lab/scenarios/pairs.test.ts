/** Two independent faults at a time, and what looks like a fault and is none. */
import { lookup } from 'node:dns/promises';
import { describe, test } from 'vitest';

import { expectVerdict } from '../support/diagnosis.ts';
import { lacks, named, venv } from '../support/installed.ts';
import { keeper } from '../support/keeper.ts';
import { startNapCat } from '../support/napcat.ts';
import type { NapCatOptions } from '../support/napcat.ts';
import { startNoneBot } from '../support/nonebot.ts';
import type { NoneBotOptions } from '../support/nonebot.ts';
import { freePort } from '../support/ports.ts';

const needs = venv('nonebot-current');
const [FIRST] = await lookup('localhost', { all: true });

describe.skipIf(lacks(needs))(named('two faults of a link are two causes', needs), () => {
  const keep = keeper();
  const bot = (options: NoneBotOptions = {}) => keep(startNoneBot(options));
  const napcat = (options: NapCatOptions) => keep(startNapCat(options));
  const url = (port: number, path = '/onebot/v11/ws') => `ws://127.0.0.1:${port}${path}`;

  // Switched on, the entry would still reach nobody.
  test('an entry switched off, and nobody behind it', async () => {
    const cat = await napcat({ clients: [{ url: url(await freePort()), enable: false }] });
    await expectVerdict(cat, { verdict: 'entry-disabled', confidence: 'certain', also: ['server-not-listening'] });
  });

  test('an entry switched off, and no adapter', async () => {
    const server = await bot({ adapters: [] });
    const cat = await napcat({ clients: [{ url: url(server.port), enable: false }] });
    await expectVerdict(cat, { verdict: 'entry-disabled', also: ['adapter-not-registered'] });
  });

  test('an account that waits for its QR code, and a wrong path', async () => {
    const server = await bot();
    const cat = await napcat({ login: 'qr', clients: [{ url: url(server.port, '/onebot/v11') }] });
    // What is proven stands above what is likely: without a log only the image of the code tells of the login.
    await expectVerdict(cat, { verdict: 'wrong-path', also: ['qq-not-logged-in'] });
  });

  test('an account that waits for its QR code, and a wrong token', async () => {
    const server = await bot({ token: 's3cret-A' });
    const cat = await napcat({ login: 'qr', clients: [{ url: url(server.port), token: 's3cret-B' }] });
    await expectVerdict(cat, { verdict: 'token-mismatch', also: ['qq-not-logged-in'] });
  });

  test('a NapCat that does not run, and a wrong token', async () => {
    const server = await bot({ token: 's3cret-A' });
    const cat = await napcat({ clients: [{ url: url(server.port), token: 's3cret-B' }] });
    await cat.stop();
    await expectVerdict(cat, { verdict: 'napcat-not-running', also: ['token-mismatch'] });
  });

  test('a NapCat that does not run, and NoneBot on another port', async () => {
    await bot();
    const cat = await napcat({ clients: [{ url: url(await freePort()) }] });
    await cat.stop();
    await expectVerdict(cat, { verdict: 'napcat-not-running', also: ['wrong-port'] });
  });

  test('two entries of one name, and the one that lives has a wrong token', async () => {
    const server = await bot({ token: 's3cret-A' });
    const cat = await napcat({
      clients: [
        { url: 'ws://127.0.0.1:9/onebot/v11/ws', name: 'nb' },
        { url: url(server.port), name: 'nb', token: 's3cret-B' },
      ],
    });
    await cat.waitFailed();
    await expectVerdict(cat, { verdict: 'duplicate-entry-name', also: ['token-mismatch'] });
  });

  test('a wrong token towards a port without the adapter is judged only as far as it can be', async () => {
    const server = await bot({ adapters: [], token: 's3cret-A' });
    const cat = await napcat({ clients: [{ url: url(server.port), token: 's3cret-B' }] });
    await cat.waitFailed();
    await expectVerdict(cat, { verdict: 'adapter-not-registered', also: ['token-mismatch'] });
  });

  test('a browser that got 404 from a bot that is connected', async () => {
    const server = await bot();
    const cat = await napcat({ clients: [{ url: url(server.port) }] });
    await cat.waitConnected();
    await fetch(`http://127.0.0.1:${server.port}/`);
    await server.waitForLine(/GET \/ HTTP\/1\.1" 404/);
    await expectVerdict(cat, { verdict: 'misread-symptom', confidence: 'certain' }, {}, [
      { of: 'nonebot', text: server.output() },
    ]);
  });

  const elsewhere = FIRST?.family === 6 ? {} : { missing: 'localhost does not lead to ::1 first here' };
  test.skipIf(lacks(elsewhere))(
    named('localhost leads to ::1 first, and NoneBot has IPv4 only', elsewhere),
    async () => {
      const server = await bot();
      const cat = await napcat({
        clients: [{ url: `ws://localhost:${server.port}/onebot/v11/ws` }],
        fileLog: true,
        // As Node did before version 20, and so every NapCat of before 2025.
        env: { NODE_OPTIONS: '--no-network-family-autoselection' },
      });
      await cat.waitFailed();
      await expectVerdict(cat, { verdict: 'ipv6-localhost', confidence: 'certain' });
    },
  );

  test('a token that nobody can read, and a 403', async () => {
    const bytes = ['import nonebot', 'from nonebot.adapters.onebot.v11 import Adapter', ''];
    const server = await bot({
      files: {
        'bot.py': [
          ...bytes,
          'nonebot.init(onebot_access_token="".join(reversed("A-terc3s")))',
          'nonebot.get_driver().register_adapter(Adapter)',
          'nonebot.load_plugins("plugins")',
          'nonebot.run()',
          '',
        ].join('\n'),
      },
    });
    const cat = await napcat({ clients: [{ url: url(server.port), token: 's3cret-B' }] });
    await cat.waitFailed();
    await expectVerdict(cat, { verdict: 'undecided' });
  });
});
