/** How the app starts, stands, fails and ends. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { APP } from '../../../scripts/build-app.mjs';
import {
  cannotDriveMain,
  end,
  freshData,
  openDesktopApp,
  openMainProcess,
  scratch,
  start,
} from '../support/desktop-app.ts';

const zh = await appMessagesFor('zh');
const { skip, why } = cannotDriveMain();

test.skipIf(skip)(`a second start shows the window of the first${why}`, async () => {
  const data = freshData();
  const app = await openMainProcess({ data });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await once(start({ data }), 'exit');
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible())))
    .toEqual([true]);
});

test.skipIf(skip)(`the window stands where it stood${why}`, async () => {
  const data = freshData();
  const place = { x: 90, y: 70, width: 1010, height: 690 };
  const first = await openMainProcess({ data });
  await first.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await once(first.process(), 'exit');
  const second = await openMainProcess({ data });
  const bounds = await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toEqual(place);
});

test('the window is on the screen although the one that it stood on is gone', async () => {
  const data = freshData();
  const gone = { x: 9_000, y: 100, width: 1_000, height: 700 };
  writeFileSync(join(data, 'window.json'), JSON.stringify({ bounds: gone, maximized: false }));
  const { page } = await openDesktopApp({ data });
  const seen = await page.evaluate(() => ({ x: screenX, size: [outerWidth, outerHeight], edge: screen.width }));
  expect(seen.x + 1_000).toBeLessThanOrEqual(seen.edge);
  expect(seen.size).toEqual([1_000, 700]);
});

const windows = process.platform === 'win32';
const noSignals = windows ? ' [skipped: Windows has no signal to end by]' : '';

describe('when it ends', () => {
  test.skipIf(windows)(`in the middle of a look, nothing of it stays behind${noSignals}`, async () => {
    const { page, process: app, data } = await openDesktopApp();
    await page.getByLabel(zh.home.lookingAt).selectOption({ label: zh.home.thisComputer });
    await page.getByRole('button', { name: zh.home.start }).click();
    await end(app);
    const left = spawnSync('pgrep', ['-f', data], { encoding: 'utf8' }).stdout;
    expect(left).toBe('');
    expect(existsSync(join(data, 'logs/running'))).toBe(false);
  });

  test('by a crash that nobody saw, the next start writes it down', async () => {
    const first = await openDesktopApp();
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    const second = await openDesktopApp({ data: first.data });
    expect(second.log()).toMatch(/the run that began at \S+ broke off/);
  });
});

const hasXdotool = spawnSync('xdotool', ['version']).error === undefined;
const whyNoBox = hasXdotool ? '' : ' [skipped: no xdotool to press the button]';

describe('when it fails', () => {
  test.skipIf(!hasXdotool || skip)(`in the main process, it says so, writes it down and ends${whyNoBox}`, async () => {
    // The app without its page: a broken installation.
    const broken = scratch();
    cpSync(APP, join(broken, 'dist/app'), { recursive: true, filter: (path) => !path.endsWith('/renderer') });
    writeFileSync(
      join(broken, 'package.json'),
      JSON.stringify({
        name: 'x',
        productName: 'NapCat Doctor',
        version: '0.0.0',
        type: 'module',
        main: 'dist/app/main.mjs',
      }),
    );
    const data = freshData();
    const app = start({ data, folder: broken });
    const log = join(data, 'logs/app.log');
    await expect
      .poll(() => (existsSync(log) ? readFileSync(log, 'utf8') : ''), { timeout: 20_000 })
      .toMatch(/main process: .*ENOENT/);
    const box = await errorBox();
    spawnSync('xdotool', ['windowfocus', box, 'key', 'Return']);
    expect(await once(app, 'exit')).toEqual([1, null]);
  });
});

/** The window of the system's error box, once it is there. */
async function errorBox(): Promise<string> {
  let id = '';
  await expect
    .poll(() => (id = spawnSync('xdotool', ['search', '--name', '^Error$'], { encoding: 'utf8' }).stdout.trim()), {
      timeout: 15_000,
    })
    .toMatch(/^\d+$/);
  return id;
}

const traced = spawnSync('strace', ['-V']).error === undefined && process.platform === 'linux';

test.skipIf(!traced || skip)(
  `a walk through the app connects to nothing but this system${traced ? why : ' [skipped: no strace]'}`,
  async () => {
    const notes = join(scratch(), 'connects');
    const app = await openDesktopApp({ under: ['strace', '-f', '-qq', '-e', 'trace=connect,sendto', '-o', notes] });
    for (const name of [zh.pages.details, zh.pages.explain, zh.pages.settings, zh.pages.about, zh.pages.home])
      await app.page.getByRole('link', { name, exact: true }).click();
    await app.page.getByLabel(zh.home.lookingAt).selectOption({ label: zh.home.demos['tokens-differ'] });
    await app.page.getByRole('button', { name: zh.home.start }).click();
    await app.page.locator('.card h1').waitFor();
    // A repair of it as far as a recorded machine goes, and a bundle.
    await app.page.getByRole('button', { name: zh.repair.showPlan }).click();
    await app.page.getByRole('button', { name: zh.repair.preview }).click();
    await app.page.getByText(zh.repair.onlyShown).waitFor();
    await app.page.getByRole('link', { name: zh.share.heading, exact: true }).click();
    await app.page.getByRole('button', { name: zh.share.prepare }).click();
    await app.page.getByRole('region', { name: zh.share.summary }).waitFor();
    await app.page.waitForTimeout(3_000);
    const outside = readFileSync(notes, 'utf8')
      .split('\n')
      .filter((line) => /AF_INET6?\b/.test(line));
    expect(outside).toEqual([]);
    // A tracer does not pass the signal on.
    spawnSync('pkill', ['-f', app.data]);
    await once(app.process, 'exit');
  },
);
