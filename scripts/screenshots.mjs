/**
 * `npm run screenshots`: pictures of every screen in both languages, light and dark, of the real app over its first
 * recorded machine, into docs/screenshots. Each is named `<screen>-<language>-<theme>.png`. Taken in Electron where its
 * runtime and a screen are there, else in Chromium through the loopback host.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from './app/browser.mjs';
import { windowOf } from './app/drive.mjs';
import { findElectron, SANDBOX_ARGS } from './app/electron.mjs';
import { APP, freshApp } from './build-app.mjs';
import { ROOT } from './build.mjs';

/** @typedef {import('playwright-core').Page} Page */

const OUT = join(ROOT, 'docs/screenshots');
const SIZE = { width: 1180, height: 760 };
const LANGUAGES = ['zh', 'en'];
const THEMES = ['light', 'dark'];

/** Each screen with the way to it; they are visited in this order in one window. @type {Record<string, (page: Page) => Promise<void>>} */
const SCREENS = {
  home: () => Promise.resolve(),
  verdict: async (page) => {
    await page.locator('button.primary').click();
    await page.locator('.card h1').waitFor();
  },
  repair: async (page) => {
    await page.locator('main button.primary').first().click();
    await page.locator('main h2').first().waitFor();
    await page.waitForTimeout(1_500);
  },
  'home-after': (page) => visit(page, 'home'),
  details: (page) => visit(page, 'details'),
  share: async (page) => {
    await visit(page, 'share');
    await page.locator('button.primary').first().click();
    await page.locator('main table, main pre, main ul').first().waitFor();
    await page.waitForTimeout(1_500);
  },
  watch: (page) => visit(page, 'watch'),
  explain: (page) => visit(page, 'explain'),
  'explain-token-mismatch': (page) => visit(page, 'explain/token-mismatch'),
  settings: (page) => visit(page, 'settings'),
  about: async (page) => {
    await visit(page, 'about');
    await page.locator('details').first().waitFor();
  },
};

const electron = findElectron();
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
if (electron !== null && !hasScreen && spawnSync('which', ['xvfb-run']).status === 0) {
  const again = ['-a', '-s', '-screen 0 1600x1200x24', process.execPath, ...process.argv.slice(1)];
  process.exitCode = spawnSync('xvfb-run', again, { stdio: 'inherit' }).status ?? 1;
} else {
  await freshApp();
  mkdirSync(OUT, { recursive: true });
  const open = electron === null || !hasScreen ? openInChromium : openInElectron(electron);
  console.log(open === openInChromium ? 'in Chromium' : 'in Electron');
  for (const language of LANGUAGES) for (const theme of THEMES) await walk(open, language, theme);
}

/** @typedef {(data: string, language: string) => Promise<{ page: Page, close: () => Promise<void> }>} Opener */

/** @param {Opener} open @param {string} language @param {string} theme */
async function walk(open, language, theme) {
  const data = mkdtempSync(join(tmpdir(), 'doctor-screenshots-'));
  const settings = { language, theme, deepProbe: false, webui: false };
  writeFileSync(join(data, 'settings.json'), JSON.stringify(settings));
  const { page, close } = await open(data, language);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.locator('h1').waitFor();
  for (const [screen, go] of Object.entries(SCREENS)) {
    await go(page);
    await page.screenshot({ path: join(OUT, `${screen}-${language}-${theme}.png`) });
  }
  await close();
  rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** @param {Page} page @param {string} place */
async function visit(page, place) {
  await page.evaluate((hash) => (location.hash = `#/${hash}`), place);
  await page.locator('h1').waitFor();
}

/** @param {string} program @returns {Opener} */
function openInElectron(program) {
  return async (data, language) => {
    writeFileSync(join(data, 'window.json'), JSON.stringify({ bounds: { x: 0, y: 0, ...SIZE }, maximized: false }));
    const args = [...SANDBOX_ARGS, `--user-data-dir=${data}`, '--remote-debugging-port=0', ROOT, '--demo'];
    const app = spawn(program, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'en_GB.UTF-8' },
    });
    return { page: await windowOf(app), close: () => ended(app) };
  };
}

/** @type {Opener} */
async function openInChromium(data, language) {
  const host = spawn(process.execPath, [join(APP, 'web.mjs'), '--demo', '--no-open', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(host.stdout, 'data');
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: SIZE, locale: language === 'zh' ? 'zh-CN' : 'en-GB' });
  await page.goto(String(line).trim());
  return { page, close: () => browser.close().then(() => ended(host)) };
}

/** @param {import('node:child_process').ChildProcess} child */
async function ended(child) {
  child.kill();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
