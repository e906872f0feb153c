/**
 * `npm run screenshots`: pictures of every screen in both languages, light and dark, from the real app over its recorded
 * machines, into docs/screenshots. Each is named `<screen>-<language>-<theme>.png`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from './app/browser.mjs';
import { APP, freshApp } from './build-app.mjs';
import { ROOT } from './build.mjs';

const OUT = join(ROOT, 'docs/screenshots');
const SIZE = { width: 1180, height: 760 };
/** The places to visit after a check; `home` is taken before it. */
const PLACES = ['verdict', 'details', 'explain', 'explain/token-mismatch', 'settings', 'about'];

await freshApp();
mkdirSync(OUT, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'doctor-screenshots-'));
const browser = await launchChromium();
for (const language of ['zh', 'en']) for (const theme of ['light', 'dark']) await walk(language, theme);
await browser.close();
rmSync(data, { recursive: true, force: true });

/** @param {string} language @param {string} theme */
async function walk(language, theme) {
  const host = spawn(process.execPath, [join(APP, 'web.mjs'), '--demo', '--no-open', '--data', join(data, language)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(host.stdout, 'data');
  const page = await browser.newPage({
    viewport: SIZE,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  /** @param {string} place */
  const shoot = (place) => page.screenshot({ path: join(OUT, `${place.replace('/', '-')}-${language}-${theme}.png`) });
  await page.goto(String(line).trim());
  await page.locator('h1').waitFor();
  await shoot('home');
  await page.locator('button.primary').click();
  await page.locator('.card h1').waitFor();
  for (const place of PLACES) {
    await page.evaluate((hash) => (location.hash = `#/${hash}`), place);
    await page.locator('h1').waitFor();
    if (place === 'about') await page.locator('details').first().waitFor();
    await shoot(place);
  }
  await page.close();
  host.kill();
  await once(host, 'exit');
}
