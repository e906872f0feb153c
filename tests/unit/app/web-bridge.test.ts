/** The page's end of the loopback host: what it keeps is kept in the order in which it was said. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../electron/contract/app.ts';
import type { Settings } from '../../../electron/contract/app.ts';
import { webBridge } from '../../../renderer/bridge/web.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A network on which the first thing to be kept is on its way for a moment, and nothing else. Returns what has arrived. */
function network(): readonly string[] {
  const arrived: string[] = [];
  let isFirst = true;
  vi.stubGlobal('fetch', async (path: string, { body }: { readonly body: string }) => {
    if (isFirst && path.includes('/save-')) {
      isFirst = false;
      await sleep(30);
    }
    arrived.push(`${path} ${body}`);
    return new Response('{"result":{"ok":true,"value":null}}\n');
  });
  return arrived;
}

const themes: readonly Settings['theme'][] = ['dark', 'light', 'contrast'];

test('of what is kept the last word arrives last, whichever connection is the faster one', async () => {
  const arrived = network();
  const bridge = webBridge('session');
  await Promise.all(themes.map((theme) => bridge.call('save-settings', { ...DEFAULT_SETTINGS, theme })));
  expect(arrived.map((one) => /"theme":"(\w+)"/.exec(one)?.[1])).toEqual(themes);
});

test('nothing else waits for it', async () => {
  const arrived = network();
  const bridge = webBridge('session');
  const kept = bridge.call('save-repair', null);
  await bridge.call('hello', null);
  expect(arrived).toEqual(['/api/call/hello null']);
  await kept;
  expect(arrived).toEqual(['/api/call/hello null', '/api/call/save-repair null']);
});
