/** The desktop app as it is: a window, an examination in its own process, and a page that can do nothing else. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP_PORT } from '../../../electron/contract/app.ts';
import type { CallResult } from '../../../electron/contract/app.ts';
import { REQUESTS } from '../../../electron/contract/app-requests.ts';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { axe } from '../support/axe.ts';
import { end, openDesktopApp, start } from '../support/desktop-app.ts';
import { visit } from '../support/keyboard.ts';

const zh = await appMessagesFor('zh');
const { pages } = await messagesFor('zh');

test('checks the first recorded machine', async () => {
  const { page } = await openDesktopApp();
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.getByRole('heading', { level: 1, name: pages['obsolete-config-format'].title }).waitFor();
  expect(await axe(page)).toEqual([]);
});

test('the page stays responsive while this computer is checked', async () => {
  const { page } = await openDesktopApp();
  await page.getByLabel(zh.home.lookingAt).selectOption({ label: zh.home.thisComputer });
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => tasks.push(duration))).observe({
      type: 'longtask',
    });
  });
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
  const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
  expect(Math.max(0, ...tasks)).toBeLessThan(100);
});

test('settings are there after a restart', async () => {
  const first = await openDesktopApp();
  await visit(first.page, zh.pages.settings);
  await first.page.getByRole('radio', { name: zh.settings.themes.dark }).check();
  await expect.poll(() => readFileSync(join(first.data, 'settings.json'), 'utf8')).toContain('dark');
  await end(first.process);
  const second = await openDesktopApp({ data: first.data });
  expect(await second.page.locator('html').getAttribute('data-theme')).toBe('dark');
});

test('a second start gives way to the first', async () => {
  const { data } = await openDesktopApp();
  const [code] = (await once(start({ data }), 'exit')) as [number];
  expect(code).toBe(0);
});

describe('the page cannot', () => {
  const url = 'app://napcat-doctor/';

  test('reach Node or Electron', async () => {
    const { page } = await openDesktopApp();
    expect(
      await page.evaluate(() => ['require', 'process', 'module', 'electron'].filter((name) => name in window)),
    ).toEqual([]);
  });

  test.each(['https://example.com/', 'file:///etc/passwd', 'app://other/', 'data:text/html,x', 'chrome://gpu'])(
    'go to %s',
    async (target) => {
      const { page } = await openDesktopApp();
      await page.evaluate((address) => (location.href = address), target);
      await page.waitForTimeout(300);
      expect(page.url()).toBe(url);
    },
  );

  test('open a window', async () => {
    const { page, log } = await openDesktopApp();
    expect(await page.evaluate(() => open('https://example.com/') === null)).toBe(true);
    await expect.poll(log).toContain('window refused: https://example.com/');
  });

  test('get a permission', async () => {
    const { page } = await openDesktopApp();
    const answers = await page.evaluate(async () => [
      await Notification.requestPermission(),
      (await navigator.permissions.query({ name: 'geolocation' })).state,
    ]);
    expect(answers).toEqual(['denied', 'denied']);
  });

  test('load anything from elsewhere', async () => {
    const { page } = await openDesktopApp();
    expect(
      await page.evaluate(() =>
        fetch('https://example.com/').then(
          () => 'loaded',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
  });

  test('make main stumble over a malformed call', async () => {
    const { page, log } = await openDesktopApp();
    const wrong = Object.values(REQUESTS).map(() => [
      undefined,
      7,
      'x',
      [],
      {},
      { extra: 1 },
      { source: { kind: 'file' } },
    ]);
    const calls = [
      ...Object.keys(REQUESTS).flatMap((name, index) => wrong[index]?.map((request) => [900, name, request]) ?? []),
      ...['nothing', '__proto__', 'toString', '', 7, null, {}].map((name) => [900, name, null]),
      ...[-1.5, 'x', null, Number.NaN, 2 ** 60].map((id) => [id, 'hello', null]),
    ];
    for (const [id, name, request] of calls)
      expect(await call(page, id, name, request), JSON.stringify([id, name, request])).toMatchObject({
        ok: false,
        error: 'refused',
      });
    expect(await call(page, 900, 'hello', null)).toMatchObject({ ok: true });
    expect(log()).toBe('');
  });

  test('call from a frame inside it', async () => {
    const { page } = await openDesktopApp();
    const inside = await page.evaluate((name) => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return frame.contentWindow !== null && name in frame.contentWindow;
    }, DESKTOP_PORT);
    expect(inside).toBe(false);
  });
});

/** Past the types, as a page that was taken over would. */
function call(page: Page, id: unknown, name: unknown, request: unknown): Promise<CallResult<'hello'>> {
  return page.evaluate(
    ([port, ...args]: readonly [string, ...(readonly unknown[])]) => {
      const found = (window as unknown as Record<string, { call: (...all: readonly unknown[]) => Promise<unknown> }>)[
        port
      ];
      return found?.call(...args) as Promise<CallResult<'hello'>>;
    },
    [DESKTOP_PORT, id, name, request] as const,
  );
}
