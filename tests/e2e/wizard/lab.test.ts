/** A real NoneBot, NapCat's stand-in and one fault between them: the wizard finds it, and finds it gone. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { startNapCat } from '../../lab/support/napcat.ts';
import { startNoneBot } from '../../lab/support/nonebot.ts';
import { openApp } from '../support/app.ts';
import { visit } from '../support/keyboard.ts';

/** Not the one that the lab's own tests log in with: both may run on one machine. */
const UIN = '2000000077';

const needs = venv('nonebot-current');
const { home, verdict, pages: names } = await appMessagesFor('zh');

test.skipIf(lacks(needs))(named('tokens that differ are found, and healthy once they are equal', needs), async () => {
  const { pages } = await messagesFor('zh');
  const bot = await startNoneBot({ venv: 'nonebot-current', token: 's3cret-A' });
  const url = `ws://127.0.0.1:${bot.port}/onebot/v11/ws`;
  let napcat = await startNapCat({ uin: UIN, clients: [{ url, token: 's3cret-B' }] });
  try {
    await napcat.waitFailed();
    const { page, faults } = await openApp({ demo: false });
    await page.getByRole('button', { name: home.start }).click();
    await page.locator('.card h1').waitFor();
    await chooseNapCat(page, napcat.dir);
    await page.getByRole('button', { name: home.again }).click();
    await page.getByRole('heading', { level: 1, name: pages['token-mismatch'].title }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain('s3cret');

    await napcat.stop();
    writeFileSync(napcat.configFile, readFileSync(napcat.configFile, 'utf8').replace('s3cret-B', 's3cret-A'));
    napcat = await startNapCat({ uin: UIN, dir: napcat.dir });
    await napcat.waitConnected();
    await page.getByRole('button', { name: verdict.again }).click();
    await page.getByRole('heading', { level: 1, name: pages.healthy.title }).waitFor();
    expect(faults).toEqual([]);
  } finally {
    await napcat.stop();
    await bot.stop();
  }
});

/** Other NapCats may run on the machine that runs the tests. */
async function chooseNapCat(page: Page, dir: string): Promise<void> {
  await visit(page, names.home);
  const accounts = page.getByLabel(home.account, { exact: true });
  if (!(await accounts.isVisible())) return;
  const labels = await accounts.locator('option').allTextContents();
  await accounts.selectOption({ label: labels.find((label) => label.includes(dir)) ?? dir });
}
