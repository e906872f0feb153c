/**
 * Every fault is made for real, cured by `fix --yes`, and made again by `undo`: NoneBot's own log shows the bot online
 * in between, and afterwards every file is back byte for byte.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import type { DiagnosisDocument } from '../../../electron/contract/diagnosis.ts';
import type { Proof } from '../../../electron/contract/remedies.ts';
import { lacks, named, venv } from '../support/installed.ts';
import { oneBotConfig } from '../support/napcat.ts';
import { startNoneBot } from '../support/nonebot.ts';
import { PATH, UIN, scene, startNapCat, to } from './scene.ts';
import { cli, withOwnJournal } from './support.ts';

const needs = venv('nonebot-current');

withOwnJournal();

describe.skipIf(lacks(needs))(named('cured for real and taken back', needs), () => {
  const { keep, expectVerdict, online, cured } = scene();

  cured('an entry that is off', {
    code: 'entry-disabled',
    remedy: 'enable-entry',
    napcat: (bot) => ({ clients: [{ url: to(bot), enable: false }] }),
  });
  cured('a path without a route', {
    code: 'wrong-path',
    remedy: 'correct-url',
    napcat: (bot) => ({ clients: [{ url: to(bot, '/onebot/v11') }] }),
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('another port', {
    code: 'wrong-port',
    remedy: 'correct-url',
    napcat: () => ({ clients: [{ url: 'ws://127.0.0.1:19/onebot/v11/ws' }] }),
    url: (bot) => to(bot),
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('tokens that differ', {
    code: 'token-mismatch',
    remedy: 'set-token',
    bot: { token: 's3cret-A' },
    napcat: (bot) => ({ clients: [{ url: to(bot), token: 's3cret-B' }] }),
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('tokens that differ', {
    code: 'token-mismatch',
    remedy: 'new-token',
    bot: { token: 's3cret-A' },
    napcat: (bot) => ({ clients: [{ url: to(bot), token: 's3cret-B' }] }),
    botFiles: ['.env.prod'],
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('no entry at all', {
    code: 'no-client-entry',
    remedy: 'add-entry',
    napcat: () => ({ clients: [] }),
    url: (bot) => to(bot),
  });
  cured('a server entry in the place of a client', {
    code: 'wrong-direction',
    remedy: 'add-entry',
    napcat: () => ({
      config: '// 我的\n{ "network": { "websocketServers": [{ "name": "ws", "enable": true, "port": 30909 }] } }',
    }),
    url: (bot) => to(bot),
  });
  cured('two entries of one name', {
    code: 'duplicate-entry-name',
    remedy: 'rename-entry',
    second: true,
    napcat: (bot, second) => ({
      clients: [bot, second ?? bot].map((target) => ({ url: to(target), name: 'nb' })),
    }),
  });
  cured('a full-width colon', {
    code: 'malformed-url',
    remedy: 'correct-url',
    napcat: (bot) => ({ clients: [{ url: to(bot).replace('ws:', 'ws：') }] }),
  });
  cured('the format of before 4.1', {
    code: 'obsolete-config-format',
    remedy: 'convert-config',
    napcat: (bot) => ({
      config: {
        http: { enable: false },
        ws: { enable: false },
        reverseWs: { enable: true, urls: [to(bot)] },
        token: '',
      },
    }),
  });
  cured('a driver that does not serve', {
    code: 'driver-not-reverse',
    remedy: 'set-driver',
    bot: { driver: '~none', until: 'running' },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    botFiles: ['.env'],
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('localhost that leads to the other family', {
    code: 'ipv6-localhost',
    remedy: 'use-ip-literal',
    bot: { host: '::1' },
    napcat: (bot) => ({ clients: [{ url: `ws://localhost:${bot.port}${PATH}` }] }),
    beforehand: (napcat) => napcat.waitFailed(),
  });
  cured('an adapter that is not registered', {
    code: 'adapter-not-registered',
    remedy: 'register-adapter',
    bot: { adapters: [] },
    napcat: (bot) => ({ clients: [{ url: to(bot) }] }),
    botFiles: ['bot.py'],
    beforehand: (napcat) => napcat.waitFailed(),
  });

  cured('two entries to one bot', {
    code: 'duplicate-connection',
    remedy: 'keep-one-link',
    napcat: (bot) => ({ clients: [{ url: to(bot) }, { url: to(bot, '/onebot/v11/') }] }),
    beforehand: (napcat) => napcat.waitFailed(),
  });

  test('a NapCat that does not run is cured by its file and connects at its next start', async () => {
    const bot = await keep(startNoneBot());
    const config = `{\r\n  // 我的机器人\r\n  network: { websocketClients: [ { name: 'nb', enable: false, url: '${to(bot)}' }, ] },\r\n}\r\n`;
    const first = await startNapCat({ config: `\ufeff${config}`, webui: { port: 0 } });
    const plan = await cli(['fix', 'enable-entry', '--dry-run', '--napcat', first.dir, '--account', UIN]);
    expect(plan.out).toContain('Restart NapCat (PID');
    const fixed = await cli(['fix', 'enable-entry', '--yes', '--napcat', first.dir, '--account', UIN]);
    expect(readFileSync(first.configFile, 'utf8'), fixed.out + fixed.err).toBe(
      `\ufeff${config.replace('false', 'true')}`,
    );
    await first.stop();
    const again = await keep(startNapCat({ dir: first.dir }));
    await online(bot);
    await expectVerdict(again, 'healthy');
  });

  test('the entry of the wrong account is written to the file of the right one', async () => {
    const bot = await keep(startNoneBot());
    const napcat = await keep(
      startNapCat({ clients: [], otherAccounts: { '2000000002': oneBotConfig([{ url: to(bot) }]) } }),
    );
    const found = JSON.parse((await cli(['diagnose', '--json', '--napcat', napcat.dir])).out) as DiagnosisDocument;
    expect(found.verdict).toMatchObject({ code: 'wrong-account-config', remedies: ['add-entry'] });
    const before = readFileSync(napcat.configFile);
    await cli(['fix', 'add-entry', '--yes', '--napcat', napcat.dir]);
    await online(bot);
    await expectVerdict(napcat, 'healthy');
    expect((await cli(['undo'])).status).toBe(0);
    expect(readFileSync(napcat.configFile).equals(before)).toBe(true);
    await expectVerdict(napcat, 'wrong-account-config');
  });

  test('a file that was edited after NapCat started is taken over as it stands', async () => {
    const bot = await keep(startNoneBot());
    const napcat = await keep(startNapCat({ clients: [{ url: to(bot), enable: false }] }));
    const edited = `// 我的\r\n${readFileSync(napcat.configFile, 'utf8').replace('"enable": false', '"enable": true')}`;
    // Later than the start by more than the clocks of processes may be off.
    await new Promise((later) => setTimeout(later, 6_000));
    writeFileSync(napcat.configFile, edited);
    const found = await expectVerdict(napcat, 'config-not-applied');
    expect(found.verdict.remedies).toContain('reload-config');
    const fixed = await cli(['fix', 'reload-config', '--yes', '--napcat', napcat.dir, '--account', UIN]);
    expect(fixed.out).toContain('NapCat has taken it over');
    await online(bot);
    expect(readFileSync(napcat.configFile, 'utf8')).toBe(edited);
    await expectVerdict(napcat, 'healthy');
  });

  test('a NapCat whose OneBot part died on a file needs a restart, which is named', async () => {
    const napcat = await keep(startNapCat({ config: '{ "network": ' }));
    const bot = await keep(startNoneBot());
    const config = JSON.stringify(oneBotConfig([{ url: to(bot), enable: false }]), null, 2);
    writeFileSync(napcat.configFile, config);
    const fixed = await cli(['fix', 'enable-entry', '--yes', '--napcat', napcat.dir, '--account', UIN]);
    expect(fixed.out).toMatch(/done, takes effect after a restart/);
    expect(fixed.out).toContain(`Restart NapCat (PID ${napcat.pid}), account ${UIN}, in “${napcat.dir}`);
    expect(readFileSync(napcat.configFile, 'utf8')).toBe(config.replace('"enable": false', '"enable": true'));
    await napcat.stop();
    const again = await keep(startNapCat({ dir: napcat.dir }));
    await online(bot);
    await expectVerdict(again, 'healthy');
  });

  test('with consent the link is proven both ways, and nothing of the proof stays', async () => {
    const bot = await keep(startNoneBot());
    const napcat = await keep(startNapCat({ clients: [{ url: to(bot), enable: false }] }));
    const where = ['--napcat', napcat.dir, '--account', UIN];
    const wanted = readFileSync(napcat.configFile, 'utf8').replace('"enable": false', '"enable": true');
    const fixed = await cli(['fix', 'enable-entry', '--yes', '--prove', '--json', ...where]);
    const { proof } = JSON.parse(fixed.out) as { proof: Proof };
    expect(proof, fixed.out + fixed.err).toMatchObject({
      connection: { state: 'seen', remote: `127.0.0.1:${bot.port}` },
      event: { state: 'seen', type: 'meta_event.lifecycle.connect' },
      api: { state: 'seen', action: 'get_status' },
      refusal: null,
      cleanUp: { state: 'live' },
    });
    expect(readFileSync(napcat.configFile, 'utf8')).toBe(wanted);
    // The bot's own link was never touched.
    expect(bot.events().filter((line) => line.includes('connect'))).toEqual([`connect ${UIN}`]);
    expect(napcat.history().filter(({ event }) => event === 'closed')).toHaveLength(1);
    await expectVerdict(napcat, 'healthy');
    // What undo takes back next is the repair, not the proof.
    expect(JSON.parse((await cli(['undo', '--json'])).out)).toMatchObject({ remedy: 'enable-entry', complete: true });
  });

  test('nothing happens without a yes', async () => {
    const bot = await keep(startNoneBot());
    const napcat = await keep(startNapCat({ clients: [{ url: to(bot), enable: false }] }));
    const before = readFileSync(napcat.configFile);
    const where = ['--napcat', napcat.dir, '--account', UIN];
    const unasked = await cli(['fix', 'enable-entry', ...where]);
    expect(unasked).toMatchObject({ status: 64 });
    expect(unasked.out).toContain('+        "enable": true');
    expect(unasked.err).toContain('--yes');
    expect(await cli(['fix', 'enable-entry', ...where], 'no')).toMatchObject({ status: 3 });
    expect(await cli(['fix', 'enable-entry', '--dry-run', ...where])).toMatchObject({ status: 0 });
    expect(await cli(['fix', 'rename-entry', '--yes', ...where])).toMatchObject({ status: 3 });
    expect(readFileSync(napcat.configFile).equals(before)).toBe(true);
    expect(await cli(['fix', 'enable-entry', ...where], 'y')).toMatchObject({ status: 0 });
    await online(bot);
  });
});
