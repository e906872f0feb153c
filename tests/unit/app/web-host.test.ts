/** Attacks on the loopback host, over real sockets. */
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { CallResult } from '../../../electron/contract/app.ts';
import type { Asset } from '../../../electron/hosts/app/assets.ts';
import type { Desk } from '../../../electron/hosts/app/desk.ts';
import { startWebHost } from '../../../electron/hosts/web/server.ts';
import type { WebHost } from '../../../electron/hosts/web/server.ts';

const asset = (text: string): Asset => ({
  type: 'text/html',
  body: new Uint8Array(Buffer.from(text)),
  immutable: false,
});
const calls: { name: unknown; request: unknown; signal: AbortSignal }[] = [];
let hold: Promise<CallResult<'clear-data'>> | null = null;
const desk: Desk = {
  answer(name, asked, { signal, progress }) {
    calls.push({ name, request: asked, signal });
    progress({ collector: 'napcat', state: 'started' });
    return hold ?? Promise.resolve({ ok: false, error: 'refused', message: 'no such call' });
  },
  settings: () => ({ language: 'zh', theme: 'light', deepProbe: false, webui: false }),
};
let host: WebHost;
let session: string;

beforeAll(async () => {
  host = await startWebHost(desk, new Map([['/', asset('<p>page</p>')]]));
  session = (
    JSON.parse((await post('/api/session', { body: JSON.stringify({ key: keyOf(host) }) })).text) as { session: string }
  ).session;
});
afterAll(() => host.close());

const keyOf = ({ address }: WebHost): string => new URL(address).hash.replace('#key=', '');

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function send(
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> {
  return new Promise((resolve, reject) => {
    const made = request(`${host.origin}${path}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    made.on('error', reject);
    made.end(body);
  });
}

/** As our own page would. */
const post = (path: string, { headers = {}, body = 'null' }: Sent = {}) =>
  send(path, {
    method: 'POST',
    body,
    headers: { Origin: host.origin, 'Content-Type': 'application/json', ...headers },
  });
const signedIn = () => ({ Authorization: `Bearer ${session}` });

describe('reading the page', () => {
  test('works without a session and forbids everything foreign', async () => {
    const { status, headers } = await send('/');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  });

  test.each(['evil.example', 'localhost', '127.0.0.1', '127.0.0.1.evil.example', '[::1]', ''])(
    'a re-bound name (%j) gets nothing',
    async (name) => {
      const port = new URL(host.origin).port;
      const { status } = await send('/', {
        headers: { Host: name === '127.0.0.1' ? '127.0.0.1:1' : `${name}:${port}` },
      });
      expect(status).toBe(421);
    },
  );

  test.each(['/../package.json', '/..%2f..%2fpackage.json', '/assets/../../x', '/constructor', '//etc/passwd'])(
    '%s is not a page',
    async (path) => {
      expect((await send(path)).status).toBe(404);
    },
  );

  test.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused', async (method) => {
    expect((await send('/', { method })).status).toBe(405);
  });
});

describe('calling', () => {
  test('our page with a session is answered in lines of JSON', async () => {
    const { status, text } = await post('/api/call/clear-data', { headers: signedIn() });
    expect(status).toBe(200);
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { progress: { collector: 'napcat', state: 'started' } },
      { result: { ok: false, error: 'refused', message: 'no such call' } },
    ]);
  });

  test.each([
    ['another origin', { Origin: 'http://evil.example' }, 403],
    ['another port of this machine', { Origin: 'http://127.0.0.1:1' }, 403],
    ['an opaque origin', { Origin: 'null' }, 403],
    ['another site, says the browser', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a form', { 'Content-Type': 'text/plain' }, 415],
    ['no session', { Authorization: '' }, 401],
    ['a made-up session', { Authorization: 'Bearer AAAA' }, 401],
    ['a longer session', { Authorization: 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }, 401],
  ])('%s is refused', async (_, headers, expected) => {
    const before = calls.length;
    const { status } = await post('/api/call/clear-data', { headers: { ...signedIn(), ...headers } });
    expect({ status, calls: calls.length - before }).toEqual({ status: expected, calls: 0 });
  });

  test('no Origin at all is refused', async () => {
    const { status } = await send('/api/call/hello', {
      method: 'POST',
      body: 'null',
      headers: { ...signedIn(), 'Content-Type': 'application/json' },
    });
    expect(status).toBe(403);
  });

  test.each(['', '{', 'undefined'])('a body that is not JSON (%j) is refused', async (body) => {
    expect((await post('/api/call/hello', { headers: signedIn(), body })).status).toBe(400);
  });

  test('a name that is no name never reaches the desk', async () => {
    expect((await post('/api/call/..%2fhello', { headers: signedIn() })).status).toBe(404);
  });

  test('a call is stopped by its name, and still answered', async () => {
    let answer: (result: CallResult<'clear-data'>) => void = () => undefined;
    hold = new Promise((resolve) => (answer = resolve));
    const answered = post('/api/call/apply', { headers: { ...signedIn(), 'Call-Id': 'call-1' } });
    await expect.poll(() => calls.at(-1)?.name).toBe('apply');
    const signal = calls.at(-1)?.signal;
    expect((await post('/api/stop/call-1')).status).toBe(401);
    expect((await post('/api/stop/call-2', { headers: signedIn() })).status).toBe(204);
    expect(signal?.aborted).toBe(false);
    expect((await post('/api/stop/call-1', { headers: signedIn() })).status).toBe(204);
    expect(signal?.aborted).toBe(true);
    answer({ ok: false, error: 'cancelled', message: 'stopped' });
    expect((await answered).text).toContain('"error":"cancelled"');
    hold = null;
  });

  test('a reader that goes away stops its call', async () => {
    let release: (result: CallResult<'clear-data'>) => void = () => undefined;
    hold = new Promise((resolve) => (release = resolve));
    const socket = connect(Number(new URL(host.origin).port), '127.0.0.1');
    const head = [
      'POST /api/call/examine HTTP/1.1',
      `Host: ${new URL(host.origin).host}`,
      `Origin: ${host.origin}`,
      'Content-Type: application/json',
      `Authorization: Bearer ${session}`,
      'Content-Length: 4',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\nnull`);
    await new Promise((resolve) => socket.once('data', resolve));
    const signal = calls.at(-1)?.signal;
    const stopped = new Promise((resolve) => signal?.addEventListener('abort', resolve));
    socket.destroy();
    await stopped;
    release({ ok: false, error: 'cancelled', message: '' });
    hold = null;
    expect(signal?.aborted).toBe(true);
  });
});

describe('the key of the address', () => {
  test('works once', async () => {
    expect((await post('/api/session', { body: JSON.stringify({ key: keyOf(host) }) })).status).toBe(401);
  });

  test.each(['null', '{}', '{"key":7}', '{"key":""}', '{"key":"wrong"}', '[]'])('%s opens nothing', async (body) => {
    const fresh = await startWebHost(desk, new Map());
    const before = host;
    host = fresh;
    const { status } = await post('/api/session', { body });
    host = before;
    await fresh.close();
    expect(status).toBe(401);
  });

  test('does not open from another site', async () => {
    const body = JSON.stringify({ key: keyOf(host) });
    expect((await post('/api/session', { body, headers: { Origin: 'http://evil.example' } })).status).toBe(403);
  });

  test('a huge body is cut off', async () => {
    expect((await post('/api/session', { body: JSON.stringify({ key: 'x'.repeat(5000) }) })).status).toBe(413);
  });
});

describe('a program that holds on', () => {
  /** Node's own limit for the head of a request is a minute. */
  const HALF_OF_NODES_OWN = 30_000;
  const silent = (): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(host.origin).port), '127.0.0.1', () => resolve(socket));
      socket.on('error', () => undefined);
    });
  const ended = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.once('close', resolve));

  test.concurrent(
    'to the head of a request is let go within seconds',
    async () => {
      const socket = await silent();
      socket.resume();
      socket.write('GET / HTTP/1.1\r\nX-Slow: ');
      const drip = setInterval(() => socket.write('a'), 200);
      await ended(socket);
      clearInterval(drip);
    },
    HALF_OF_NODES_OWN,
  );

  test.concurrent(
    'to a connection without a word is let go as well',
    async () => {
      const socket = await silent();
      socket.resume();
      await ended(socket);
    },
    HALF_OF_NODES_OWN,
  );

  test('to the body of a request, a byte at a time, is let go, and its place is free again', async () => {
    const fresh = await startWebHost(desk, new Map(), {
      headersTimeout: 2_000,
      requestTimeout: 2_000,
      connectionsCheckingInterval: 100,
    });
    onTestFinished(() => fresh.close());
    const { origin } = fresh;
    const page = { Origin: origin, 'Content-Type': 'application/json' };
    const call = (path: string, headers: object, body: unknown): Promise<Response> =>
      fetch(origin + path, { method: 'POST', headers: { ...page, ...headers }, body: JSON.stringify(body) });
    const drip = async (path: string, headers: object): Promise<string> => {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1');
      socket.on('error', () => undefined);
      let got = '';
      socket.on('data', (chunk: Buffer) => (got += chunk.toString()));
      const head = { Host: new URL(origin).host, ...page, ...headers, 'Content-Length': '1000000' };
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
      socket.write(`${[`POST ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n"`);
      const bytes = setInterval(() => socket.write('a'), 100);
      await ended(socket);
      clearInterval(bytes);
      return got;
    };

    const admitted = (await (await call('/api/session', {}, { key: keyOf(fresh) })).json()) as { session: string };
    const own = { Authorization: `Bearer ${admitted.session}` };
    const before = calls.length;
    // As many as there are places for calls, and one that is not even let in.
    const slow = Array.from({ length: 32 }, () => drip('/api/call/clear-data', own));
    for (const got of await Promise.all([...slow, drip('/api/session', {})])) expect(got).toMatch(/^HTTP\/1\.1 408 /);
    expect(calls.length).toBe(before);
    expect((await call('/api/call/clear-data', own, null)).status).toBe(200);
    expect(calls.length).toBe(before + 1);
  });

  test('to as many connections as there are does not get more than its share', async () => {
    const sockets = await Promise.all(Array.from({ length: 80 }, silent));
    await Promise.race(sockets.map(ended));
    for (const socket of sockets) socket.destroy();
    await expect
      .poll(() =>
        send('/').then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });

  test('to as many calls as it can is refused the next one', async () => {
    let release: (result: CallResult<'clear-data'>) => void = () => undefined;
    hold = new Promise((resolve) => (release = resolve));
    const open = Array.from({ length: 32 }, () => post('/api/call/examine', { headers: signedIn() }));
    const before = calls.length;
    await expect.poll(() => calls.length - before).toBe(32);
    expect((await post('/api/call/examine', { headers: signedIn() })).status).toBe(429);
    release({ ok: false, error: 'cancelled', message: '' });
    hold = null;
    await Promise.all(open);
  });
});
