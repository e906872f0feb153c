/** The wizard on this computer, which may hold more than the NapCat of the test. */
import type { Page } from 'playwright-core';
import type { AppMessages } from '../../../electron/contract/messages/app.ts';
import { activate, visit } from './keyboard.ts';
import { pasteText } from './paste.ts';

/**
 * Checks until the verdict is about the NapCat in this folder; other NapCats may run on the machine that runs the tests.
 * `said`: what the bot's window shows, pasted before the last look.
 */
export async function examine(page: Page, dir: string, texts: AppMessages, said?: string): Promise<void> {
  const { home, pages } = texts;
  await activate(page, home.start);
  await page.locator('.card h1').waitFor();
  await visit(page, pages.home);
  await page.getByRole('heading', { name: home.heading }).waitFor();
  const accounts = page.getByLabel(home.account, { exact: true });
  const isOneOfMany = await accounts.isVisible();
  if (isOneOfMany) {
    const labels = await accounts.locator('option').allTextContents();
    await accounts.selectOption({ label: labels.find((label) => label.includes(dir)) ?? dir });
  }
  if (said !== undefined) await pasteText(page, texts, said);
  if (isOneOfMany || said !== undefined) await again(page, home.again);
  else await page.getByRole('link', { name: home.showVerdict, exact: true }).press('Enter');
}

/** Looks again, and waits for the new verdict: the one that may be on the screen now is not it. */
export async function again(page: Page, button: string): Promise<void> {
  await page.locator('.card h1').evaluateAll((old) => {
    for (const heading of old) heading.setAttribute('data-old', '');
  });
  await activate(page, button);
  await page.locator('.card h1:not([data-old])').waitFor();
}
