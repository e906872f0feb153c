/** Relay between the NapCat stand-in and a real NoneBot, and between hostile ends: nothing is changed, nothing is kept. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';

import type { LabEvent, RelayReport } from '../../electron/contract/lab.ts';
import { relay } from '../../electron/doctor.ts';
import { createLiveMachine } from '../../electron/machine/index.ts';
import { lacks, named, venv } from './support/installed.ts';
import { keeper } from './support/keeper.ts';
import { startForeign } from './support/foreign.ts';
import { startNapCat } from './support/napcat.ts';
import { startNoneBot } from './support/nonebot.ts';
import { freePort } from './support/ports.ts';
import { until } from './support/until.ts';

const UIN = '2000000074';
const keep = keeper();
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Session {
  readonly port: number;
  readonly events: readonly LabEvent[];
  readonly end: () => Promise<RelayReport>;
}

async function start(url: string): Promise<Session> {
  const port = await freePort();
  const events: LabEvent[] = [];
  const stop = new AbortController();
  const report = relay(
    await createLiveMachine(),
    { port, url, seconds: 60 },
    { signal: stop.signal, onEvent: (event) => events.push(event) },
  );
  await until('the relay to be open', () => events.some(({ kind }) => kind === 'waiting'));
  const end = (): Promise<RelayReport> => {
    stop.abort();
    return report;
  };
  closers.push(end);
  return { port, events, end };
}

const nonebot = venv('nonebot-current');
describe.skipIf(lacks(nonebot))(named('between NapCat and NoneBot', nonebot), () => {
  const napcatTo = (port: number, path = '/onebot/v11/ws', token = '') =>
    keep(
      startNapCat({
        uin: UIN,
        clients: [{ url: `ws://127.0.0.1:${port}${path}`, token, heartInterval: 300 }],
        chatEveryMs: 200,
      }),
    );

  test('both work as without it, and what goes by is shown without its words', async () => {
    const bot = await keep(startNoneBot({ token: 's3cret-A', callsApi: true }));
    const { port, events, end } = await start(`ws://127.0.0.1:${bot.port}`);
    const napcat = await napcatTo(port, '/onebot/v11/ws', 's3cret-A');
    await bot.waitForEvent(`connect ${UIN}`);
    await bot.waitForEvent(new RegExp(`^api ${UIN} `));
    napcat.say('密语 hush');
    await bot.waitForEvent(`message ${UIN} 密语 hush`);
    await until('a heartbeat', () =>
      events.some((event) => event.kind === 'frame' && event.frame.kind === 'heartbeat'),
    );
    const report = await end();
    expect(report).toMatchObject({ outcome: 'flows', code: 'healthy' });
    expect(report.links[0]).toMatchObject({
      handshake: { path: '/onebot/v11/ws', token: 'sent', role: 'Universal', userAgent: 'OneBot/11' },
      fromNapcat: { lifecycle: 1, answer: 1 },
      fromFramework: { call: 1 },
      calls: { answered: 1, open: 0 },
      heartbeatMs: 300,
    });
    const call = events.find((event) => event.kind === 'frame' && event.frame.kind === 'call');
    expect(call).toMatchObject({ from: 'framework', frame: { name: 'get_login_info' } });
    expect(JSON.stringify([report, events])).not.toMatch(new RegExp(`密语|hush|s3cret-A|${UIN}`));
    await bot.waitForEvent(`disconnect ${UIN}`);
  });

  test('a refusal reaches NapCat as NoneBot said it', async () => {
    const bot = await keep(startNoneBot({ token: 's3cret-A' }));
    const { port, end } = await start(`ws://127.0.0.1:${bot.port}`);
    const napcat = await napcatTo(port, '/onebot/v11/ws', 's3cret-B');
    expect(await napcat.waitFailed()).toBe('Unexpected server response: 403');
    await bot.waitForLine(/Authorization Header is invalid/);
    expect(await end()).toMatchObject({ outcome: 'framework-refused', links: [{ status: 403 }] });
  });

  test('a framework that ends closes NapCat’s end as it would have', async () => {
    const bot = await keep(startNoneBot());
    const { port, events, end } = await start(`ws://127.0.0.1:${bot.port}`);
    const napcat = await napcatTo(port);
    await napcat.waitConnected();
    await bot.waitForEvent(`connect ${UIN}`);
    await bot.stop('SIGTERM');
    await until('NapCat to see it', () => napcat.history().some(({ event }) => event === 'closed'));
    expect(events.find(({ kind }) => kind === 'closed')).toMatchObject({ by: 'framework', code: 1012 });
    await end();
  });

  test('a NapCat that goes takes its bot along', async () => {
    const bot = await keep(startNoneBot());
    const { port, end } = await start(`ws://127.0.0.1:${bot.port}`);
    const napcat = await napcatTo(port);
    await bot.waitForEvent(`connect ${UIN}`);
    await napcat.stop();
    await bot.waitForEvent(`disconnect ${UIN}`);
    expect((await end()).links[0]?.close).toMatchObject({ by: 'napcat' });
  });
});

test('a framework that is not there is told, and NapCat gets 502', async () => {
  const { port, end } = await start(`ws://127.0.0.1:${await freePort()}/onebot/v11/ws`);
  const napcat = await keep(startNapCat({ uin: UIN, clients: [{ url: `ws://127.0.0.1:${port}/onebot/v11/ws` }] }));
  expect(await napcat.waitFailed()).toBe('Unexpected server response: 502');
  expect(await end()).toMatchObject({ outcome: 'framework-unreached', code: 'server-not-listening' });
});

test('a framework that stays silent: NapCat gives up after its own two seconds', async () => {
  const silent = await keep(startForeign('silent'));
  const { port, end } = await start(`ws://127.0.0.1:${silent.port}`);
  const napcat = await keep(startNapCat({ uin: UIN, clients: [{ url: `ws://127.0.0.1:${port}/onebot/v11/ws` }] }));
  expect(await napcat.waitFailed()).toBe('Opening handshake has timed out');
  const before = performance.now();
  await end();
  // Half of what the relay itself gives a framework for its handshake.
  expect(performance.now() - before).toBeLessThan(5_000);
});

test('it listens on loopback only', async () => {
  const machine = await createLiveMachine();
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'example.com'])
    expect(await relay(machine, { port: 0, host, url: 'ws://127.0.0.1:8080' })).toMatchObject({
      outcome: 'not-loopback',
    });
  expect(await relay(machine, { port: 18080, url: 'ws://127.0.0.1:18080' })).toMatchObject({ outcome: 'own-port' });
  expect(await relay(machine, { port: 0, url: '127.0.0.1:8080' })).toMatchObject({ outcome: 'bad-url' });
  const foreign = await keep(startForeign('http-200'));
  expect(await relay(machine, { port: foreign.port, url: 'ws://127.0.0.1:9' })).toMatchObject({
    outcome: 'port-taken',
    owner: { pid: foreign.pid },
  });
});

/** A framework of the test's own, to see exactly what arrives there. */
async function framework(): Promise<{ port: number; server: WebSocketServer; requests: IncomingMessage[] }> {
  const http = createServer((_, response) => response.writeHead(404).end());
  const server = new WebSocketServer({ server: http, path: undefined, maxPayload: 64 * 1024 * 1024 });
  const requests: IncomingMessage[] = [];
  server.on('connection', (_, request) => requests.push(request));
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  closers.push(
    () =>
      new Promise<void>((done) => {
        for (const client of server.clients) client.terminate();
        http.close(() => done());
      }),
  );
  return { port: (http.address() as AddressInfo).port, server, requests };
}

const opened = (socket: WebSocket) => new Promise((done) => socket.once('open', done));
const closed = (socket: WebSocket) =>
  new Promise<{ code: number; reason: string }>((done) =>
    socket.once('close', (code, reason) => done({ code, reason: reason.toString() })),
  );

describe('transparent', () => {
  test('headers, path, query and subprotocol arrive as they were sent', async () => {
    const target = await framework();
    const { port } = await start(`ws://127.0.0.1:${target.port}/not/this`);
    const client = new WebSocket(`ws://127.0.0.1:${port}/some/path?access_token=t0ken`, ['onebot.v11'], {
      headers: {
        'X-Self-ID': '10001',
        Authorization: 'Bearer  two blanks',
        'x-client-role': 'Universal',
        'X-Own': 'ü',
      },
    });
    await opened(client);
    const [request] = target.requests;
    expect(request?.url).toBe('/some/path?access_token=t0ken');
    expect(request?.headers).toMatchObject({
      'x-self-id': '10001',
      authorization: 'Bearer  two blanks',
      'x-client-role': 'Universal',
      'x-own': 'ü',
      host: `127.0.0.1:${target.port}`,
    });
    expect(client.protocol).toBe('onebot.v11');
    client.terminate();
  });

  test('pings and pongs go through, text stays text and binary stays binary', async () => {
    const target = await framework();
    const { port } = await start(`ws://127.0.0.1:${target.port}`);
    const client = new WebSocket(`ws://127.0.0.1:${port}/`, { autoPong: false });
    const got: [string, boolean][] = [];
    const pings: string[] = [];
    target.server.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => got.push([(data as Buffer).toString(), isBinary]));
      socket.on('ping', (data) => pings.push(data.toString()));
    });
    await opened(client);
    const pong = new Promise<string>((done) => client.once('pong', (data) => done(data.toString())));
    client.send('text');
    client.send(Buffer.from('bytes'));
    client.ping('are you there');
    expect(await pong).toBe('are you there');
    await until('both frames', () => got.length === 2);
    expect(got).toEqual([
      ['text', false],
      ['bytes', true],
    ]);
    expect(pings).toEqual(['are you there']);
    // A client that sleeps gives no pong, and the relay gives none in its place.
    let answered = false;
    for (const socket of target.server.clients) socket.on('pong', () => (answered = true)).ping('you');
    await sleep(300);
    expect(answered).toBe(false);
    client.terminate();
  });

  test.each([
    [1000, ''],
    [1008, 'Missing connect meta event'],
    [1011, 'keepalive ping timeout'],
    [3001, '鉴权失败'],
  ])('a close with %i %s keeps its code and reason both ways', async (code, reason) => {
    const target = await framework();
    const { port, events } = await start(`ws://127.0.0.1:${target.port}`);
    const first = new WebSocket(`ws://127.0.0.1:${port}/`);
    target.server.once('connection', (socket) => setTimeout(() => socket.close(code, reason), 50));
    expect(await closed(first)).toEqual({ code, reason });
    const arrived = new Promise<WebSocket>((done) => target.server.once('connection', done));
    const second = new WebSocket(`ws://127.0.0.1:${port}/`);
    await opened(second);
    const there = closed(await arrived);
    second.close(code, reason);
    expect(await there).toEqual({ code, reason });
    expect(events.filter(({ kind }) => kind === 'closed')).toMatchObject([
      { by: 'framework', code, reason },
      { by: 'napcat', code, reason },
    ]);
  });

  test('an end that breaks off breaks off at the other end', async () => {
    const target = await framework();
    const { port } = await start(`ws://127.0.0.1:${target.port}`);
    const client = new WebSocket(`ws://127.0.0.1:${port}/`);
    target.server.once('connection', (socket) => setTimeout(() => socket.terminate(), 50));
    expect(await closed(client)).toMatchObject({ code: 1006 });
  });

  test('a broken upgrade is refused and opens nothing', async () => {
    const target = await framework();
    const { port } = await start(`ws://127.0.0.1:${target.port}`);
    const response = await new Promise<number>((done) => {
      void import('node:http').then(({ request }) => {
        const broken = request({ port, host: '127.0.0.1', headers: { Connection: 'Upgrade', Upgrade: 'websocket' } });
        broken.on('response', ({ statusCode = 0 }) => done(statusCode)).on('error', () => done(0));
        broken.end();
      });
    });
    expect(response).toBe(400);
    await until('nothing to be left open', () => target.server.clients.size === 0);
  });
});

describe('bounded', () => {
  test('a reader that stops holds back the sender, not our memory', { timeout: 120_000 }, async () => {
    const target = await framework();
    const { port } = await start(`ws://127.0.0.1:${target.port}`);
    const client = new WebSocket(`ws://127.0.0.1:${port}/`);
    const arrived = new Promise<WebSocket>((done) => target.server.once('connection', done));
    await opened(client);
    const reader = await arrived;
    reader.pause();
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const total = 120;
    let sent = 0;
    const before = process.memoryUsage().rss;
    const feed = async (): Promise<void> => {
      for (; sent < total; sent++) {
        // The client of the test holds no more than a few frames of its own.
        while (client.bufferedAmount > 8 * chunk.length) await sleep(5);
        client.send(chunk);
      }
    };
    const feeding = feed();
    await sleep(2_000);
    expect(sent, 'the sender is held back').toBeLessThan(total / 2);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    let got = 0;
    reader.on('message', () => got++);
    reader.resume();
    await feeding;
    await until('all to arrive', () => got === total, 60_000);
    client.terminate();
  });

  test('a frame larger than NapCat allows ends the connection, as it would without us', async () => {
    const target = await framework();
    const { port } = await start(`ws://127.0.0.1:${target.port}`);
    const client = new WebSocket(`ws://127.0.0.1:${port}/`, { maxPayload: 0 });
    await opened(client);
    client.send(Buffer.alloc(51 * 1024 * 1024));
    expect(await closed(client)).toMatchObject({ code: 1009 });
  });
});
