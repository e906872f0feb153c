/** Help the helper, by keyboard: a bundle is read, cut, saved, opened again as somebody else's, and walked. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEMOS } from '../../../electron/contract/app.ts';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { axe } from '../support/axe.ts';
import { activate } from '../support/keyboard.ts';
import { openWebApp } from '../support/web-app.ts';

const LOOKS = [
  ['zh', 'light'],
  ['en', 'dark'],
] as const;

test.each(LOOKS)('a bundle leaves as it was read, and is walked read-only (%s, %s)', async (language, theme) => {
  const texts = await appMessagesFor(language);
  const { pages } = await messagesFor(language);
  const { share, repair, home } = texts;
  const { page, faults } = await openWebApp({ settings: { language, theme } });
  await page.getByLabel(home.lookingAt).selectOption({ label: home.demos['tokens-differ'] });
  await page.getByRole('link', { name: share.heading, exact: true }).press('Enter');
  await activate(page, share.prepare);
  await page.getByRole('region', { name: share.summary }).waitFor();
  await activate(page, share.copySummary);
  const summary = await page.evaluate(() => navigator.clipboard.readText());
  expect(summary.split('\n').length).toBeLessThanOrEqual(20);
  expect(summary).toContain('token-mismatch');

  const row = page.getByRole('listitem').filter({ has: page.getByText('report.txt', { exact: true }) });
  await row.locator('summary').press('Enter');
  await page.getByRole('region', { name: share.reading('report.txt') }).waitFor();
  expect(await page.getByRole('region', { name: share.reading('report.txt') }).textContent()).not.toMatch(/s3cret/i);
  await page.getByRole('checkbox', { name: 'report.html' }).press('Space');
  expect(await axe(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await activate(page, share.save);
  const file = await (await download).path();
  await page.getByText(share.downloaded((await download).suggestedFilename())).waitFor();
  const bytes = readFileSync(file);
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
});

test('a file that is no bundle is refused with the reason, wherever it is dropped', async () => {
  const { share, bundle } = await appMessagesFor('zh');
  const { page } = await openWebApp({ settings: { language: 'zh' } });
  await page.evaluate(() => (location.hash = '#/about'));
  await page.locator('h1').waitFor();
  const files = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array([0x50, 0x4b, 3, 4, 0])], 'x.zip'));
    return transfer;
  });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: files });
  await page.getByText(share.dropHere).waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: files });
  await page.getByText(bundle.opened.notOpened('x.zip', ''), { exact: false }).waitFor();
});

test('every demonstration has a repair to look at, or its steps by hand', async () => {
  const texts = await appMessagesFor('zh');
  const { page, faults } = await openWebApp({ settings: { language: 'zh' } });
  for (const demo of DEMOS) {
    await page.getByRole('link', { name: texts.pages.home, exact: true }).click();
    await page.getByLabel(texts.home.lookingAt).selectOption({ label: texts.home.demos[demo] });
    await page.getByRole('button', { name: texts.home.start }).click();
    await page.locator('.card h1').waitFor();
    const fix = page.getByRole('button', { name: texts.repair.showPlan }).first();
    if ((await fix.count()) === 0) continue;
    await fix.click();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    const preview = page.getByRole('button', { name: texts.repair.preview });
    if ((await preview.count()) === 0) continue;
    await preview.click();
    await page.getByText(texts.repair.planning).waitFor({ state: 'detached' });
  }
  expect(faults).toEqual([]);
});
