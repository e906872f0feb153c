/** Settings, recordings, cancelling, and what the page does at odd sizes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HOST_GONE } from '../../../electron/contract/app.ts';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { axe } from '../support/axe.ts';
import { visit } from '../support/keyboard.ts';
import { openWebApp } from '../support/web-app.ts';

const zh = await appMessagesFor('zh');
const en = await appMessagesFor('en');

test('the language changes at once and stays after a reload', async () => {
  const { page } = await openWebApp();
  await visit(page, zh.pages.settings);
  const saved = page.waitForResponse(/save-settings/);
  await page.getByRole('radio', { name: 'English' }).check();
  await page.getByRole('heading', { name: en.pages.settings }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await saved;
  await page.reload();
  await page.getByRole('heading', { name: en.pages.settings }).waitFor();
});

test('a history of repairs that does not come keeps nobody waiting', async () => {
  const { page, data } = await openWebApp({ demo: false });
  const repair = { phase: 'explain', cause: 'token-mismatch', offers: ['set-token'], tried: [], applied: null };
  const target = { napcatDir: null, account: null };
  writeFileSync(join(data, 'repair.json'), JSON.stringify({ ...repair, ...target, wanted: { remedy: 'set-token' } }));
  const asked = page.waitForRequest(/call\/history/);
  await page.route('**/api/call/history', () => undefined);
  await page.reload();
  await asked;
  await page.getByRole('heading', { name: zh.home.heading }).waitFor();
});

test('a verdict changes its language without another check', async () => {
  const { page } = await openWebApp();
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
  await visit(page, zh.pages.settings);
  await page.getByRole('radio', { name: 'English' }).check();
  await visit(page, en.pages.verdict);
  await page.getByText(en.verdict.steps, { exact: true }).waitFor();
});

test.each(['light', 'dark', 'contrast'] as const)('the %s appearance is what it says', async (theme) => {
  const { page } = await openWebApp({ settings: { theme } });
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).toBe({ light: 'rgb(243, 243, 243)', dark: 'rgb(32, 32, 32)', contrast: 'rgb(0, 0, 0)' }[theme]);
});

test('clearing data asks first, and brings the usual settings back', async () => {
  const { page } = await openWebApp({ settings: { language: 'en', theme: 'dark' } });
  await visit(page, en.pages.settings);
  await page.getByRole('button', { name: en.settings.clear }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.getByRole('button', { name: en.settings.clear }).click();
  await page.getByRole('button', { name: en.settings.clearConfirm, exact: true }).click();
  await page.getByText(zh.settings.cleared).waitFor();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('system');
});

test('a recording that is opened is checked', async () => {
  const { page } = await openWebApp();
  const content = 'format: napcat-doctor/recording@1\nhost: { platform: win32 }\nprocesses: []\nroots: ["C:\\\\"]\n';
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '我的电脑.yaml', mimeType: 'text/yaml', buffer: Buffer.from(content) });
  await page.getByText(zh.home.opened('我的电脑.yaml')).waitFor();
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
});

test('a file that is no recording is refused with its line', async () => {
  const { page } = await openWebApp();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.yaml', mimeType: 'text/yaml', buffer: Buffer.from('a: [1\nb: 2') });
  await page.getByText(/「x\.yaml」不是录制文件（第 \d+ 行）/).waitFor();
});

test('a piece of evidence opens to its line in the file, with secrets masked', async () => {
  const { page } = await openWebApp();
  await page.getByLabel(zh.home.lookingAt).selectOption({ label: zh.home.demos['tokens-differ'] });
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
  await page.locator('summary').first().press('Enter');
  const excerpt = page.getByRole('region', { name: /onebot11_2000000001\.json/ });
  await expect.poll(() => excerpt.textContent()).toContain('"token": "token-1"');
  expect(await excerpt.locator('.named').getAttribute('value')).toBe('8');
  expect(await axe(page)).toEqual([]);
});

test('copying says that it was copied', async () => {
  const { page } = await openWebApp();
  await visit(page, zh.pages.settings);
  await page.getByRole('button', { name: new RegExp(zh.common.copy) }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/doctor-e2e/);
  await page.getByRole('status').filter({ hasText: zh.common.copied }).waitFor();
});

test('nothing moves while results arrive', async () => {
  const { page } = await openWebApp();
  // Letters that come late would move what stands beside them.
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const cards = page.locator('ol').first().locator('li');
  const before = await cards.evaluateAll((all) => all.map((card) => card.getBoundingClientRect().height));
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift' });
  });
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
  await visit(page, zh.pages.home);
  const after = await cards.evaluateAll((all) => all.map((card) => card.getBoundingClientRect().height));
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  expect({ after, shifts }).toEqual({ after: before, shifts: [] });
});

test.each([
  [900, 600],
  // 900 × 600 at 200 %.
  [450, 300],
  [3840, 2160],
])('nothing is cut off at %i × %i', async (width, height) => {
  const { page } = await openWebApp({ viewport: { width, height } });
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
  for (const hash of [
    'home',
    'verdict',
    'repair',
    'watch',
    'details',
    'share',
    'explain',
    'explain/token-mismatch',
    'settings',
    'about',
  ]) {
    // Drawn, and not merely asked for.
    await page.evaluate(
      (place) =>
        new Promise((drawn) => {
          addEventListener('hashchange', () => requestAnimationFrame(drawn), { once: true });
          location.hash = `#/${place}`;
        }),
      hash,
    );
    await page.locator('h1').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect({ hash, wide }).toEqual({ hash, wide: 0 });
  }
});

test('pages that need a check first lead to it', async () => {
  const { page } = await openWebApp();
  await visit(page, zh.pages.verdict);
  await page.getByRole('link', { name: zh.verdict.goHome }).click();
  await page.getByRole('heading', { name: zh.home.heading }).waitFor();
});

test('a host that was closed is named, and no fault of ours', async () => {
  const { page, crash } = await openWebApp();
  await crash();
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.getByText(zh.common.failed(HOST_GONE)).waitFor();
});
