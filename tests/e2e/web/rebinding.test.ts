/** A name of the attacker's that leads to 127.0.0.1 (DNS rebinding): the browser then calls our host "its own origin". */
import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../../../scripts/app/browser.mjs';
import { openWebApp } from '../support/web-app.ts';

test('a name that leads to this machine gets nothing, neither page nor answers', async () => {
  const { address } = await openWebApp();
  const { port, hash } = new URL(address);
  const browser = await launchChromium(['--host-resolver-rules=MAP evil.test 127.0.0.1']);
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const answer = await page.goto(`http://evil.test:${port}/${hash}`);
  expect(answer?.status()).toBe(421);
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/api/session', '/api/call/hello'].map((path) =>
        fetch(path, { method: 'POST', body: 'null', headers: { 'Content-Type': 'application/json' } }).then(
          ({ status }) => status,
        ),
      ),
    ),
  );
  expect(statuses).toEqual([421, 421]);
});

test.each(['localhost', '127.0.0.1.evil.test', '[::1]'])(
  'a request with %j for its Host is turned away',
  async (host) => {
    const { address } = await openWebApp();
    const { port } = new URL(address);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, headers: { Host: `${host}:${port}` } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  },
);

test('nobody else on the network reaches it', async () => {
  const { address } = await openWebApp();
  const { hostname, port } = new URL(address);
  expect({ hostname, fixed: ['80', '8080', ''].includes(port) }).toEqual({ hostname: '127.0.0.1', fixed: false });
  const other = (await openWebApp()).address;
  expect(new URL(other).port).not.toBe(port);
});
