/** What a page complains about from now on: console errors and warnings, exceptions, refused loads. */
import type { Page } from 'playwright-core';

export function faultsOf(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  return faults;
}
