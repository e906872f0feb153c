/** The system's own dialogs for files, really shown and really pressed. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP_PORT } from '../../../electron/contract/app.ts';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { APP } from '../../../scripts/build-app.mjs';
import { box, BOX_ABOVE, choose, noBoxes, OPEN_DIALOG, saveAs, SAVE_DIALOG, whyNoBoxes } from '../support/boxes.ts';
import { openDesktopApp, scratch } from '../support/desktop-app.ts';

const { share, home } = await appMessagesFor('zh');

/** On the page for helpers, with a bundle that is ready to be saved. */
async function openDraft() {
  const folder = join(scratch(), '下载');
  mkdirSync(folder);
  const { page } = await openDesktopApp({ env: { XDG_DOWNLOAD_DIR: folder } });
  await page.getByRole('link', { name: share.heading, exact: true }).click();
  await page.getByRole('button', { name: share.prepare }).click();
  const save = page.getByRole('button', { name: share.save });
  await save.waitFor();
  return { page, folder, save: () => save.click() };
}

describe.skipIf(noBoxes)(`saving a bundle${whyNoBoxes}`, () => {
  test('is given up by closing the dialog, and asked for again', async () => {
    const { page, folder, save } = await openDraft();
    await save();
    (await box(SAVE_DIALOG)).press('Escape');
    await page.getByText(share.notSaved).waitFor();
    const path = join(folder, '我的机器人.zip');
    await (await saveAs(page, path, save)).gone();
    await page.getByText(share.saved(path)).waitFor();
    expect(readdirSync(folder)).toEqual(['我的机器人.zip']);
  });

  test('to a place that cannot be written says which, why, and what to do', async () => {
    const { page, save } = await openDraft();
    // Where even root may make no file.
    const path = '/sys/kernel/x.zip';
    await (await saveAs(page, path, save)).gone();
    await page.getByText(share.notWritten(path, 'EACCES')).waitFor();
  });

  test('to a folder that is gone is refused by the dialog, and nothing is said to be saved', async () => {
    const { page, folder, save } = await openDraft();
    rmSync(folder, { recursive: true });
    const dialog = await saveAs(page, join(folder, 'x.zip'), save);
    (await box(BOX_ABOVE)).press('Escape');
    dialog.press('Escape');
    await page.getByText(share.notSaved).waitFor();
  });

  test('over another file asks first, and leaves it alone', async () => {
    const { page, folder, save } = await openDraft();
    const path = join(folder, 'x.zip');
    writeFileSync(path, 'theirs');
    const dialog = await saveAs(page, path, save);
    (await box(BOX_ABOVE)).press('Escape');
    dialog.press('Escape');
    await page.getByText(share.notSaved).waitFor();
    expect(readFileSync(path, 'utf8')).toBe('theirs');
  });
});

describe.skipIf(noBoxes)(`choosing a file${whyNoBoxes}`, () => {
  test('an archive is named with its whole path, and may be left alone', async () => {
    const { page } = await openDesktopApp();
    const path = join(scratch(), 'NapCat 压缩包.zip');
    writeFileSync(path, '');
    let chosen: Promise<unknown> = Promise.resolve();
    await choose(page, path, () => {
      chosen = chooseArchive(page);
      return Promise.resolve();
    });
    expect(await chosen).toEqual({ ok: true, value: { state: 'chosen', path } });
    const second = chooseArchive(page);
    (await box(OPEN_DIALOG)).press('Escape');
    expect(await second).toEqual({ ok: true, value: { state: 'cancelled' } });
  });

  test('somebody’s recording is opened by its button', async () => {
    // The names of this chooser go through the locale, and a container may have no Chinese one.
    const { page } = await openDesktopApp({ env: { LC_ALL: 'C.UTF-8' } });
    const path = join(scratch(), '朋友的电脑.yaml');
    cpSync(join(APP, 'demo/tokens-differ.yaml'), path);
    await choose(page, path, () => page.getByText(home.openRecording).click());
    await page.getByText(share.elsewhere('朋友的电脑.yaml')).waitFor();
  });
});

/** Past the page: what the wizard’s own button asks for. */
function chooseArchive(page: Page): Promise<unknown> {
  return page.evaluate(
    (name) =>
      (window as unknown as Record<string, { call: (...all: readonly unknown[]) => Promise<unknown> }>)[name]?.call(
        900,
        'choose-archive',
        null,
      ),
    DESKTOP_PORT,
  );
}
