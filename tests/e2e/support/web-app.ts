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
import { faultsOf } from './faults.ts';

export interface WebApp {
  readonly page: Page;
  readonly browser: Browser;
  /** With the key, which this page has used. */
  readonly address: string;
  readonly data: string;
  /** Ends the host as a crash would. */
  readonly crash: () => Promise<void>;
  readonly quit: () => Promise<void>;
  /** What the page complained about: console errors, exceptions, refused loads. */
  readonly faults: readonly string[];
}

export interface Options {
  readonly settings?: Partial<Settings>;
  /** Default: recorded machines. */
  readonly demo?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A folder of the app that was used before, to start again in it. */
  readonly data?: string;
  /** Of the host, besides that of the test. */
  readonly env?: NodeJS.ProcessEnv;
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
  data = freshData(settings),
  env = {},
}: Options = {}): Promise<WebApp> {
  const { address, crash, quit } = await startHost(data, demo, env);
  browser ??= launchChromium();
  const context = await (await browser).newContext({ viewport, locale: 'zh-CN' });
  onTestFinished(() => context.close());
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(address);
  await page.locator('h1').waitFor();
  return { page, browser: await browser, address, data, crash, quit, faults };
}

function freshData(settings: Partial<Settings>): string {
  const data = mkdtempSync(join(tmpdir(), 'doctor-e2e-'));
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ ...DEFAULT_SETTINGS, ...settings }));
  onTestFinished(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }));
  return data;
}

async function startHost(
  data: string,
  demo: boolean,
  own: NodeJS.ProcessEnv,
): Promise<Pick<WebApp, 'address' | 'crash' | 'quit'>> {
  const args = [join(APP, 'web.mjs'), '--no-open', '--data', data, ...(demo ? ['--demo'] : [])];
  // The journal and the backups of repairs belong to the test as well.
  const env = { ...process.env, XDG_STATE_HOME: data, LOCALAPPDATA: data, ...own };
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (host.exitCode !== null || host.signalCode !== null) return;
    host.kill(signal);
    await once(host, 'exit');
  };
  onTestFinished(() => end('SIGTERM'));
  const [line] = (await once(host.stdout, 'data')) as [Buffer];
  return { address: line.toString().trim(), crash: () => end('SIGKILL'), quit: () => end('SIGTERM') };
}
