/**
 * The Details page: entries of every kind, and the logs, filtered, page by page, and opened at a line without anybody's
 * chat.
 */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { openApp } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { axe } from '../support/axe.ts';
import { everyEntry, SHOWN } from '../support/every-entry.ts';
import { activate, visit } from '../support/keyboard.ts';

const texts = await appMessagesFor('zh');
const { paste, home, details, pages, common } = texts;

const CHAT =
  "02-20 11:59:59 [SUCCESS] nonebot | OneBot V11 3889000001 | [message.group.normal]: Message 1 from 10001@[群:20001] '晚上吃什么'";
const heldPort = (port: number): string =>
  `02-20 12:00:00 [ERROR] uvicorn | [Errno 98] error while attempting to bind on address ('127.0.0.1', ${port}): address already in use`;

/** The Details page of the first demonstration, with these lines beside it. */
async function detailsWith(lines: readonly string[]): Promise<App> {
  const app = await openApp({ settings: { language: 'zh' } });
  const { page } = app;
  await page.locator('summary', { hasText: paste.heading }).press('Enter');
  const file = { name: 'bot.log', mimeType: 'text/plain', buffer: Buffer.from(`${lines.join('\n')}\n`) };
  await page.getByLabel(paste.choose).setInputFiles(file);
  await page.getByText(paste.given(0, 1)).waitFor();
  await activate(page, home.start);
  await page.locator('.card h1').waitFor();
  await visit(page, pages.details);
  await page.getByRole('heading', { name: details.timeline }).waitFor();
  return app;
}

const records = (page: Page) => page.locator('main ol > li:has(time)');

test('five thousand lines are shown page by page from their end', async () => {
  const { page, faults } = await detailsWith(Array.from({ length: 5000 }, (_, index) => heldPort(10_000 + index)));
  await page.getByRole('cell', { name: '5000', exact: true }).waitFor();
  expect(await records(page).count()).toBe(50);
  await page.getByLabel(details.filter.whose).selectOption({ label: details.products.nonebot });
  expect(await records(page).count()).toBe(50);
  expect(await records(page).last().textContent()).toContain('14999');
  const before = page.getByRole('button', { name: /更早的 50 条/ });
  await before.press('Enter');
  expect(await records(page).count()).toBe(100);

  // By keyboard, and a page at a time again.
  await page.getByLabel(details.filter.search).fill('BIND 1499');
  expect(await records(page).count()).toBe(10);
  expect(faults).toEqual([]);
});

test('the time line is filtered by level, side and words, and says when nothing fits', async () => {
  const { page } = await detailsWith([heldPort(8080)]);
  const all = await records(page).count();
  await page.getByLabel(details.filter.whose).selectOption({ label: details.products.nonebot });
  expect(await records(page).count()).toBe(1);
  await page.getByLabel(details.filter.whose).selectOption({ label: details.filter.anybody });
  await page.getByLabel(details.filter.level).selectOption({ label: details.severities.problem });
  const problems = await records(page).count();
  expect(problems).toBeGreaterThan(0);
  expect(problems).toBeLessThan(all);
  await page.getByText(details.filter.found(problems, all)).waitFor();
  await page.getByLabel(details.filter.search).fill('没有这样的话');
  await page.getByText(details.filter.nothing).waitFor();
  expect(await axe(page)).toEqual([]);
});

test('a record opens to the lines around it, and chat among them is hidden', async () => {
  const { page, faults } = await detailsWith([CHAT, heldPort(8080), 'token=s3cret-value']);
  await page.getByText(details.place('bot.log', 2)).press('Enter');
  const around = page.getByRole('region', { name: common.pair(texts.verdict.fields.path, 'bot.log') });
  await around.waitFor();
  const words = (await around.textContent()) ?? '';
  expect(words).toContain('address already in use');
  expect(words).not.toMatch(/晚上吃什么|s3cret|3889000001/);
  expect(await page.locator('main').textContent()).not.toContain('晚上吃什么');
  expect(await axe(page)).toEqual([]);
  expect(faults).toEqual([]);
});

/** The Details page of this recording. */
async function detailsOf(recording: string): Promise<Page> {
  const { page } = await openApp({ settings: { language: 'zh' } });
  const file = { name: 'x.yaml', mimeType: 'text/yaml', buffer: Buffer.from(recording) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText(home.opened('x.yaml')).waitFor();
  await activate(page, home.start);
  await page.locator('.card h1').waitFor();
  await visit(page, pages.details);
  await page.getByRole('heading', { name: details.timeline }).waitFor();
  return page;
}

test('entries of every kind are shown by the words of the WebUI, enabled or not by sign and words', async () => {
  const page = await detailsOf(everyEntry());
  const rows = page.getByRole('region', { name: details.entries }).locator('tbody tr');
  const shown = await rows.evaluateAll((all) =>
    all.map((row) => [
      ...[...row.querySelectorAll('td')].slice(0, 4).map((cell) => cell.textContent.trim()),
      row.querySelector('td svg path')?.getAttribute('d') ?? '',
    ]),
  );
  const words = SHOWN.map(([kind, name, enabled, address]) => [
    details.entry.kinds[kind],
    name,
    enabled ? details.entry.enabled : details.entry.disabled,
    address,
  ]);
  expect(shown.map((cells) => cells.slice(0, 4))).toEqual(words);
  const signs = SHOWN.map(([, , enabled]) => enabled);
  const signOf = new Map(shown.map((cells, index) => [signs[index], cells[4]]));
  expect(shown.map((cells) => cells[4])).toEqual(signs.map((enabled) => signOf.get(enabled)));
  expect(new Set(signOf.values()).size).toBe(2);
  expect(await axe(page)).toEqual([]);
});

test('other entries do not hide that the client is missing', async () => {
  const page = await detailsOf(everyEntry({ httpServers: [{ name: '接口', enable: true }] }));
  await page.getByText(details.noEntries).waitFor();
  await page.getByRole('cell', { name: details.entry.kinds.httpServers, exact: true }).waitFor();
});
