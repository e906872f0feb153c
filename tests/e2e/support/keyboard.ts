/** The app without a mouse. */
import type { Page } from 'playwright-core';

/** More stops than any of our pages has. */
const MOST_STOPS = 200;

/** Presses Tab until the focus is on something with this name. Throws when it never gets there. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (focused.trim() === name) return;
  }
  throw new Error(`Tab never reaches "${name}"`);
}

export async function activate(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Text of the heading that has the focus, as a screen reader would begin to read. */
export function focusedHeading(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement?.tagName === 'H1' ? document.activeElement.textContent : ''));
}

/** Follows a link of the navigation, and comes back when its page is the one that is shown. */
export async function visit(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).press('Enter');
  await arrive(page, name);
}

/** Waits until this page is the one that is shown. */
export async function arrive(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).and(page.locator('[aria-current="page"]')).waitFor();
}
