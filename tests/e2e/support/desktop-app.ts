/**
 * The desktop app in a real Electron, or the installed one named in NAPCAT_DOCTOR_APP. It is driven through Chromium's
 * debugging port, which works with the shipped fuses too (those forbid Node's own inspector).
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../electron/contract/app.ts';
import { findElectron, SANDBOX_ARGS } from '../../../scripts/app/electron.mjs';
import { ROOT } from '../../../scripts/build.mjs';

export interface DesktopApp {
  readonly page: Page;
  readonly data: string;
  readonly process: ChildProcess;
  /** The app's own log so far. */
  readonly log: () => string;
}

/** Closed at the end of the test. `data`: start again in a folder that was used before. */
export async function openDesktopApp(data = freshData()): Promise<DesktopApp> {
  const app = start(data, ['--remote-debugging-port=0']);
  const browser = await chromium.connectOverCDP(await debuggerOf(app));
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('the app opened no window');
  await page.locator('h1').waitFor();
  const file = join(data, 'logs/app.log');
  return { page, data, process: app, log: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') };
}

/** Starts the app and waits for nothing. */
export function start(data: string, args: readonly string[] = []): ChildProcess {
  const installed = process.env.NAPCAT_DOCTOR_APP;
  const program = installed ?? findElectron();
  if (program === null) throw new Error('no Electron on this machine');
  const own = installed === undefined ? [ROOT] : [];
  const app = spawn(program, [...SANDBOX_ARGS, `--user-data-dir=${data}`, ...args, ...own, '--demo'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LANG: 'zh_CN.UTF-8' },
  });
  onTestFinished(() => end(app));
  return app;
}

/** Ends the app as a log-off would, and waits for it. */
export async function end(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return;
  app.kill();
  await once(app, 'exit');
}

function freshData(): string {
  const data = mkdtempSync(join(tmpdir(), 'doctor-desktop-'));
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ ...DEFAULT_SETTINGS, language: 'zh' }));
  onTestFinished(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }));
  return data;
}

/** The address that Chromium prints when it listens to a debugger. */
async function debuggerOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('the output of the app is not read');
  for await (const line of createInterface(stderr)) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      stderr.resume();
      return address;
    }
  }
  throw new Error('the app ended before it could be driven');
}
