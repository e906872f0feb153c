/**
 * Whoever reads Chinese meets no English that only a programmer wrote, on any screen of any demonstration. Names, paths,
 * addresses, numbers, words of protocols, and what programs wrote themselves stay as they are.
 */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { DEMOS } from '../../../electron/contract/app.ts';
import { VERDICT_CODES } from '../../../electron/contract/codes.ts';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { arrive, visit } from '../support/keyboard.ts';
import { openWebApp } from '../support/web-app.ts';

const zh = await appMessagesFor('zh');

test.each(DEMOS)('%s', async (demo) => {
  const { page } = await openWebApp({ settings: { language: 'zh' } });
  const seen = new Set<string>();
  const look = async (): Promise<void> => {
    for (const text of await textsOf(page)) seen.add(text);
  };
  await page.getByLabel(zh.home.lookingAt).selectOption({ label: zh.home.demos[demo] });
  await look();
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
  await openAll(page);
  await look();

  await visit(page, zh.pages.details);
  await page.getByRole('button', { name: zh.details.showPorts }).click();
  await expect.poll(() => page.getByText(zh.common.loading).count()).toBe(0);
  await look();

  await visit(page, zh.pages.share);
  await page.locator('main button.primary').first().click();
  await page.locator('main pre').first().waitFor();
  await look();

  await visit(page, zh.pages.verdict);
  const fix = page.getByRole('button', { name: zh.repair.showPlan }).first();
  if ((await fix.count()) > 0) {
    await fix.click();
    await arrive(page, zh.pages.repair);
    await look();
    const preview = page.getByRole('button', { name: zh.repair.preview });
    if ((await preview.count()) > 0) {
      await preview.click();
      await page.getByText(zh.repair.planning).waitFor({ state: 'detached' });
      await look();
    }
  }
  for (const name of ['home', 'watch', 'settings', 'about'] as const) {
    await visit(page, zh.pages[name]);
    await page.locator('main h1').waitFor();
    await look();
  }
  expect([...seen].filter(isProse)).toEqual([]);
});

async function openAll(page: Page): Promise<void> {
  await page.locator('main details').evaluateAll((all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true;
  });
  await expect.poll(() => page.getByText(zh.common.loading).count()).toBe(0);
}

/** What is read or read out, each in one piece, except for what programs wrote. */
function textsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const THEIRS = '.mono, pre, code, script, style';
    const ownText = (node: Node): string => {
      if (node instanceof Element && node.matches(THEIRS)) return '';
      return node instanceof Text ? node.data : [...node.childNodes].map(ownText).join('');
    };
    const saysSomething = (element: Element): boolean =>
      [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
    return [...document.querySelectorAll('body *')].flatMap((element) => [
      ...(element.closest(THEIRS) === null && saysSomething(element) ? [ownText(element).trim()] : []),
      ...['aria-label', 'placeholder', 'title'].flatMap((name) => element.getAttribute(name) ?? []),
    ]);
  });
}

const QUOTED = /「[^」]*」|“[^”]*”/gu;
/** What has to be typed or looked for elsewhere, letter by letter. */
const LITERAL = /\b(?:netsh|net st(?:art|op)|Uvicorn running on) [ -~]*/g;
const PATH = /[A-Z]:\\[^「」，。·]*/g;
/** Codes of verdicts, and how the recorded entries and bots are called. */
const NAMES: ReadonlySet<string> = new Set([...VERDICT_CODES, 'bot', 'nonebot']);
/** Two English words in a row, or nothing but one. */
const PROSE = /\b[a-z]{2,}[,:]? [a-z]{2,}\b|^[a-z][a-z -]+$/;

function isProse(text: string): boolean {
  // A button for copying repeats what is shown beside it.
  if (NAMES.has(text) || text.startsWith(zh.common.copyOf(''))) return false;
  return PROSE.test(text.replace(QUOTED, '').replace(PATH, '').replace(LITERAL, ''));
}
