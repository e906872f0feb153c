/** What NapCat is set to: cured for real and taken back; and what `fix` does where NapCat cannot take a change over. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import type { DiagnosisDocument } from '../../../electron/contract/diagnosis.ts';
import type { Proof } from '../../../electron/contract/remedies.ts';
import { lacks, named, venv } from '../support/installed.ts';
import { oneBotConfig } from '../support/napcat.ts';
import { startNoneBot } from '../support/nonebot.ts';
import { UIN, to } from './cures/cure.ts';
import { ENTRIES } from './cures/entries.ts';
import { TOKENS } from './cures/tokens.ts';
import { cured, scene } from './scene.ts';
import { online, startNapCat } from './stage.ts';
import { cli, withOwnJournal } from './support.ts';

const needs = venv('nonebot-current');

withOwnJournal();

cured('an entry cured for real and taken back', ENTRIES);
cured('tokens made equal for real and taken back', TOKENS);

describe.skipIf(lacks(needs))(named('a repair by the command line', needs), () => {
  const { keep, expectVerdict } = scene();

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

  test('a first attempt that is lost does not end the looking: the next one brings the bot online', async () => {
    const bot = await keep(startNoneBot());
    const napcat = await keep(startNapCat({ clients: [{ url: to(bot), enable: false }] }));
    await bot.freeze(60);
    const fixed = cli(['fix', 'enable-entry', '--yes', '--json', '--napcat', napcat.dir, '--account', UIN]);
    await napcat.waitFailed(30_000);
    bot.thaw();
    const result = JSON.parse((await fixed).out) as { diagnosis: DiagnosisDocument };
    expect(result).toMatchObject({ cured: true, diagnosis: { verdict: { code: 'healthy' } } });
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
