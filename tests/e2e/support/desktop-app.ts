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

export interface Options {
  /** To start again in a folder that was used before. */
  readonly data?: string;
  /** Default: the app as it was built, or the installed one. */
  readonly program?: string;
  readonly args?: readonly string[];
}

/** Closed at the end of the test. */
export async function openDesktopApp({ data = freshData(), program, args = [] }: Options = {}): Promise<DesktopApp> {
  const app = start(data, ['--remote-debugging-port=0', ...args], program);
  const browser = await chromium.connectOverCDP(await debuggerOf(app));
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('the app opened no window');
  await page.locator('h1').waitFor();
  const file = join(data, 'logs/app.log');
  return { page, data, process: app, log: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') };
}

/** Starts the app and waits for nothing. */
export function start(
  data: string,
  args: readonly string[] = [],
  installed = process.env.NAPCAT_DOCTOR_APP,
): ChildProcess {
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

/** Milliseconds that the app may take to quit. */
const PATIENCE = 15_000;

/** Ends the app as a log-off would, and waits for it. Throws when it has to be killed. */
export async function end(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return;
  const killed = setTimeout(() => app.kill('SIGKILL'), PATIENCE);
  app.kill();
  const [, signal] = (await once(app, 'exit')) as [number | null, NodeJS.Signals | null];
  clearTimeout(killed);
  if (signal === 'SIGKILL') throw new Error('the app did not quit');
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
