/** Every recorded machine that comes with the app leads to the verdict it was made for. */
import { expect, test } from 'vitest';
import type { Demo } from '../../../electron/contract/app.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { axe } from '../support/axe.ts';
import { openApp } from '../support/app.ts';
import { visit } from '../support/keyboard.ts';

const VERDICTS: Readonly<Record<Demo, VerdictCode>> = {
  'old-format-of-desktop': 'obsolete-config-format',
  'bot-not-started': 'server-not-listening',
  'tokens-differ': 'token-mismatch',
  'port-reserved': 'port-excluded',
  'browser-404': 'misread-symptom',
  'two-accounts': 'healthy',
  'nothing-visible': 'undecided',
  healthy: 'healthy',
};

test.each(Object.entries(VERDICTS))('%s is %s', async (demo, code) => {
  const { page, faults } = await openApp();
  const texts = await appMessagesFor('zh');
  await page.getByLabel(texts.home.lookingAt).selectOption(demo);
  await page.getByRole('button', { name: texts.home.start }).click();
  await page.getByRole('heading', { level: 1, name: (await messagesFor('zh')).pages[code].title }).waitFor();
  expect(await axe(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test('several accounts can be chosen between', async () => {
  const { page } = await openApp();
  const { home, pages, details } = await appMessagesFor('zh');
  await page.getByLabel(home.lookingAt).selectOption('two-accounts');
  await page.getByRole('button', { name: home.start }).click();
  await page.locator('.card h1').waitFor();
  await visit(page, pages.home);
  const accounts = page.getByLabel(home.account, { exact: true });
  const [, , second] = await accounts.locator('option').allTextContents();
  await accounts.selectOption({ label: second ?? '' });
  await page.getByRole('button', { name: home.again }).click();
  await page.locator('.card h1').waitFor();
  await visit(page, pages.details);
  const uin = second?.match(/\d+/)?.[0] ?? 'none';
  await page
    .getByRole('heading', { name: details.account(uin, true) })
    .first()
    .waitFor();
});
