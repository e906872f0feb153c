/**
 * Faults that are really there, mended by keyboard alone: the wizard finds them, shows what it would change, changes it,
 * proves that the bot is online, and takes it back byte for byte.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Settings } from '../../../electron/contract/app.ts';
import { appMessagesFor, messagesFor, remedyMessagesFor } from '../../../electron/contract/messages/index.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { startNapCat } from '../../lab/support/napcat.ts';
import type { NapCat, NapCatOptions } from '../../lab/support/napcat.ts';
import { startNoneBot } from '../../lab/support/nonebot.ts';
import type { NoneBot } from '../../lab/support/nonebot.ts';
import type { Running } from '../../lab/support/processes.ts';
import { axe } from '../support/axe.ts';
import { activate } from '../support/keyboard.ts';
import { again, examine } from '../support/patient.ts';
import { openApp } from '../support/app.ts';
import type { App } from '../support/app.ts';

/** Not the one that the lab's own tests log in with: both may run on one machine. */
const UIN = '2000000078';
const PATH = '/onebot/v11/ws';

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('mended for real', needs), () => {
  const running: Running[] = [];
  const keep = async <T extends Running>(started: Promise<T>): Promise<T> => {
    const process = await started;
    running.push(process);
    return process;
  };
  const napcatWith = (options: NapCatOptions): Promise<NapCat> => keep(startNapCat({ uin: UIN, ...options }));
  const to = ({ port }: NoneBot, path = PATH): string => `ws://127.0.0.1:${port}${path}`;

  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.stop()));
  });

  /** Headings of the wizard's card: the phase that it is in. */
  const phase = (app: App, name: string): Promise<void> =>
    app.page.getByRole('heading', { level: 2, name, exact: true }).waitFor({ timeout: 40_000 });
  const focusTop = (app: App): Promise<void> => app.page.locator('main h2').first().focus();

  const LOOKS: readonly (readonly ['zh' | 'en', Settings['theme']])[] = [
    ['zh', 'light'],
    ['en', 'dark'],
    ['zh', 'dark'],
    ['en', 'light'],
  ];

  test.each(LOOKS)('an entry that is off is switched on, and off again (%s, %s)', async (language, theme) => {
    const texts = await appMessagesFor(language);
    const { pages } = await messagesFor(language);
    const { words } = await remedyMessagesFor(language);
    const { repair } = texts;
    const bot = await keep(startNoneBot());
    const napcat = await napcatWith({ clients: [{ url: to(bot), enable: false }] });
    const before = readFileSync(napcat.configFile);
    const app = await openApp({ demo: false, settings: { language, theme } });
    const { page } = app;
    const found: Record<string, readonly string[]> = {};
    const look = async (name: string): Promise<void> => {
      found[name] = await axe(page);
    };

    await examine(page, napcat.dir, texts);
    await page.getByRole('heading', { level: 1, name: pages['entry-disabled'].title }).waitFor();
    await look('verdict');
    await activate(page, repair.fixNow);
    await phase(app, repair.phases.explain);
    await look('explain');
    await activate(page, repair.preview);
    await phase(app, repair.phases.preview);
    await look('preview');
    expect(await page.getByRole('region', { name: repair.diffOf(napcat.configFile) }).textContent()).toMatch(
      /\+[^+]*"enable": true/,
    );
    expect(readFileSync(napcat.configFile).equals(before)).toBe(true);
    await activate(page, repair.goOn);
    await page.getByRole('heading', { name: repair.confirmHeading }).waitFor();
    await look('confirm');
    await activate(page, repair.apply);
    await phase(app, repair.phases.cured);
    await look('cured');
    await page.getByText(pages.healthy.title).first().waitFor();
    await bot.waitForEvent(`connect ${UIN}`);
    await activate(page, repair.prove);
    await page.getByRole('heading', { name: words.proofTitle }).waitFor({ timeout: 40_000 });
    expect(await page.getByText(words.proofNoEvent).count()).toBe(0);
    expect(await page.getByText(words.proofNoApi).count()).toBe(0);
    await look('proved');

    await activate(page, repair.undo);
    await phase(app, repair.phases.undone);
    await look('undone');
    expect(readFileSync(napcat.configFile).equals(before)).toBe(true);
    await bot.waitForEvent(`disconnect ${UIN}`);
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
    expect(app.faults).toEqual([]);
  });

  test('a driver that does not serve: the rest is the user’s, across a crash of the app, and undone from the list', async () => {
    const texts = await appMessagesFor('zh');
    const { repair } = texts;
    const { pages } = await messagesFor('zh');
    const { titles } = await remedyMessagesFor('zh');
    let bot = await keep(startNoneBot({ driver: '~none', until: 'running' }));
    const file = join(bot.dir, '.env');
    const before = readFileSync(file, 'utf8');
    const napcat = await napcatWith({ clients: [{ url: to(bot) }] });
    await napcat.waitFailed();
    let app = await openApp({ demo: false, settings: { language: 'zh' } });
    await examine(app.page, napcat.dir, texts);
    await app.page.getByRole('heading', { level: 1, name: pages['driver-not-reverse'].title }).waitFor();
    await activate(app.page, repair.fixNow);
    await activate(app.page, repair.preview);
    await phase(app, repair.phases.preview);
    await activate(app.page, repair.goOn);
    await activate(app.page, repair.apply);
    await phase(app, repair.phases.waiting);
    expect(readFileSync(file, 'utf8')).not.toBe(before);

    await app.crash();
    app = await openApp({ demo: false, data: app.data });
    await app.page.getByText(repair.unfinished(pages['driver-not-reverse'].title)).waitFor();
    await activate(app.page, repair.continue);
    await phase(app, repair.phases.waiting);
    // Somebody else's machine in between: the repair of this one waits.
    await app.page.getByRole('link', { name: texts.pages.home, exact: true }).press('Enter');
    const recording = 'format: napcat-doctor/recording@1\nhost: { platform: win32 }\n';
    await app.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.yaml', mimeType: 'text/yaml', buffer: Buffer.from(recording) });
    await app.page.getByText(texts.share.elsewhere('x.yaml')).waitFor();
    expect(await app.page.getByText(repair.unfinished(pages['driver-not-reverse'].title)).count()).toBe(0);
    await app.page.getByRole('button', { name: texts.share.backHere }).press('Enter');
    await activate(app.page, repair.continue);
    await phase(app, repair.phases.waiting);

    await bot.stop();
    bot = await keep(startNoneBot({ port: bot.port, dir: bot.dir, files: { '.env': readFileSync(file, 'utf8') } }));
    await bot.waitForEvent(`connect ${UIN}`);
    await focusTop(app);
    await activate(app.page, repair.verify);
    await phase(app, repair.phases.cured);
    await activate(app.page, repair.close);

    await app.page.getByRole('button', { name: new RegExp(titles['set-driver']) }).press('Enter');
    await app.page.getByText(repair.pastFailed).waitFor();
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(app.faults).toEqual([]);
  });

  test('a file that changed under the preview is left alone, and planned anew', async () => {
    const texts = await appMessagesFor('zh');
    const { repair } = texts;
    const { refusals } = await remedyMessagesFor('zh');
    const bot = await keep(startNoneBot());
    const napcat = await napcatWith({ clients: [{ url: to(bot), enable: false }] });
    const app = await openApp({ demo: false, settings: { language: 'zh' } });
    await examine(app.page, napcat.dir, texts);
    await activate(app.page, repair.fixNow);
    await activate(app.page, repair.preview);
    await phase(app, repair.phases.preview);
    writeFileSync(napcat.configFile, `${readFileSync(napcat.configFile, 'utf8')}\n`);
    await activate(app.page, repair.goOn);
    await activate(app.page, repair.apply);
    await phase(app, repair.phases.refused);
    await app.page.getByText(refusals['file-changed']({ file: napcat.configFile })).waitFor();
    await activate(app.page, repair.previewAgain);
    await phase(app, repair.phases.preview);
    await activate(app.page, repair.goOn);
    await activate(app.page, repair.apply);
    await phase(app, repair.phases.cured);
    await bot.waitForEvent(`connect ${UIN}`);
  });

  test('two bots: which one is meant is asked, and answered with its address', async () => {
    const texts = await appMessagesFor('en');
    const { repair } = texts;
    const { pages } = await messagesFor('en');
    const bot = await keep(startNoneBot());
    await keep(startNoneBot());
    const napcat = await napcatWith({ clients: [] });
    const app = await openApp({ demo: false, settings: { language: 'en' } });
    const { page } = app;
    await examine(page, napcat.dir, texts);
    await page.getByRole('heading', { level: 1, name: pages['no-client-entry'].title }).waitFor();
    await activate(page, repair.fixNow);
    await activate(page, repair.preview);
    await phase(app, repair.phases.refused);
    await page.getByLabel(repair.url).focus();
    await page.keyboard.type(to(bot));
    await page.keyboard.press('Tab');
    await phase(app, repair.phases.explain);
    await activate(page, repair.preview);
    await phase(app, repair.phases.preview);
    await activate(page, repair.goOn);
    await activate(page, repair.apply);
    await phase(app, repair.phases.cured);
    await bot.waitForEvent(`connect ${UIN}`);
  });

  test('what was done by hand is judged like the rest', async () => {
    const texts = await appMessagesFor('zh');
    const { repair } = texts;
    const bot = await keep(startNoneBot());
    let napcat = await napcatWith({ clients: [{ url: to(bot, '/onebot/v11'), name: 'nb' }] });
    await napcat.waitFailed();
    const app = await openApp({ demo: false, settings: { language: 'zh' } });
    const { page } = app;
    await examine(page, napcat.dir, texts);
    await activate(page, repair.fixNow);
    await page.getByRole('radio', { name: repair.byHand }).focus();
    await page.keyboard.press('Space');
    await phase(app, repair.phases['by-hand']);
    await activate(page, repair.verify);
    await phase(app, repair.phases['not-cured']);
    await napcat.stop();
    writeFileSync(napcat.configFile, readFileSync(napcat.configFile, 'utf8').replace('/onebot/v11', PATH));
    napcat = await napcatWith({ dir: napcat.dir });
    await napcat.waitConnected();
    await activate(page, repair.verify);
    await phase(app, repair.phases.cured);
    await activate(page, repair.verdict);
    await again(page, texts.verdict.again);
    expect(app.faults).toEqual([]);
  });
});
