/** Hop 3 for real: a sound client entry, and something wrong with the address, the port or the program behind it. */
import { describe, test } from 'vitest';

import { expectVerdict } from '../support/diagnosis.ts';
import { startForeign } from '../support/foreign.ts';
import { lacks, named, venv } from '../support/installed.ts';
import { keeper } from '../support/keeper.ts';
import { NOBODYS_NAME } from '../support/names.ts';
import { startNapCat } from '../support/napcat.ts';
import { IMPORT_OF_NOTHING, startNoneBot } from '../support/nonebot.ts';
import { freePort } from '../support/ports.ts';

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('a fault of address or port', needs), () => {
  const keep = keeper();
  const napcatTo = (port: number, host = '127.0.0.1') =>
    keep(startNapCat({ clients: [{ url: `ws://${host}:${port}/onebot/v11/ws` }] }));

  test('nobody listens and no framework is there', async () => {
    const napcat = await napcatTo(await freePort());
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'server-not-listening', confidence: 'certain' });
  });

  test('NoneBot listens on another port', async () => {
    await keep(startNoneBot());
    const napcat = await napcatTo(await freePort());
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'wrong-port', confidence: 'certain' });
  });

  test('NoneBot listens on ::1 only', async () => {
    const bot = await keep(startNoneBot({ host: '::1' }));
    const napcat = await napcatTo(bot.port);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'wrong-address', confidence: 'certain' });
  });

  test('NoneBot listens on 127.0.0.1 and NapCat dials ::1', async () => {
    const bot = await keep(startNoneBot());
    const napcat = await napcatTo(bot.port, '[::1]');
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'wrong-address', confidence: 'certain' });
  });

  test('a name that nobody knows', async () => {
    const napcat = await napcatTo(18080, NOBODYS_NAME);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'wrong-address', confidence: 'certain' });
  });

  test('NoneBot listens on every address', async () => {
    const bot = await keep(startNoneBot({ host: '0.0.0.0' }));
    const napcat = await napcatTo(bot.port);
    await napcat.waitConnected();
    await expectVerdict(napcat, { verdict: 'healthy' });
  });

  test('another program took the port before NoneBot', async () => {
    const foreign = await keep(startForeign('http-200'));
    const bot = await keep(startNoneBot({ port: foreign.port, until: 'exit' }));
    const napcat = await napcatTo(foreign.port);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'port-in-use', confidence: 'certain' }, {}, [
      { of: 'nonebot', text: bot.output() },
    ]);
  });

  test('a web server of another kind answers', async () => {
    const foreign = await keep(startForeign('http-200'));
    const napcat = await napcatTo(foreign.port);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'foreign-server', confidence: 'certain' });
  });

  test('a program that does not speak HTTP answers', async () => {
    const foreign = await keep(startForeign('ssh-banner'));
    const napcat = await napcatTo(foreign.port);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'foreign-server', confidence: 'certain' });
  });

  test('a server that accepts and stays silent', async () => {
    const foreign = await keep(startForeign('silent'));
    const napcat = await napcatTo(foreign.port);
    await expectVerdict(napcat, { verdict: 'server-hung', confidence: 'certain' });
  });

  test('NoneBot\u2019s event loop is blocked', async () => {
    const bot = await keep(startNoneBot());
    await bot.freeze(30);
    const napcat = await napcatTo(bot.port);
    await expectVerdict(napcat, { verdict: 'server-hung', confidence: 'certain' });
  });

  test('NoneBot ends with an error of its own', async () => {
    const port = await freePort();
    const bot = await keep(startNoneBot({ port, preamble: IMPORT_OF_NOTHING, until: 'exit' }));
    const napcat = await napcatTo(port);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'framework-crashed', confidence: 'certain' }, {}, [
      { of: 'nonebot', text: bot.output() },
    ]);
  });

  test('NoneBot has no server in its driver', async () => {
    const port = await freePort();
    await keep(startNoneBot({ port, driver: '~none', until: 'running' }));
    const napcat = await napcatTo(port);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'driver-not-reverse', confidence: 'certain' });
  });

  test('NoneBot is still loading its plugins', async () => {
    const port = await freePort();
    const bot = await keep(startNoneBot({ port, slowStart: 60, until: 'nothing' }));
    await bot.waitForLine(/NoneBot is initializing/);
    const napcat = await napcatTo(port);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'framework-not-ready' });
  });

  test('the .env file is saved in GBK', async () => {
    const port = await freePort();
    const gbk = Buffer.concat([
      Buffer.from('# '),
      Buffer.from([0xd6, 0xd0, 0xce, 0xc4]),
      Buffer.from(`\nPORT=${port}\n`),
    ]);
    const bot = await keep(startNoneBot({ port, files: { '.env.prod': gbk }, until: 'exit' }));
    const napcat = await napcatTo(port);
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'framework-crashed', confidence: 'certain' }, {}, [
      { of: 'nonebot', text: bot.output() },
    ]);
  });
});
