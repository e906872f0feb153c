/** What the app holds against a page that was taken over, seen from the main process of a real Electron. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DESKTOP_PORT, LINKS } from '../../../electron/contract/app.ts';
import { CHANNELS } from '../../../electron/hosts/desktop/channels.ts';
import { APP } from '../../../scripts/build-app.mjs';
import { cannotDriveMain, openDesktopApp, openMainProcess, openerNotes, scratch } from '../support/desktop-app.ts';

const { skip, why } = cannotDriveMain();
/** Not a number that the page itself has in use. */
const call = `window.${DESKTOP_PORT}.call(900, 'hello', null)`;

describe.skipIf(skip)(`the main process${why}`, () => {
  test('gives the page a sandbox and nothing of Node', async () => {
    const app = await openMainProcess();
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return (
        window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  test('answers our page, and no other page with the same preload script', async () => {
    const app = await openMainProcess();
    const answers = await app.evaluate(
      async ({ BrowserWindow }, [preload, script]) => {
        const { webContents } = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        const results: unknown[] = [];
        for (const url of ['app://napcat-doctor/', 'app://napcat-doctor/licences.json']) {
          await webContents.loadURL(url);
          results.push(await webContents.executeJavaScript(script));
        }
        return results;
      },
      [`${APP}/preload.cjs`, call] as const,
    );
    expect(answers).toMatchObject([{ ok: true }, { ok: false, error: 'refused', message: 'not from our page' }]);
  });

  test('answers no frame inside our page, not even one of our own origin with our preload script', async () => {
    const app = await openMainProcess();
    const answers = await app.evaluate(
      async ({ BrowserWindow, session }, [preload, script]) => {
        // Our own policy forbids every frame: without it the check of the sender stands alone.
        session.defaultSession.webRequest.onHeadersReceived((_, answer) => answer({ responseHeaders: {} }));
        const { webContents } = new BrowserWindow({
          show: false,
          webPreferences: { preload, sandbox: true, nodeIntegrationInSubFrames: true },
        });
        await webContents.loadURL('app://napcat-doctor/');
        await webContents.executeJavaScript(`new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = 'app://napcat-doctor/';
          frame.onload = resolve;
          document.body.append(frame);
        })`);
        const [frame] = webContents.mainFrame.frames;
        const answers: unknown[] = [
          await webContents.executeJavaScript(script),
          await frame?.executeJavaScript(script),
        ];
        return [frame?.url, ...answers];
      },
      [`${APP}/preload.cjs`, call] as const,
    );
    expect(answers).toMatchObject([
      'app://napcat-doctor/',
      { ok: true },
      { ok: false, error: 'refused', message: 'not from our page' },
    ]);
  });

  test('lets no page embed another one with our preload script', async () => {
    const app = await openMainProcess();
    const attached = await app.evaluate(async ({ BrowserWindow }, preload) => {
      const { webContents } = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
      let attached = false;
      webContents.on('did-attach-webview', () => (attached = true));
      await webContents.loadURL('app://napcat-doctor/');
      await webContents.executeJavaScript(`
          const view = document.createElement('webview');
          view.setAttribute('preload', 'file://${preload}');
          view.setAttribute('src', 'app://napcat-doctor/');
          document.body.append(view);
        `);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return attached;
    }, `${APP}/preload.cjs`);
    expect(attached).toBe(false);
  });

  test('hears a page that was loaded anew from its first call on, whatever the one before it left open', async () => {
    const app = await openMainProcess();
    const page = await app.firstWindow();
    // Watches for a minute, under the numbers that the next page begins with.
    await page.evaluate(
      ([port, request]) => {
        const { call } = (
          window as unknown as Record<string, { call: (...all: readonly unknown[]) => Promise<unknown> }>
        )[port] as { call: (...all: readonly unknown[]) => Promise<unknown> };
        for (let id = 100; id < 130; id++) call(id, 'watch', request).catch(() => undefined);
      },
      [DESKTOP_PORT, { source: { kind: 'this-computer' }, seconds: 60 }] as const,
    );
    await page.reload();
    await page.locator('h1').waitFor();
    const answers = await page.evaluate(
      `Promise.all([100, 101, 129].map((id) => window.${DESKTOP_PORT}.call(id, 'hello', null)))`,
    );
    expect(answers).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  });

  test('has three channels and no more', async () => {
    const app = await openMainProcess();
    const names = await app.evaluate(({ ipcMain }) => {
      const { _invokeHandlers } = ipcMain as unknown as { readonly _invokeHandlers: ReadonlyMap<string, unknown> };
      // Electron itself listens to `error`.
      return [...ipcMain.eventNames().filter((name) => name !== 'error'), ..._invokeHandlers.keys()].map(String);
    });
    expect(names.toSorted()).toEqual([CHANNELS.call, CHANNELS.stop].toSorted());
  });

  test('grants the clipboard and nothing else', async () => {
    const app = await openMainProcess();
    const page = await app.firstWindow();
    const states = await page.evaluate(() =>
      Promise.all(
        ['clipboard-write', 'clipboard-read', 'camera', 'microphone', 'geolocation', 'notifications', 'midi'].map(
          async (name) => [name, (await navigator.permissions.query({ name: name as PermissionName })).state],
        ),
      ),
    );
    expect(states.filter(([, state]) => state !== 'denied').map(([name]) => name)).toEqual(['clipboard-write']);
  });
});

describe('the page', () => {
  test('runs no script but ours: none from text, none inline', async () => {
    const { page } = await openDesktopApp();
    const tried = await page.evaluate(async () => {
      const refused = (act: () => unknown): string => {
        try {
          act();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const inline = document.createElement('script');
      const filled = refused(() => (inline.textContent = 'window.inlined = true'));
      document.head.append(inline);
      return {
        // Later: what a debugger evaluates at once is exempt.
        evaluated: await new Promise((resolve) => setTimeout(() => resolve(refused(() => (0, eval)('1'))))),
        html: refused(() => (document.body.innerHTML = '<b>x</b>')),
        filled,
        ran: 'inlined' in window,
      };
    });
    expect(tried).toEqual({
      evaluated: 'EvalError',
      html: 'TypeError',
      filled: 'TypeError',
      ran: false,
    });
    const imported = await page.evaluate(`import('data:text/javascript,1').then(() => 'loaded', () => 'refused')`);
    expect(imported).toBe('refused');
  });

  test('is served with a policy that starts from nothing', async () => {
    const { page } = await openDesktopApp();
    const policy = await page.evaluate(async () => (await fetch('/')).headers.get('Content-Security-Policy'));
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/);
  });

  test('cannot fetch what is not of the page', async () => {
    const { page } = await openDesktopApp();
    const results = await page.evaluate(() =>
      Promise.all(
        [
          '/main.mjs',
          '/../main.mjs',
          '/%2e%2e/main.mjs',
          'app://other/',
          'file:///etc/hostname',
          'http://127.0.0.1:1/',
        ].map((url) =>
          fetch(url).then(
            ({ status }) => status,
            () => 'refused',
          ),
        ),
      ),
    );
    expect(results).toEqual([404, 404, 404, 'refused', 'refused', 'refused']);
  });

  test('saves nothing behind the user’s back', async () => {
    const { env, home } = homeFolder();
    const { page } = await openDesktopApp({ env });
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'x.exe';
      link.click();
    });
    await page.waitForTimeout(500);
    expect(readdirSync(home, { recursive: true }).filter((path) => String(path).includes('x.exe'))).toEqual([]);
  });
});

const linux = process.platform === 'linux';
const noOpener = linux ? '' : ' [skipped: only Linux has an opener that can be stood in for]';

test.skipIf(!linux)(`the user’s browser opens exactly the pages that the app shows${noOpener}`, async () => {
  const notes = openerNotes();
  const { page } = await openDesktopApp({ env: notes.env });
  await page.evaluate(
    (urls) => {
      for (const url of urls) open(url);
    },
    ['https://example.com/', `${LINKS.nonebot}../x`, 'file:///etc/hostname', 'ms-settings:', LINKS.nonebot],
  );
  await expect.poll(notes.read, { timeout: 10_000 }).toEqual([LINKS.nonebot]);
});

/** A user of its own, so that a download would be found wherever it went. */
function homeFolder(): { readonly env: NodeJS.ProcessEnv; readonly home: string } {
  const home = scratch();
  return { env: { HOME: home, XDG_DOWNLOAD_DIR: home }, home };
}
