/** A NoneBot started in a terminal writes no log file: what it said is pasted, and read like any other log. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LONGEST_TEXT } from '../../../electron/contract/given-text.ts';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { startForeign } from '../../lab/support/foreign.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { keeper } from '../../lab/support/keeper.ts';
import { startNapCat } from '../../lab/support/napcat.ts';
import { startNoneBot } from '../../lab/support/nonebot.ts';
import { openApp } from '../support/app.ts';
import { activate, visit } from '../support/keyboard.ts';
import { again } from '../support/patient.ts';
import { pasteText } from '../support/paste.ts';
import { repairWalk } from '../support/repair-walk.ts';

/** Not the one that the lab's own tests log in with: both may run on one machine. */
const UIN = '2000000079';

/** As uvicorn says it. */
const PORT_HELD = "[Errno 98] error while attempting to bind on address ('127.0.0.1', 8080): address already in use";

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('a bot that ended, and only its window tells why', needs), () => {
  const keep = keeper();

  test.each([
    ['zh', 'light'],
    ['en', 'dark'],
  ] as const)('its port is held (%s, %s)', async (...look) => {
    const foreign = await keep(startForeign('http-200'));
    const bot = await keep(startNoneBot({ port: foreign.port, until: 'exit' }));
    const napcat = await keep(
      startNapCat({ uin: UIN, clients: [{ url: `ws://127.0.0.1:${bot.port}/onebot/v11/ws` }] }),
    );
    await napcat.waitFailed();
    const walk = await repairWalk(look);
    const { page } = walk.app();
    const { texts, catalogue } = walk;
    const headingOf = (code: 'port-in-use' | 'healthy'): Promise<void> =>
      page.getByRole('heading', { level: 1, name: catalogue.pages[code].title }).waitFor();
    // The port answers, and nothing on the machine says that the bot wanted it.
    await walk.find(napcat.dir, 'foreign-server');

    const spoken = bot.output();
    await pasteText(page, texts, spoken);
    await walk.look('pasted');
    await again(page, texts.home.again);
    await headingOf('port-in-use');
    const lines = spoken.split('\n');
    const line = lines.findIndex((text) => /\[Errno 98\]|address already in use/.test(text)) + 1;
    const evidence = page.locator('summary', { hasText: texts.common.source('pasted') }).first();
    await evidence.press('Enter');
    const excerpt = page.getByRole('region', { name: texts.common.source('pasted') });
    await excerpt.waitFor();
    expect(await excerpt.locator('.named').getAttribute('value')).toBe(`${line}`);
    expect(await excerpt.locator('.named').textContent()).toContain('address already in use');
    await walk.look('evidence of the pasted text');

    // What it said is history once it runs; the text is still there.
    await foreign.stop();
    await keep(startNoneBot({ port: bot.port, dir: bot.dir }));
    await napcat.waitConnected();
    await again(page, texts.verdict.again);
    await headingOf('healthy');

    walk.expectClean();
    // The words alone stand in our own rules, which Chromium keeps compiled beside the app's data.
    expect(spoken).toContain(`('127.0.0.1', ${bot.port})`);
    expect(holding(walk.app().data, `('127.0.0.1', ${bot.port})`)).toEqual([]);
    await walk.restart();
    await expectNothingPasted(walk);
  });
});

/** After a restart the place is closed and empty. */
async function expectNothingPasted({ app, texts }: Awaited<ReturnType<typeof repairWalk>>): Promise<void> {
  const { page } = app();
  const summary = page.locator('summary', { hasText: texts.paste.heading });
  expect(await page.getByLabel(texts.paste.label).count()).toBe(0);
  await summary.press('Enter');
  expect(await page.getByLabel(texts.paste.label).inputValue()).toBe('');
}

/** Files below the folder in which the words stand. */
function holding(folder: string, words: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => bytesOf(file).includes(words));
}

/** Nothing where a link lies, or where the app, which still runs, took a file of its own away meanwhile. */
function bytesOf(file: string): Buffer {
  try {
    return lstatSync(file).isFile() ? readFileSync(file) : Buffer.alloc(0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

describe('on a recorded machine', async () => {
  const texts = await appMessagesFor('zh');
  const { paste, home, details, pages, common } = texts;

  test('a log file of any encoding is read by its name, and left out again', async () => {
    const { page, faults } = await openApp({ settings: { language: 'zh' } });
    const buffer = Buffer.from(`\ufeff02-20 12:00:00 [ERROR] uvicorn | ${PORT_HELD}\n`, 'utf16le');
    await page.locator('summary', { hasText: paste.heading }).press('Enter');
    await page.getByLabel(paste.choose).setInputFiles({ name: '机器人.log', mimeType: 'text/plain', buffer });
    await page.getByText(paste.given(0, 1)).waitFor();
    await page.getByRole('button', { name: home.start }).press('Enter');
    await page.locator('.card h1').waitFor();
    await visit(page, pages.details);
    await page.getByText(details.place('机器人.log', 1)).waitFor();

    await visit(page, pages.home);
    await page.getByRole('button', { name: paste.leaveOut('机器人.log') }).press('Enter');
    expect(await page.getByText(paste.given(0, 1)).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('of a text that is too long the end is kept, and cleared with the focus in its place', async () => {
    const { page } = await openApp({ settings: { language: 'zh' } });
    await pasteText(page, texts, 'x');
    await pasteAtOnce(page, `first\r\n${'x'.repeat(LONGEST_TEXT)}\r\nlast`);
    await page.getByText(paste.notices.cut).waitFor();
    // “first” is gone, the endless line is not shown.
    await page.getByText(paste.given(2, 0)).waitFor();
    await page.getByText(paste.hidden(1)).waitFor();
    expect(await page.getByLabel(paste.label).inputValue()).toBe('last');

    await page.getByRole('button', { name: paste.clear }).press('Enter');
    expect(await page.getByLabel(paste.label).inputValue()).toBe('');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  test('of a long text the box shows the end, and all of it is read', async () => {
    const { page } = await openApp({ settings: { language: 'zh' } });
    await pasteText(page, texts, 'x');
    const said = Array.from({ length: 3_000 }, (_, index) => `02-20 12:00:00 [INFO] nonebot | line ${index}`);
    await page.getByLabel(paste.label).press('ControlOrMeta+a');
    await pasteAtOnce(page, [`02-20 11:00:00 [ERROR] uvicorn | ${PORT_HELD}`, ...said].join('\r\n'));
    await page.getByText(paste.given(3_001, 0)).waitFor();
    const shown = await page.getByLabel(paste.label).inputValue();
    expect(shown.length).toBeLessThanOrEqual(20_000);
    expect(shown).toMatch(/^02-20 .*line 2999$/s);

    await activate(page, home.start);
    await page.locator('.card h1').waitFor();
    await visit(page, pages.details);
    await page.getByText(details.place(common.source('pasted'), 1)).waitFor();
  });

  /** Into the box, as the keyboard would: in place of what is selected. */
  async function pasteAtOnce(page: Page, text: string): Promise<void> {
    await page.getByLabel(paste.label).evaluate((area, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }
});
