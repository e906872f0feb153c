/** What is seen apart from the usual way: a page at fault, a browser without a key, a machine that is not this computer. */
import { expect, test } from 'vitest';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { axe } from '../support/axe.ts';
import { tabTo, visit } from '../support/keyboard.ts';
import { openWebApp } from '../support/web-app.ts';

const zh = await appMessagesFor('zh');
const en = await appMessagesFor('en');

test.each(['light', 'dark', 'contrast'] as const)(
  'a page at fault says so, and the others go on (%s)',
  async (theme) => {
    const { page } = await openWebApp({ settings: { language: 'zh', theme } });
    // No fault of ours is known, so one is made: an answer that no host gives.
    await page.route('**/api/call/examine', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll('"host":{', '"hose":{') });
    });
    await page.getByRole('button', { name: zh.home.start }).click();
    await page.locator('.card h1').waitFor();
    await visit(page, zh.pages.details);
    await page.getByRole('heading', { level: 1, name: zh.fault.heading }).waitFor();
    expect(await page.getByRole('region', { name: zh.fault.what }).textContent()).toContain('TypeError');
    await tabTo(page, zh.fault.what);
    await tabTo(page, zh.fault.reload);
    expect(await axe(page)).toEqual([]);

    await visit(page, zh.pages.watch);
    await page.getByRole('heading', { level: 1, name: zh.watch.heading }).waitFor();
  },
);

test.each([
  ['zh-CN', 'zh-Hans', zh],
  ['en-GB', 'en', en],
] as const)(
  'without a key the page says where it is, in the language of the browser (%s)',
  async (locale, lang, texts) => {
    const { browser, address } = await openWebApp();
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(new URL('/', address).href);
    await page.getByRole('heading', { level: 1, name: texts.locked.heading }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(lang);
    expect(await axe(page)).toEqual([]);
    await context.close();
  },
);

test('the changes made on this computer are shown with this computer only', async () => {
  const { page } = await openWebApp({ settings: { language: 'zh' } });
  const past = page.getByRole('heading', { name: zh.repair.past });
  await visit(page, zh.pages.repair);
  await page.getByRole('heading', { level: 1, name: zh.repair.heading }).waitFor();
  expect(await past.count()).toBe(0);
  await page.getByRole('button', { name: zh.share.backHere }).click();
  await past.waitFor();
});

test('under the user’s own contrast theme the words of the main button can be read', async () => {
  const { page } = await openWebApp({ settings: { language: 'zh' } });
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  const button = page.getByRole('button', { name: zh.home.start });
  const { adjust, ...colours } = await button.evaluate((element) => {
    const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(element) as CSSStyleDeclaration & {
      readonly forcedColorAdjust: string;
    };
    return { adjust: forcedColorAdjust, color, backgroundColor };
  });
  // Chromium puts a plate of the page's colour behind words that it adjusts, whatever lies behind them.
  expect(adjust).toBe('none');
  expect(colours.color).not.toBe(colours.backgroundColor);
  expect(await axe(page)).toEqual([]);
});
