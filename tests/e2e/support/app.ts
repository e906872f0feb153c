/**
 * The app as its users have it, for the walks that both hosts must pass: in Chromium through the loopback host, or, in
 * the project `electron`, the desktop app in its own window.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { noBoxes, saveAs, whyNoBoxes } from './boxes.ts';
import { crash, dataWith, end, openDesktopApp } from './desktop-app.ts';
import { faultsOf } from './faults.ts';
import { openWebApp } from './web-app.ts';
import type { Options } from './web-app.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly host: 'web' | 'desktop';
  }
}

export interface App {
  readonly page: Page;
  readonly data: string;
  /** What the page complained about: console errors, exceptions, refused loads. */
  readonly faults: readonly string[];
  /** Ends the app at once, as a crash would. */
  readonly crash: () => Promise<void>;
  /** Ends it as a log-off would, and waits until it has come to its end. */
  readonly quit: () => Promise<void>;
  /** Presses what saves a file, and answers whoever asks for a place: the browser, or the system's own dialog. */
  readonly save: (press: () => Promise<void>) => Promise<SavedFile>;
}

export interface SavedFile {
  readonly bytes: Buffer;
  /** As the browser was told; `null` where the user chose a path. */
  readonly download: string | null;
  readonly path: string;
}

/** Why a walk that saves a file has to be skipped in this host. */
export function cannotSave(): { readonly skip: boolean; readonly why: string } {
  const skip = inject('host') === 'desktop' && noBoxes;
  return { skip, why: skip ? whyNoBoxes : '' };
}

/** Closed at the end of the test. */
export async function openApp(options: Options = {}): Promise<App> {
  if (inject('host') === 'web') {
    const app = await openWebApp(options);
    return { ...app, save: (press) => savedByBrowser(app.page, press) };
  }
  const { settings = {}, demo = true, data = dataWith(settings), env: own = {} } = options;
  // The journal and the backups of repairs belong to the test as well.
  const env = { XDG_STATE_HOME: data, LOCALAPPDATA: data, ...own };
  const { page, process } = await openDesktopApp({ data, demo, env });
  return {
    ...{ page, data, faults: faultsOf(page), crash: () => crash(process), quit: () => end(process) },
    save: (press) => savedByDialog(page, join(data, '给朋友的诊断包.zip'), press),
  };
}

async function savedByBrowser(page: Page, press: () => Promise<void>): Promise<SavedFile> {
  const download = page.waitForEvent('download');
  await press();
  const path = await (await download).path();
  return { bytes: readFileSync(path), download: (await download).suggestedFilename(), path };
}

async function savedByDialog(page: Page, path: string, press: () => Promise<void>): Promise<SavedFile> {
  await (await saveAs(page, path, press)).gone();
  await expect.poll(() => existsSync(path)).toBe(true);
  return { bytes: readFileSync(path), download: null, path };
}
