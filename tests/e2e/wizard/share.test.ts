/** Help the helper, by keyboard: a bundle is read, cut, saved, opened again as somebody else's, and walked. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { cannotSave, openApp } from '../support/app.ts';
import { axe } from '../support/axe.ts';
import { activate } from '../support/keyboard.ts';

const LOOKS = [
  ['zh', 'light'],
  ['en', 'dark'],
] as const;

const { skip, why } = cannotSave();

test.skipIf(skip).each(LOOKS)(
  `a bundle leaves as it was read, and is walked read-only (%s, %s)${why}`,
  async (language, theme) => {
    const texts = await appMessagesFor(language);
    const { pages } = await messagesFor(language);
    const { share, repair, home, common } = texts;
    const { page, faults, save } = await openApp({ settings: { language, theme } });
    await page.getByLabel(home.lookingAt).selectOption({ label: home.demos['tokens-differ'] });
    await page.getByRole('link', { name: share.heading, exact: true }).press('Enter');
    await activate(page, share.prepare);
    await page.getByRole('region', { name: share.summary }).waitFor();
    await activate(page, share.copySummary);
    // The browser is asked first: until it has answered, the clipboard holds what was there before.
    await page.getByRole('status').filter({ hasText: common.copied }).waitFor();
    const summary = await pasted(page);
    expect(summary.split('\n').length).toBeLessThanOrEqual(20);
    expect(summary).toContain('token-mismatch');

    const row = page.getByRole('listitem').filter({ has: page.getByText('report.txt', { exact: true }) });
    await row.locator('summary').press('Enter');
    await page.getByRole('region', { name: share.reading('report.txt') }).waitFor();
    expect(await page.getByRole('region', { name: share.reading('report.txt') }).textContent()).not.toMatch(/s3cret/i);
    await page.getByRole('checkbox', { name: 'report.html' }).press('Space');
    expect(await axe(page)).toEqual([]);

    const { bytes, download, path } = await save(() => activate(page, share.save));
    await page.getByText(download === null ? share.saved(path) : share.downloaded(download)).waitFor();
    // Names stand in a zip as they are.
    expect([bytes.includes('report.txt'), bytes.includes('report.html')]).toEqual([true, false]);

    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '朋友的.zip', mimeType: 'application/zip', buffer: bytes });
    await page.getByText(share.elsewhere('朋友的.zip')).waitFor();
    await activate(page, home.start);
    await page.getByRole('heading', { level: 1, name: pages['token-mismatch'].title }).waitFor();
    await activate(page, repair.showPlan);
    await activate(page, repair.preview);
    await page.getByText(repair.onlyShown).waitFor();
    expect(await page.getByRole('button', { name: repair.goOn, exact: true }).count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: share.backHere }).press('Enter');
    await expect.poll(() => page.getByText(share.elsewhere('朋友的.zip')).count()).toBe(0);
    expect(faults).toEqual([]);
  },
);

/** What a user gets who pastes now. No page may read the clipboard. */
async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    field.id = 'pasted';
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.press('Control+V');
  const text = await page.locator('#pasted').inputValue();
  await page.locator('#pasted').evaluate((field) => field.remove());
  return text;
}
