/**
 * The app as its users have it, for the walks that both hosts must pass: in Chromium through the loopback host, or, in
 * the project `electron`, the desktop app in its own window.
 */
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
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
}

/** Closed at the end of the test. */
export async function openApp(options: Options = {}): Promise<App> {
  if (inject('host') === 'web') return openWebApp(options);
  const { settings = {}, demo = true, data = dataWith(settings), env: own = {} } = options;
  // The journal and the backups of repairs belong to the test as well.
  const env = { XDG_STATE_HOME: data, LOCALAPPDATA: data, ...own };
  const { page, process } = await openDesktopApp({ data, demo, env });
  return { page, data, faults: faultsOf(page), crash: () => crash(process), quit: () => end(process) };
}
