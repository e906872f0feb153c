/** Pastes what a program wrote into its window, by keyboard, on the first page. */
import type { Page } from 'playwright-core';
import type { AppMessages } from '../../../electron/contract/messages/app.ts';
import { visit } from './keyboard.ts';

/** The next look reads it. An empty text takes away what was there. */
export async function pasteText(page: Page, { pages, home, paste }: AppMessages, text: string): Promise<void> {
  await visit(page, pages.home);
  await page.getByRole('heading', { level: 1, name: home.heading }).waitFor();
  const box = page.getByLabel(paste.label, { exact: true });
  if (!(await box.isVisible())) await page.locator('summary', { hasText: paste.heading }).press('Enter');
  await box.fill(text);
}
