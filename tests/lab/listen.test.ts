/** Listen with the NapCat stand-in: whether it arrives, with what, and what is told of it. */
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import type { LabEvent, ListenReport } from '../../electron/contract/lab.ts';
import { listen } from '../../electron/doctor.ts';
import { createLiveMachine } from '../../electron/machine/index.ts';
import { startForeign } from './support/foreign.ts';
import { lacks, named, tls } from './support/installed.ts';
import { keeper } from './support/keeper.ts';
import { startNapCat } from './support/napcat.ts';
import type { ClientEntry } from './support/napcat.ts';
import { freePort } from './support/ports.ts';
import { until } from './support/until.ts';

const UIN = '2000000073';
const keep = keeper();

interface Session {
  readonly port: number;
  readonly events: readonly LabEvent[];
  readonly report: Promise<ListenReport>;
  readonly stop: () => void;
}

async function start(options: { token?: string; seconds?: number } = {}): Promise<Session> {
  const port = await freePort();
  const events: LabEvent[] = [];
  const stop = new AbortController();
  const machine = await createLiveMachine();
  const report = listen(
    machine,
    { port, seconds: 30, ...options },
    { signal: stop.signal, onEvent: (event) => events.push(event) },
  );
  await until('the port to be open', () => events.some(({ kind }) => kind === 'waiting'));
  return { port, events, report, stop: () => stop.abort() };
}

const napcatTo = (port: number, path: string, entry: Partial<ClientEntry> = {}) =>
  keep(
    startNapCat({
      uin: UIN,
      clients: [{ url: `ws://127.0.0.1:${port}${path}`, heartInterval: 300, ...entry }],
      chatEveryMs: 100,
    }),
  );

test('NapCat arrives, greets, beats and answers; then it is let go', async () => {
  const { port, events, report } = await start({ token: 's3cret-A' });
  const napcat = await napcatTo(port, '/onebot/v11/ws', { token: 's3cret-A' });
  const done = await report;
  expect(done).toMatchObject({
    outcome: 'arrived',
    code: 'healthy',
    napcat: expect.stringMatching(/4\.18\.19/) as string,
  });
  const [link] = done.links;
  expect(link).toMatchObject({
    handshake: {
      ...{ path: '/onebot/v11/ws', account: '20***73', role: 'Universal', userAgent: 'OneBot/11' },
      ...{ token: 'sent', tokenMatches: true },
    },
    ...{ heartbeatMs: 300, online: true, close: { by: 'us', code: 1000 } },
  });
  expect(link?.fromNapcat).toMatchObject({ lifecycle: 1, heartbeat: expect.any(Number) as number, answer: 2 });
  expect(link?.calls).toMatchObject({ answered: 2, open: 0 });
  await until('NapCat to see the end', () => napcat.history().some(({ event }) => event === 'closed'));
  const told = JSON.stringify([done, events]);
  expect(told).not.toContain('s3cret-A');
  expect(told).not.toContain(UIN);
});

test('chat is counted and never told', async () => {
  const { port, events, report, stop } = await start();
  const napcat = await napcatTo(port, '/onebot/v11/ws', { heartInterval: 0 });
  await napcat.waitConnected();
  napcat.say('秘密 secret words');
  await until('a message', () => events.some((event) => event.kind === 'frame' && event.frame.kind === 'message'));
  stop();
  const done = await report;
  expect(done.links[0]?.fromNapcat.message).toBeGreaterThan(0);
  expect(JSON.stringify([done, events])).not.toMatch(/秘密|secret words/);
});

test.each([
  ['a path that NoneBot does not serve', '/onebot/v11', {}, undefined, 'wrong-path'],
  ['a token that is wrong', '/onebot/v11/ws', { token: 's3cret-B' }, 's3cret-A', 'token-wrong'],
  ['a token that is missing', '/onebot/v11/ws', {}, 's3cret-A', 'token-missing'],
] as const)('%s', async (_, path, entry, token, outcome) => {
  const { port, events, report, stop } = await start(token === undefined ? {} : { token });
  await napcatTo(port, path, entry);
  await until('its greeting', () => events.some((event) => event.kind === 'frame' && event.frame.kind === 'lifecycle'));
  stop();
  expect(await report).toMatchObject({ outcome });
});

test('an empty token is told from none', async () => {
  const { port, report, stop } = await start();
  const napcat = await napcatTo(port, '/onebot/v11/ws');
  await napcat.waitConnected();
  stop();
  expect((await report).links[0]?.handshake.token).toBe('empty');
});

describe('when NapCat does not come', () => {
  test('the limit ends it', async () => {
    const { report } = await start({ seconds: 1 });
    expect(await report).toMatchObject({ outcome: 'nobody', links: [] });
  });

  test('Ctrl-C ends it at once', async () => {
    const { report, stop } = await start();
    const before = performance.now();
    stop();
    expect(await report).toMatchObject({ outcome: 'nobody' });
    // Half of its limit.
    expect(performance.now() - before).toBeLessThan(15_000);
  });

  test('an HTTP report entry in its place is told', async () => {
    const { port, report, stop } = await start();
    const answer = await fetch(`http://127.0.0.1:${port}/onebot/v11/http`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
    stop();
    expect(await report).toMatchObject({ outcome: 'http-client' });
  });

  test.skipIf(lacks(tls))(named('wss in its address is told', tls), async () => {
    const { port, report, stop } = await start();
    const napcat = await keep(startNapCat({ uin: UIN, clients: [{ url: `wss://127.0.0.1:${port}/onebot/v11/ws` }] }));
    await napcat.waitFailed();
    stop();
    expect(await report).toMatchObject({ outcome: 'tls-client', code: 'tls-mismatch' });
  });

  test('a taken port is told with its owner', async () => {
    const foreign = await keep(startForeign('http-200'));
    const report = await listen(await createLiveMachine(), { port: foreign.port });
    expect(report).toMatchObject({ outcome: 'port-taken', code: 'port-in-use', owner: { pid: foreign.pid } });
  });
});

describe('strangers', () => {
  test('garbage, half requests and a client that is no NapCat cost nothing', async () => {
    const { port, events, report, stop } = await start();
    connect(port, '127.0.0.1').end('\u0001\u0002 nonsense\r\n\r\n');
    connect(port, '127.0.0.1').write('GET /half');
    const client = new WebSocket(`ws://127.0.0.1:${port}/onebot/v11/ws`);
    await new Promise((open) => client.once('open', open));
    client.send('x'.repeat(2_000_000));
    client.send(Buffer.from([1, 2, 3]));
    await until('both frames', () => events.filter(({ kind }) => kind === 'frame').length === 2);
    stop();
    const done = await report;
    expect(done).toMatchObject({ outcome: 'not-napcat' });
    expect(done.links[0]?.fromNapcat).toEqual({ large: 1, binary: 1 });
  });

  test('nobody reaches it from another address', async () => {
    const { port, report, stop } = await start();
    const { networkInterfaces } = await import('node:os');
    const outer = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    if (outer !== undefined) {
      const socket = connect(port, outer);
      const outcome = await new Promise((done) => {
        socket.once('connect', () => done('connected')).once('error', () => done('refused'));
      });
      expect(outcome).toBe('refused');
    }
    stop();
    await report;
  });
});
