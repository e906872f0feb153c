/** The wizard in a real Chromium, served by the real loopback host from a data folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../electron/contract/app.ts';
import type { Settings } from '../../../electron/contract/app.ts';
import { launchChromium } from '../../../scripts/app/browser.mjs';
import { APP } from '../../../scripts/build-app.mjs';

export interface WebApp {
  readonly page: Page;
  readonly browser: Browser;
  /** With the key, which this page has used. */
  readonly address: string;
  /** What the page complained about: console errors, exceptions, refused loads. */
  readonly faults: readonly string[];
}

export interface Options {
  readonly settings?: Partial<Settings>;
  /** Default: recorded machines. */
  readonly demo?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

let browser: Promise<Browser> | undefined;
afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** Closed at the end of the test. */
export async function openWebApp({
  settings = {},
  demo = true,
  viewport = { width: 1180, height: 800 },
}: Options = {}): Promise<WebApp> {
  const { address } = await startHost(settings, demo);
  browser ??= launchChromium();
  const context = await (await browser).newContext({ viewport, locale: 'zh-CN' });
  onTestFinished(() => context.close());
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(address);
  await page.locator('h1').waitFor();
  return { page, browser: await browser, address, faults };
}

async function startHost(settings: Partial<Settings>, demo: boolean): Promise<{ readonly address: string }> {
  const data = mkdtempSync(join(tmpdir(), 'doctor-e2e-'));
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ ...DEFAULT_SETTINGS, ...settings }));
  const args = [join(APP, 'web.mjs'), '--no-open', '--data', data, ...(demo ? ['--demo'] : [])];
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    if (host.exitCode === null) {
      host.kill();
      await once(host, 'exit');
    }
    rmSync(data, { recursive: true, force: true });
  });
  const [line] = (await once(host.stdout, 'data')) as [Buffer];
  return { address: line.toString().trim() };
}
