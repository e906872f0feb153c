/** Every screen by keyboard alone, in both languages and all themes, without anything for axe to find. */
import { expect, test } from 'vitest';
import type { Settings } from '../../../electron/contract/app.ts';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { axe } from '../support/axe.ts';
import { activate, focusedHeading, tabTo } from '../support/keyboard.ts';
import { openApp } from '../support/app.ts';

const LOOKS: readonly (readonly ['zh' | 'en', Settings['theme']])[] = [
  ['zh', 'light'],
  ['zh', 'dark'],
  ['en', 'light'],
  ['en', 'dark'],
  ['zh', 'contrast'],
];

test.each(LOOKS)('the wizard in %s and %s', async (language, theme) => {
  const texts = await appMessagesFor(language);
  const { pages } = await messagesFor(language);
  const { page, faults } = await openApp({ settings: { language, theme } });
  const found: Record<string, readonly string[]> = {};
  const look = async (name: string): Promise<void> => {
    found[name] = await axe(page);
  };

  await look('home');
  await activate(page, texts.home.start);
  await page.getByRole('heading', { level: 1, name: pages['obsolete-config-format'].title }).waitFor();
  await expect.poll(() => focusedHeading(page)).toBe(pages['obsolete-config-format'].title);
  await look('verdict');

  await page.keyboard.press('Tab');
  const summary = page.locator('summary').first();
  await tabTo(page, (await summary.textContent())?.trim() ?? '');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('details').first().getAttribute('open')).not.toBeNull();
  await look('verdict with open evidence');

  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('h1').focus();
  await activate(page, texts.verdict.details);
  await expect.poll(() => focusedHeading(page)).toBe(texts.pages.details);
  await activate(page, texts.details.showPorts);
  await page.getByRole('table').last().waitFor();
  await look('details');

  for (const name of ['repair', 'watch', 'share', 'explain', 'settings', 'about'] as const) {
    await page.locator('body').press('Home');
    await page.getByRole('link', { name: texts.pages[name], exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focusedHeading(page)).not.toBe('');
    await look(name);
  }

  await page.getByRole('link', { name: texts.pages.explain, exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('token');
  await page.getByRole('link', { name: /token-mismatch/ }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focusedHeading(page)).toBe(pages['token-mismatch'].title);
  await look('a page of explanations');

  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
  expect(faults).toEqual([]);
});
