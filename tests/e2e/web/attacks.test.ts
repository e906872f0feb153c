/** What a hostile page in the same browser can do to the loopback host: nothing. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { appMessagesFor } from '../../../electron/contract/messages/index.ts';
import { visit } from '../support/keyboard.ts';
import { openWebApp } from '../support/web-app.ts';
import type { WebApp } from '../support/web-app.ts';

const zh = await appMessagesFor('zh');

/** A page of another program on this machine, open in the same browser profile. */
async function hostilePage({ page }: WebApp) {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>evil</p>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const evil = await page.context().newPage();
  await evil.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return evil;
}

const originOf = ({ address }: WebApp): string => new URL(address).origin;

test('cannot call, read or start anything', async () => {
  const app = await openWebApp();
  const evil = await hostilePage(app);
  const results = await evil.evaluate(async (origin) => {
    const attempt = (path: string, init?: RequestInit) =>
      fetch(origin + path, init).then(
        (response) => `${response.status}`,
        () => 'blocked',
      );
    return [
      await attempt('/'),
      await attempt('/api/call/hello', {
        method: 'POST',
        body: 'null',
        headers: { 'Content-Type': 'application/json' },
      }),
      await attempt('/api/call/hello', { method: 'POST', body: 'null', mode: 'no-cors' }).then((status) =>
        status === '0' ? 'opaque' : status,
      ),
    ];
  }, originOf(app));
  // The last one is sent and refused: its sender cannot see even that.
  expect(results).toEqual(['blocked', 'blocked', expect.stringMatching(/^(?:opaque|blocked)$/)]);
});

test('cannot open a stream, a socket or a form to it', async () => {
  const app = await openWebApp();
  const evil = await hostilePage(app);
  const origin = originOf(app);
  const streams = await evil.evaluate(
    (host) =>
      Promise.all(
        [new EventSource(`${host}/api/call/hello`), new WebSocket(host.replace('http', 'ws'))].map(
          (stream) =>
            new Promise((resolve) => {
              stream.onopen = () => resolve('open');
              stream.onerror = () => resolve('refused');
            }),
        ),
      ),
    origin,
  );
  expect(streams).toEqual(['refused', 'refused']);
  const answered = evil.waitForResponse((response) => response.url().startsWith(origin));
  await evil.evaluate((host) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.enctype = 'text/plain';
    form.action = `${host}/api/call/clear-data`;
    document.body.append(form);
    form.submit();
  }, origin);
  expect((await answered).status()).toBe(403);
});

test('cannot frame the wizard', async () => {
  const app = await openWebApp();
  const evil = await hostilePage(app);
  await evil.evaluate((origin) => {
    const frame = document.createElement('iframe');
    frame.src = origin;
    document.body.append(frame);
  }, originOf(app));
  await evil.waitForTimeout(500);
  const texts = await Promise.all(
    evil
      .frames()
      .slice(1)
      .map((frame) =>
        frame
          .locator('body')
          .textContent()
          .catch(() => ''),
      ),
  );
  expect(texts.join('')).not.toContain(zh.title);
});

test('a second browser with the used address is locked out', async () => {
  const app = await openWebApp();
  const other = await app.browser.newContext({ locale: 'zh-CN' });
  onTestFinished(() => other.close());
  const page = await other.newPage();
  await page.goto(app.address);
  await page.getByRole('heading', { name: zh.locked.heading }).waitFor();
});

test('the key does not stay in the address', async () => {
  const { page } = await openWebApp();
  expect(page.url()).not.toContain('key');
});

test('text from a machine never becomes a script', async () => {
  const { page, faults } = await openWebApp();
  const name = '<img src=x onerror="window.hacked=1">';
  const content = JSON.stringify({
    format: 'napcat-doctor/recording@1',
    host: { platform: 'win32', edition: name },
    processes: [],
    roots: ['C:\\'],
    files: {},
  });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(content) });
  await page.getByText(zh.home.opened(`${name}.json`)).waitFor();
  await page.getByRole('button', { name: zh.home.start }).click();
  await page.locator('.card h1').waitFor();
  await visit(page, zh.pages.details);
  await page.locator('dd').getByText(name).waitFor();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(faults).toEqual([]);
});

test('even a script that got in cannot be made from text or loaded from elsewhere', async () => {
  const { page } = await openWebApp();
  const tried = await page.evaluate(() => {
    const attempt = (act: () => void): string => {
      try {
        act();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      attempt(() => (document.body.innerHTML = '<b>x</b>')),
      attempt(() => document.body.insertAdjacentHTML('beforeend', '<b>x</b>')),
      attempt(() => (document.createElement('script').src = 'https://example.com/x.js')),
    ];
  });
  expect(tried).toEqual(['TypeError', 'TypeError', 'TypeError']);
});
