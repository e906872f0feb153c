/**
 * The desktop app in a real Electron, or the installed one named in NAPCAT_DOCTOR_APP. It is driven through Chromium's
 * debugging port, which works with the shipped fuses too; only a test that has to look into the main process takes
 * Node's inspector, which those forbid.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import type { ElectronApplication, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../electron/contract/app.ts';
import type { Settings } from '../../../electron/contract/app.ts';
import { windowOf } from '../../../scripts/app/drive.mjs';
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
  /** Default: the installed app of NAPCAT_DOCTOR_APP, else the app as it was built. */
  readonly program?: string | undefined;
  /** Of the app as it was built. */
  readonly folder?: string;
  /** A command that starts it, such as a tracer. */
  readonly under?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Default: recorded machines. */
  readonly demo?: boolean;
}

/** Closed at the end of the test. */
export async function openDesktopApp(options: Options = {}): Promise<DesktopApp> {
  const { data = freshData(), args = [] } = options;
  const app = start({ ...options, data, args: ['--remote-debugging-port=0', ...args] });
  const page = await windowOf(app);
  await page.locator('h1').waitFor();
  const file = join(data, 'logs/app.log');
  return { page, data, process: app, log: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') };
}

/** Starts the app and waits for nothing. */
export function start({
  data = freshData(),
  program: installed = process.env.NAPCAT_DOCTOR_APP,
  folder = ROOT,
  under = [],
  args = [],
  env = {},
  demo = true,
}: Options): ChildProcess {
  const program = installed ?? electron();
  const own = [...(installed === undefined ? [folder] : []), ...(demo ? ['--demo'] : [])];
  const [command, ...rest] = under.length > 0 ? [...under, program] : [program];
  const app = spawn(command, [...rest, ...SANDBOX_ARGS, `--user-data-dir=${data}`, ...args, ...own], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LANG: 'zh_CN.UTF-8', ...env },
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

/** The main process itself, to look into. Only of the app as it was built. Closed at the end of the test. */
export async function openMainProcess({ data = freshData() }: Options = {}): Promise<ElectronApplication> {
  const app = await _electron.launch({
    executablePath: electron(),
    args: [...SANDBOX_ARGS, `--user-data-dir=${data}`, ROOT, '--demo'],
    env: { ...(process.env as Record<string, string>), LANG: 'zh_CN.UTF-8' },
  });
  onTestFinished(() => app.close());
  await (await app.firstWindow()).locator('h1').waitFor();
  return app;
}

/** Why a test that looks into the main process has to be skipped. */
export function cannotDriveMain(): { readonly skip: boolean; readonly why: string } {
  const skip = process.env.NAPCAT_DOCTOR_APP !== undefined;
  return { skip, why: skip ? ' [skipped: the installed app lets nobody into its main process]' : '' };
}

/** Ends the app at once, and waits for it. */
export async function crash(app: ChildProcess): Promise<void> {
  app.kill('SIGKILL');
  await once(app, 'exit');
}

/** A folder with settings in Chinese and nothing else. */
export function freshData(): string {
  return dataWith({ language: 'zh' });
}

export function dataWith(settings: Partial<Settings>): string {
  const data = scratch();
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ ...DEFAULT_SETTINGS, ...settings }));
  return data;
}

export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-desktop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Stands in for the system's opener of addresses (Linux) and writes down what it was asked to open. */
export function openerNotes(): { readonly env: NodeJS.ProcessEnv; readonly read: () => readonly string[] } {
  const folder = scratch();
  const notes = join(folder, 'opened');
  const opener = join(folder, 'xdg-open');
  writeFileSync(opener, `#!/bin/sh\nprintf '%s\\n' "$1" >>'${notes}'\n`);
  chmodSync(opener, 0o755);
  return {
    env: { PATH: `${folder}:${process.env.PATH ?? ''}` },
    read: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []),
  };
}

function electron(): string {
  const program = findElectron();
  if (program === null) throw new Error('no Electron on this machine');
  return program;
}
