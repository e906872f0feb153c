/** The processes of a running desktop app, from outside: found, ended, and met again. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { DesktopApp } from './desktop-app.ts';

export const GRAPHICS = '--type=gpu-process';
export const ENGINE = '--type=utility .*node.mojom.NodeService';

/** The id of a process of this app that is not the one known so far, once there is one. */
export async function processOf({ data }: Pick<DesktopApp, 'data'>, type: string, known = 0): Promise<number> {
  let id = 0;
  const find = (): number => {
    const { stdout } = spawnSync('pgrep', ['-f', '--', `${type} .*${data}`], { encoding: 'utf8' });
    return Number(stdout.trim().split('\n')[0]);
  };
  await expect.poll(() => (id = find()) !== 0 && id !== known, { timeout: 10_000, message: type }).toBe(true);
  return id;
}

export function dies(page: Page): Promise<void> {
  return page
    .context()
    .newCDPSession(page)
    .then((session) => {
      // The answer to a crash never comes.
      session.send('Page.crash').catch(() => undefined);
    });
}

/** For a debugger that is to come back. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Takes hold of the page that came after the one that was lost. */
export async function pageAnew(port: number): Promise<Page> {
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  // Between two pages there is none for a moment.
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('there is no page');
  return page;
}
