/** Files that are dropped, and what can be looked at in every demonstration. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ElementHandle } from 'playwright-core';
import { expect, test } from 'vitest';
import { DEMOS } from '../../../electron/contract/app.ts';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { visit } from '../support/keyboard.ts';
import { openWebApp } from '../support/web-app.ts';

test('a file that is no bundle is refused with the reason, wherever it is dropped', async () => {
  const { share, bundle } = await appMessagesFor('zh');
  const { page } = await openWebApp({ settings: { language: 'zh' } });
  await page.evaluate(() => (location.hash = '#/about'));
  await page.locator('h1').waitFor();
  const files = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array([0x50, 0x4b, 3, 4, 0])], 'x.zip'));
    return transfer;
  });
  await page.dispatchEvent('body', 'dragover', { dataTransfer: files });
  await page.getByText(share.dropHere).waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: files });
  await page.getByText(bundle.opened.notOpened('x.zip', ''), { exact: false }).waitFor();
});

test('a file that is gone before it is read says so', async () => {
  const { home } = await appMessagesFor('zh');
  const { page, faults } = await openWebApp({ settings: { language: 'zh' } });
  const path = join(tmpdir(), `doctor-gone-${process.pid}.zip`);
  writeFileSync(path, 'PK');
  const files = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    return input;
  });
  await (files.asElement() as ElementHandle).setInputFiles(path);
  const dropped = await files.evaluateHandle((input) => {
    const transfer = new DataTransfer();
    for (const file of input.files ?? []) transfer.items.add(file);
    return transfer;
  });
  rmSync(path);
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await page.getByText(home.unreadable(basename(path))).waitFor();
  expect(faults).toEqual([]);
});

test('every demonstration has a repair to look at, or its steps by hand', async () => {
  const texts = await appMessagesFor('zh');
  const { page, faults } = await openWebApp({ settings: { language: 'zh' } });
  for (const demo of DEMOS) {
    await visit(page, texts.pages.home);
    await page.getByLabel(texts.home.lookingAt).selectOption({ label: texts.home.demos[demo] });
    await page.getByRole('button', { name: texts.home.start }).click();
    await page.locator('.card h1').waitFor();
    const fix = page.getByRole('button', { name: texts.repair.showPlan }).first();
    if ((await fix.count()) === 0) continue;
    await fix.click();
    await page.locator('section.explain, section.by-hand').waitFor();
    const preview = page.getByRole('button', { name: texts.repair.preview });
    if ((await preview.count()) === 0) continue;
    await preview.click();
    await page.getByText(texts.repair.planning).waitFor({ state: 'detached' });
  }
  expect(faults).toEqual([]);
});
