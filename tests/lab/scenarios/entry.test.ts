/** Hop 1 and 2 for real: one healthy NoneBot, and a NapCat with one fault in its own house. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';

import { expectVerdict } from '../support/diagnosis.ts';
import { lacks, named, venv } from '../support/installed.ts';
import { oneBotConfig, startNapCat } from '../support/napcat.ts';
import type { NapCat, NapCatOptions } from '../support/napcat.ts';
import { startNoneBot } from '../support/nonebot.ts';
import type { NoneBot } from '../support/nonebot.ts';
import type { Expected } from '../support/diagnosis.ts';

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('a fault in NapCat, against a healthy NoneBot', needs), () => {
  let bot: NoneBot;
  let napcat: NapCat | null = null;
  const url = (): string => `ws://127.0.0.1:${bot.port}/onebot/v11/ws`;

  beforeAll(async () => {
    bot = await startNoneBot();
  });
  afterAll(() => bot.stop());
  afterEach(async () => {
    await napcat?.stop();
    napcat = null;
  });

  const scenario = (
    title: string,
    options: () => NapCatOptions,
    expected: Expected,
    meanwhile?: (running: NapCat) => Promise<unknown>,
  ): void =>
    test(title, async () => {
      napcat = await startNapCat(options());
      await meanwhile?.(napcat);
      await expectVerdict(napcat, expected);
    });

  scenario(
    'a connected link is healthy',
    () => ({ clients: [{ url: url() }] }),
    { verdict: 'healthy', confidence: 'certain' },
    (running) => running.waitConnected(),
  );
  scenario(
    'the path with a slash at the end is healthy',
    () => ({ clients: [{ url: `${url()}/` }] }),
    { verdict: 'healthy' },
    (running) => running.waitConnected(),
  );
  scenario(
    'the root route is healthy',
    () => ({ clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v11/` }] }),
    { verdict: 'healthy' },
    (running) => running.waitConnected(),
  );
  scenario(
    'blanks around the URL do no harm',
    () => ({ clients: [{ url: ` ${url()} ` }] }),
    { verdict: 'healthy' },
    (running) => running.waitConnected(),
  );
  scenario(
    'a token that only NapCat has does no harm',
    () => ({ clients: [{ url: url(), token: 's3cret-A' }] }),
    { verdict: 'healthy' },
    (running) => running.waitConnected(),
  );
  scenario(
    'a disabled second entry does no harm',
    () => ({ clients: [{ url: url() }, { url: 'ws://127.0.0.1:9/onebot/v11/ws', enable: false }] }),
    { verdict: 'healthy' },
    (running) => running.waitConnected(),
  );
  scenario(
    'a single process owns its sockets',
    () => ({ clients: [{ url: url() }], multiProcess: false }),
    { verdict: 'healthy' },
    (running) => running.waitConnected(),
  );
  scenario(
    'a name that leads to loopback is healthy',
    () => ({ clients: [{ url: `ws://localhost:${bot.port}/onebot/v11/ws` }] }),
    { verdict: 'healthy' },
    (running) => running.waitConnected(),
  );

  scenario('an account that waits for its QR code', () => ({ login: 'qr', clients: [{ url: url() }] }), {
    verdict: 'qq-not-logged-in',
  });
  scenario('no entry at all', () => ({ clients: [] }), { verdict: 'no-client-entry', confidence: 'certain' });
  scenario('an entry that is switched off', () => ({ clients: [{ url: url(), enable: false }] }), {
    verdict: 'entry-disabled',
    confidence: 'certain',
  });
  scenario(
    'two entries of one name',
    () => ({
      clients: [
        { url: url(), name: 'nb' },
        { url: 'ws://127.0.0.1:9/onebot/v11/ws', name: 'nb' },
      ],
    }),
    { verdict: 'duplicate-entry-name', also: ['server-not-listening'], confidence: 'certain' },
  );
  scenario(
    'a server entry where a client is needed',
    () => ({
      config: {
        network: {
          websocketServers: [{ name: 'ws', enable: true, host: '127.0.0.1', port: 3001 }],
          websocketClients: [],
        },
      },
    }),
    { verdict: 'wrong-direction', confidence: 'certain' },
  );
  scenario(
    'a comma that is missing',
    () => ({ config: `{ "network": { "websocketClients": [ { "name": "nb" "enable": true } ] } }` }),
    { verdict: 'config-invalid', confidence: 'certain' },
  );
  scenario(
    'a file cut in the middle',
    () => ({ config: JSON.stringify(oneBotConfig([{ url: url() }])).slice(0, 80) }),
    { verdict: 'config-invalid', confidence: 'certain' },
  );
  scenario('an empty file', () => ({ config: '' }), { verdict: 'config-invalid', confidence: 'certain' });
  scenario(
    'a file saved as UTF-16',
    () => ({ config: Buffer.from(`\ufeff${JSON.stringify(oneBotConfig([{ url: url() }]))}`, 'utf16le') }),
    { verdict: 'config-invalid', confidence: 'certain' },
  );
  scenario(
    'a file with BOM and comments is read as NapCat reads it',
    () => ({ config: `\ufeff// 我的机器人\n${JSON.stringify(oneBotConfig([{ url: url() }]))}` }),
    { verdict: 'healthy' },
    (running) => running.waitConnected(),
  );
  scenario(
    'the format of before 4.1',
    () => ({
      config: { http: { enable: false }, ws: { enable: false }, reverseWs: { enable: true, urls: [url()] }, token: '' },
    }),
    { verdict: 'obsolete-config-format', confidence: 'certain' },
  );
  scenario('an address without its scheme', () => ({ clients: [{ url: url().slice('ws://'.length) }] }), {
    verdict: 'malformed-url',
    confidence: 'certain',
  });
  scenario('a full-width colon', () => ({ clients: [{ url: url().replace('ws:', 'ws：') }] }), {
    verdict: 'malformed-url',
    confidence: 'certain',
  });
  scenario(
    'a blank inside the address',
    () => ({ clients: [{ url: url().replace('/onebot', '/onebot ') }] }),
    { verdict: 'malformed-url' },
    (running) => running.waitFailed(),
  );
  scenario('an empty address', () => ({ clients: [{ url: '' }] }), { verdict: 'malformed-url', confidence: 'certain' });
  scenario('a token with Chinese characters', () => ({ clients: [{ url: url(), token: '密钥' }] }), {
    verdict: 'token-mismatch',
  });
  scenario(
    'the file of another account was edited',
    () => ({ clients: [], otherAccounts: { '2000000002': oneBotConfig([{ url: url() }]) } }),
    { verdict: 'wrong-account-config' },
  );

  test('an entry that points to NapCat\u2019s own WebUI', async () => {
    napcat = await startNapCat({ clients: [] });
    const { webuiPort } = napcat;
    await napcat.stop();
    writeFileSync(
      napcat.configFile,
      JSON.stringify(oneBotConfig([{ url: `ws://127.0.0.1:${String(webuiPort)}/onebot/v11/ws` }])),
    );
    napcat = await startNapCat({ dir: napcat.dir });
    await napcat.waitFailed();
    await expectVerdict(napcat, { verdict: 'self-connection', confidence: 'certain' });
  });

  test('a NapCat that is installed and not running', async () => {
    napcat = await startNapCat({ clients: [{ url: url() }] });
    await napcat.stop();
    await expectVerdict(napcat, { verdict: 'napcat-not-running', confidence: 'certain' });
  });

  test('the address was corrected after NapCat had given up on it', async () => {
    napcat = await startNapCat({ clients: [{ url: 'ws：//127.0.0.1/onebot/v11/ws' }], fileLog: true });
    writeFileSync(napcat.configFile, JSON.stringify(oneBotConfig([{ url: url() }])));
    await expectVerdict(napcat, { verdict: 'config-not-applied', confidence: 'certain' });
  });

  test('two accounts of one NapCat folder: the one that was asked for is judged', async () => {
    napcat = await startNapCat({ clients: [{ url: url() }], otherAccounts: { '2000000002': oneBotConfig([]) } });
    await napcat.waitConnected();
    await expectVerdict(napcat, { verdict: 'healthy' }, { account: '2000000001' });
    await expectVerdict(napcat, { verdict: 'no-client-entry' }, { account: '2000000002' });
  });

  test('a log of 100 MB beside the file does not matter', async () => {
    napcat = await startNapCat({ clients: [{ url: url() }], fileLog: true });
    await napcat.waitConnected();
    writeFileSync(join(napcat.dir, 'napcat/logs/2020-01-01_00-00-00.000.log'), Buffer.alloc(100 * 1024 * 1024, 'x'));
    await expectVerdict(napcat, { verdict: 'healthy' });
  });
});
