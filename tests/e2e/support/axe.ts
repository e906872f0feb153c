/** What axe-core finds on the page as it stands, one line a violation. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function axe(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, so the page's content security policy stays as strict as it is.
  const { violations } = await page.evaluate<AxeResults>(`${SOURCE}; axe.run()`);
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`,
  );
}
