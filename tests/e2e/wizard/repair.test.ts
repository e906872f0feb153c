/**
 * Faults that are really there, mended by keyboard alone: the wizard finds them, shows what it would change, changes it,
 * proves that the bot is online, and takes it back byte for byte.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { activate, visit } from '../support/keyboard.ts';
import { labScene, to, UIN } from '../support/lab-scene.ts';
import { again } from '../support/patient.ts';
import { LOOKS, repairWalk } from '../support/repair-walk.ts';

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('mended for real', needs), () => {
  const { botWith, napcatWith, entryOff } = labScene();

  test.each(LOOKS.slice(0, 2))(
    'an entry that is off is switched on, proven, and off again (%s, %s)',
    async (...look) => {
      const { bot, napcat } = await entryOff();
      const before = readFileSync(napcat.configFile);
      const walk = await repairWalk(look);
      const { page } = walk.app();
      const { repair } = walk.texts;
      const { words } = walk.remedies;

      await walk.find(napcat.dir, 'entry-disabled');
      await walk.begin();
      await walk.press(repair.preview, 'preview');
      expect(await page.getByRole('region', { name: repair.diffOf(napcat.configFile) }).textContent()).toMatch(
        /\+[^+]*"enable": true/,
      );
      expect(readFileSync(napcat.configFile).equals(before)).toBe(true);
      await walk.carryOut('cured');
      await page.getByText(walk.catalogue.pages.healthy.title).first().waitFor();
      await bot.waitForEvent(`connect ${UIN}`);
      await activate(page, repair.prove);
      await page.getByRole('heading', { name: words.proofTitle }).waitFor({ timeout: 40_000 });
      expect(await page.getByText(words.proofNoEvent).count()).toBe(0);
      expect(await page.getByText(words.proofNoApi).count()).toBe(0);
      await walk.look('proved');

      await walk.press(repair.undo, 'undone');
      expect(readFileSync(napcat.configFile).equals(before)).toBe(true);
      await bot.waitForEvent(`disconnect ${UIN}`);
      walk.expectClean();
    },
  );

  test('a driver that does not serve: the rest is the user’s, across a crash of the app, and undone from the list', async () => {
    let bot = await botWith({ driver: '~none', until: 'running' });
    const file = join(bot.dir, '.env');
    const before = readFileSync(file, 'utf8');
    const napcat = await napcatWith({ clients: [{ url: to(bot) }] });
    await napcat.waitFailed();
    const walk = await repairWalk(['zh', 'light']);
    const { texts, catalogue } = walk;
    const { repair } = texts;
    const unfinished = repair.unfinished(catalogue.pages['driver-not-reverse'].title);
    await walk.find(napcat.dir, 'driver-not-reverse');
    await walk.begin();
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('waiting');
    expect(readFileSync(file, 'utf8')).not.toBe(before);

    await walk.restart();
    const { page } = walk.app();
    await page.getByText(unfinished).waitFor();
    await walk.press(repair.continue, 'waiting');
    // Somebody else's machine in between: the repair of this one waits.
    await visit(page, texts.pages.home);
    const recording = 'format: napcat-doctor/recording@1\nhost: { platform: win32 }\n';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.yaml', mimeType: 'text/yaml', buffer: Buffer.from(recording) });
    await page.getByText(texts.share.elsewhere('x.yaml')).waitFor();
    expect(await page.getByText(unfinished).count()).toBe(0);
    await page.getByRole('button', { name: texts.share.backHere }).press('Enter');
    await walk.press(repair.continue, 'waiting');

    await bot.stop();
    bot = await botWith({ port: bot.port, dir: bot.dir, files: { '.env': readFileSync(file, 'utf8') } });
    await bot.waitForEvent(`connect ${UIN}`);
    await page.locator('main h2').first().focus();
    await walk.press(repair.verify, 'cured');
    await activate(page, repair.close);

    await page.getByRole('button', { name: new RegExp(walk.remedies.titles['set-driver']) }).press('Enter');
    await page.getByText(repair.pastFailed).waitFor();
    expect(readFileSync(file, 'utf8')).toBe(before);
    walk.expectClean();
  });

  test('a file that changed under the preview is left alone, and planned anew', async () => {
    const { bot, napcat } = await entryOff();
    const walk = await repairWalk(['zh', 'dark']);
    const { repair } = walk.texts;
    await walk.find(napcat.dir, 'entry-disabled');
    await walk.begin();
    await walk.press(repair.preview, 'preview');
    writeFileSync(napcat.configFile, `${readFileSync(napcat.configFile, 'utf8')}\n`);
    await walk.carryOut('refused');
    await walk
      .app()
      .page.getByText(walk.remedies.refusals['file-changed']({ file: napcat.configFile }))
      .waitFor();
    await walk.press(repair.previewAgain, 'preview');
    await walk.carryOut('cured');
    await bot.waitForEvent(`connect ${UIN}`);
    walk.expectClean();
  });

  test('two bots: which one is meant is asked, and answered with its address', async () => {
    const bot = await botWith();
    await botWith();
    const napcat = await napcatWith({ clients: [] });
    const walk = await repairWalk(['en', 'light']);
    const { repair } = walk.texts;
    await walk.find(napcat.dir, 'no-client-entry');
    await walk.begin();
    await walk.press(repair.preview, 'refused');
    await walk.fill(repair.url, to(bot));
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('cured');
    await bot.waitForEvent(`connect ${UIN}`);
    walk.expectClean();
  });

  test('what was done by hand is judged like the rest', async () => {
    const bot = await botWith();
    let napcat = await napcatWith({ clients: [{ url: to(bot, '/onebot/v11'), name: 'nb' }] });
    await napcat.waitFailed();
    const walk = await repairWalk(['en', 'dark']);
    const { repair, verdict } = walk.texts;
    await walk.find(napcat.dir, 'wrong-path');
    await walk.begin();
    await walk.choose('by-hand');
    await walk.press(repair.verify, 'not-cured');
    await napcat.stop();
    writeFileSync(napcat.configFile, readFileSync(napcat.configFile, 'utf8').replace('/onebot/v11', '/onebot/v11/ws'));
    napcat = await napcatWith({ dir: napcat.dir });
    await napcat.waitConnected();
    await walk.press(repair.verify, 'cured');
    await activate(walk.app().page, repair.verdict);
    await again(walk.app().page, verdict.again);
    walk.expectClean();
  });
});
