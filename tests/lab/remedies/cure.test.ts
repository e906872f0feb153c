/**
 * Every fault is made for real, cured by `fix --yes`, and made again by `undo`: NoneBot's own log shows the bot online
 * in between, and afterwards every file is back byte for byte.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { DiagnosisDocument } from '../../../electron/contract/diagnosis.ts';
import type { RemedyCode } from '../../../electron/contract/remedies.ts';
import { lacks, named, venv } from '../support/installed.ts';
import { oneBotConfig, startNapCat as startAnyNapCat } from '../support/napcat.ts';
import type { NapCat, NapCatOptions } from '../support/napcat.ts';
import { startNoneBot } from '../support/nonebot.ts';
import type { NoneBot, NoneBotOptions } from '../support/nonebot.ts';
import type { Running } from '../support/processes.ts';
import { until } from '../support/until.ts';
import { cli, withOwnJournal } from './support.ts';

const needs = venv('nonebot-current');
/** Nobody else's: two NapCats with one account are a fault of their own. */
const UIN = `29${String(process.pid).padStart(8, '0')}`;
const PATH = '/onebot/v11/ws';

const startNapCat = (options: NapCatOptions): Promise<NapCat> => startAnyNapCat({ uin: UIN, ...options });

withOwnJournal();

describe.skipIf(lacks(needs))(named('cured for real and taken back', needs), () => {
  const running: Running[] = [];
  const keep = async <T extends Running>(started: Promise<T>): Promise<T> => {
    const process = await started;
    running.push(process);
    return process;
  };
  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.stop()));
  });

  const diagnose = async (napcat: NapCat): Promise<DiagnosisDocument> =>
    JSON.parse((await cli(['diagnose', '--json', '--napcat', napcat.dir, '--account', UIN])).out) as DiagnosisDocument;

  const expectVerdict = async (napcat: NapCat, code: VerdictCode): Promise<DiagnosisDocument> => {
    const document = await diagnose(napcat);
    expect(document.verdict.code, JSON.stringify(document.findings, null, 1)).toBe(code);
    return document;
  };

  const online = async (bot: NoneBot): Promise<void> => {
    await until(`the bot online; NoneBot printed:\n${bot.output()}`, () => bot.events().includes(`connect ${UIN}`));
  };

  interface Cure {
    readonly code: VerdictCode;
    readonly remedy: RemedyCode;
    readonly bot?: NoneBotOptions;
    /** Whether a second bot runs, which the entries may lead to as well. */
    readonly second?: true;
    readonly napcat: (bot: NoneBot, second: NoneBot | null) => NapCatOptions;
    /** Said with `--url`: on a machine with many bots the right one has to be named. */
    readonly url?: (bot: NoneBot) => string;
    /** Files of the bot that the cure changes; NoneBot is then started again. */
    readonly botFiles?: readonly string[];
    readonly beforehand?: (napcat: NapCat) => Promise<unknown>;
  }

  const cured = (title: string, cure: Cure): void =>
    test(`${title}: ${cure.remedy}`, async () => {
      let bot = await keep(startNoneBot(cure.bot));
      const second = cure.second === undefined ? null : await keep(startNoneBot());
      let napcat = await keep(startNapCat(cure.napcat(bot, second)));
      await cure.beforehand?.(napcat);
      const files = [napcat.configFile, ...(cure.botFiles ?? []).map((name) => join(bot.dir, name))];
      const before = files.map((file) => readFileSync(file));
      const found = await expectVerdict(napcat, cure.code);
      expect(found.verdict.remedies).toContain(cure.remedy);

      const restartBot = async (): Promise<void> => {
        if (cure.botFiles === undefined) return;
        const { port, dir } = bot;
        const own = Object.fromEntries(cure.botFiles.map((name) => [name, readFileSync(join(dir, name))]));
        await bot.stop();
        bot = await keep(
          startNoneBot({ ...cure.bot, until: 'serving', port, dir, files: { ...cure.bot?.files, ...own } }),
        );
      };
      const url = cure.url === undefined ? [] : ['--url', cure.url(bot)];
      const words = ['--yes', '--json', '--napcat', napcat.dir, '--account', UIN, ...url];
      const fixed = await cli(['fix', cure.remedy, ...words]);
      const result = JSON.parse(fixed.out) as { applied: boolean; report?: { steps: { state: string }[] } };
      expect(result.applied, fixed.out + fixed.err).toBe(true);
      await restartBot();
      await online(bot);
      await expectVerdict(napcat, 'healthy');

      const undone = await cli(['undo', '--json']);
      expect(undone.status, undone.out + undone.err).toBe(0);
      for (const [index, file] of files.entries())
        expect(readFileSync(file).equals(before[index] ?? Buffer.alloc(0))).toBe(true);
      if (cure.botFiles !== undefined) {
        await napcat.stop();
        await bot.stop();
        bot = await keep(startNoneBot({ ...cure.bot, port: bot.port, dir: bot.dir }));
        napcat = await keep(startNapCat({ dir: napcat.dir }));
        await cure.beforehand?.(napcat);
      }
      await expectVerdict(napcat, cure.code);
    });

  const to = ({ port }: NoneBot, path = PATH): string => `ws://127.0.0.1:${port}${path}`;

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
    await cli(['fix', 'add-entry', '--yes', '--napcat', napcat.dir]);
    await online(bot);
    await expectVerdict(napcat, 'healthy');
  });

  test('the stop-gap turns the direction round', async () => {
    const bot = await keep(startNoneBot({ venv: 'nonebot-no-websockets' }));
    const napcat = await keep(startNapCat({ clients: [{ url: to(bot) }] }));
    await napcat.waitFailed();
    const found = await expectVerdict(napcat, 'websocket-support-missing');
    expect(found.verdict.remedies).toEqual(['install-packages', 'serve-websocket']);
    const plan = await cli(['fix', 'serve-websocket', '--dry-run', '--napcat', napcat.dir, '--account', UIN]);
    expect(plan.out).toMatch(/\+ONEBOT_WS_URLS=\["ws:\/\/127\.0\.0\.1:\d+"\]/);
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
