/** What the user sees when a part of the app dies or hangs: what happened, and a way on. */
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ENGINE_ENDED } from '../../../electron/contract/app.ts';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { box, clickInto, noBoxes, OUR_WINDOW, whyNoBoxes } from '../support/boxes.ts';
import { openDesktopApp, openerNotes } from '../support/desktop-app.ts';
import { visit } from '../support/keyboard.ts';
import { dies, ENGINE, freePort, GRAPHICS, pageAnew, processOf } from '../support/processes.ts';

const zh = await appMessagesFor('zh');
const windows = process.platform === 'win32';
const noProcesses = windows ? ' [skipped: no pgrep to find the process by]' : '';

describe('a page that dies', () => {
  test('is written down', async () => {
    const { page, log } = await openDesktopApp();
    await dies(page);
    await expect.poll(log, { timeout: 10_000 }).toContain('the page ended: crashed');
  });

  test.skipIf(noBoxes)(`says so, leads to its log, and is there again at a press${whyNoBoxes}`, async () => {
    const notes = openerNotes();
    const port = await freePort();
    const { page, data } = await openDesktopApp({ env: notes.env, args: [`--remote-debugging-port=${port}`] });
    await visit(page, zh.pages.settings);
    await dies(page);
    const first = await box(zh.fault.heading);
    // The log is the last of three.
    first.press('Tab', 'Tab', 'Return');
    await expect.poll(notes.read, { timeout: 10_000 }).toEqual([`${data}/logs`]);
    const again = await box(zh.fault.heading);
    again.press('Return');
    await again.gone();
    const anew = await pageAnew(port);
    await anew.getByRole('heading', { level: 1, name: zh.pages.settings }).waitFor();
    await visit(anew, zh.pages.home);
    await looks(anew);
  });

  test.skipIf(noBoxes)(`and is not wanted back ends the app${whyNoBoxes}`, async () => {
    const { page, process: app } = await openDesktopApp();
    await dies(page);
    (await box(zh.fault.heading)).press('Tab', 'Return');
    expect(await once(app, 'exit')).toEqual([0, null]);
  });
});

test.skipIf(noBoxes)(`a page that hangs says so, and is loaded anew at a press${whyNoBoxes}`, async () => {
  const port = await freePort();
  const { page, log } = await openDesktopApp({ args: [`--remote-debugging-port=${port}`] });
  await page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    }, 1_000);
  });
  // Chromium waits for ever for a page that a debugger holds.
  await page.context().browser()?.close();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  clickInto(OUR_WINDOW);
  const asked = await box(zh.fault.hung, 40_000);
  expect(log()).toContain('the page does not answer');
  asked.press('Tab', 'Return');
  await asked.gone();
  await looks(await pageAnew(port));
  expect(log()).not.toContain('the page ended');
});

test.skipIf(windows)(`losing the graphics process costs a line in the log and nothing else${noProcesses}`, async () => {
  const app = await openDesktopApp();
  const before = await processOf(app, GRAPHICS);
  process.kill(before, 'SIGKILL');
  await expect.poll(app.log, { timeout: 10_000 }).toContain('the GPU process ended: killed');
  await processOf(app, GRAPHICS, before);
  await looks(app.page);
});

test.skipIf(windows)(
  `an engine that dies in the middle of a look is said, and the next look has a new one${noProcesses}`,
  async () => {
    const app = await openDesktopApp();
    const { page } = app;
    await page.getByLabel(zh.home.lookingAt).selectOption({ label: zh.home.thisComputer });
    // Stopped first, so that it cannot be faster than we are.
    const engine = await processOf(app, ENGINE);
    process.kill(engine, 'SIGSTOP');
    await page.getByRole('button', { name: zh.home.start }).click();
    await page.getByRole('main').getByText(zh.home.running).waitFor();
    process.kill(engine, 'SIGKILL');
    await page.getByText(zh.common.failed(ENGINE_ENDED)).waitFor();
    expect(app.log()).toContain('the engine ended');
    await looks(page);
  },
);

async function looks(page: Page): Promise<void> {
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
}
