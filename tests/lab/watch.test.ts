/** Watching for real: what happens to a link is seen, told in order, and judged. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { describe, expect, test } from 'vitest';

import { openBundle } from '../../electron/bundle/open.ts';
import type { Diagnosis, DiagnosisDocument } from '../../electron/contract/diagnosis.ts';
import { cliMessagesFor, messagesFor } from '../../electron/contract/messages/index.ts';
import type { WatchEventKind } from '../../electron/contract/watch.ts';
import { draftBundleOf, examine, watch, withWatch } from '../../electron/doctor.ts';
import type { Watched } from '../../electron/doctor.ts';
import { createLiveMachine } from '../../electron/machine/index.ts';
import { createRecordedMachine, parseRecording } from '../../electron/machine/recorded/index.ts';
import { createRecorder, serializeRecording } from '../../electron/machine/recorder.ts';
import { runCli } from './support/cli.ts';
import { startCuttingRelay } from './support/cutting-relay.ts';
import { lacks, named, venv } from './support/installed.ts';
import { keeper } from './support/keeper.ts';
import { startNapCat } from './support/napcat.ts';
import type { NapCat } from './support/napcat.ts';
import { startNoneBot } from './support/nonebot.ts';
import { freePort } from './support/ports.ts';
import { until } from './support/until.ts';

const current = venv('nonebot-current');
const UIN = '2000000001';

const keep = keeper();

interface Session {
  /** What has happened so far. */
  readonly sees: (kind: WatchEventKind, times?: number) => Promise<unknown>;
  /** Ends the watch; the recording of it must say the same. */
  readonly end: () => Promise<Watched>;
}

async function startWatch(napcat: NapCat): Promise<Session> {
  const machine = await createLiveMachine();
  const stop = new AbortController();
  const kinds: WatchEventKind[] = [];
  let looks = 0;
  const request = { deep: false, napcatDir: napcat.dir };
  const watched = watch(machine, request, {
    limitMs: 100_000,
    stop: stop.signal,
    onLook: ({ events }) => {
      looks++;
      kinds.splice(0, Infinity, ...events.flatMap(({ kind, count }) => Array<WatchEventKind>(count).fill(kind)));
    },
  });
  await until('the first look', () => looks > 1);
  return {
    sees: (kind, times = 1) =>
      until(
        () => `${kind} ×${times}; seen: ${kinds.join(' ')}`,
        () => kinds.filter((seen) => seen === kind).length >= times,
        60_000,
      ),
    async end() {
      stop.abort();
      const result = await watched;
      if (result.record === null) throw new Error('nothing was recorded');
      const recorder = createRecorder(withWatch(machine, result.record));
      await examine(recorder.machine, request);
      const parsed = await parseRecording(serializeRecording(recorder.recording()));
      if ('error' in parsed) throw new Error(parsed.error.message);
      const replayed = await examine(createRecordedMachine(parsed.recording), request);
      expect(summaryOf(replayed.diagnosis), 'the recording says the same as the machine').toEqual(
        summaryOf(result.diagnosis),
      );
      return result;
    },
  };
}

function summaryOf({ verdict, also, watch: seen }: Diagnosis): object {
  return {
    ...{ code: verdict.code, variant: verdict.variant, confidence: verdict.confidence },
    also: also.map(({ code }) => code),
    events: seen?.events.map(({ at, kind, who, port, status }) => ({ at, kind, who, port, status })),
  };
}

const kindsIn = ({ diagnosis }: Watched): readonly WatchEventKind[] =>
  (diagnosis.watch?.events ?? []).map(({ kind }) => kind).filter((kind) => !kind.startsWith('message-'));

const url = (port: number): string => `ws://127.0.0.1:${port}/onebot/v11/ws`;

describe.skipIf(lacks(current))(named('a link that is watched', current), () => {
  test('nothing happens to a link that stands', async () => {
    const bot = await keep(startNoneBot());
    const napcat = await keep(startNapCat({ clients: [{ url: url(bot.port) }] }));
    await napcat.waitConnected();
    const session = await startWatch(napcat);
    await sleep(3_000);
    const result = await session.end();
    expect(result.diagnosis.verdict).toMatchObject({ code: 'healthy', confidence: 'certain' });
    expect(kindsIn(result)).toEqual([]);
  });

  test('NapCat dials before NoneBot listens, and is in as soon as it tries again', async () => {
    const port = await freePort();
    const napcat = await keep(startNapCat({ fileLog: true, clients: [{ url: url(port), reconnectInterval: 3_000 }] }));
    const session = await startWatch(napcat);
    await session.sees('refused');
    await keep(startNoneBot({ port }));
    await session.sees('accepted');
    const result = await session.end();
    expect(kindsIn(result)).toEqual(expect.arrayContaining(['refused', 'listening', 'accepted']));
    expect(result.diagnosis.verdict.code).toBe('healthy');
    expect(result.diagnosis.findings).toContainEqual(
      expect.objectContaining({ code: 'framework-not-ready', variant: 'start-order', outcome: 'warn' }),
    );
  });

  test('NapCat waits for its long interval while NoneBot already listens', async () => {
    const port = await freePort();
    // Time for NoneBot to start on a busy machine, before NapCat tries again.
    const napcat = await keep(startNapCat({ fileLog: true, clients: [{ url: url(port), reconnectInterval: 25_000 }] }));
    const bot = await keep(startNoneBot({ port }));
    await bot.stop();
    const session = await startWatch(napcat);
    await session.sees('refused');
    await keep(startNoneBot({ port, dir: bot.dir }));
    await session.sees('listening');
    const { diagnosis } = await session.end();
    expect(diagnosis.verdict).toMatchObject({
      code: 'framework-not-ready',
      variant: 'start-order',
      confidence: 'certain',
    });
  });

  test('NoneBot ends again and again', async () => {
    const port = await freePort();
    let bot = await keep(startNoneBot({ port }));
    const napcat = await keep(startNapCat({ clients: [{ url: url(port) }] }));
    await napcat.waitConnected();
    const session = await startWatch(napcat);
    for (const time of [1, 2, 3]) {
      await bot.stop();
      await session.sees('ended', time);
      bot = await keep(startNoneBot({ port, dir: bot.dir }));
      await session.sees('accepted', time);
    }
    const result = await session.end();
    expect(kindsIn(result)).toEqual(
      expect.arrayContaining(['closed', 'ended', 'not-listening', 'listening', 'accepted']),
    );
    expect(result.diagnosis.verdict).toMatchObject({
      code: 'framework-crashed',
      variant: 'restarts',
      // Nothing was seen of why it ended.
      confidence: 'likely',
    });
  });

  test('a dead client of the same account keeps NapCat out until its ping stays unanswered', async () => {
    const bot = await keep(startNoneBot({ runArguments: 'ws_ping_interval=4, ws_ping_timeout=4' }));
    // Taken for the account, and as good as dead once NapCat was seen to be kept out: then it answers no ping.
    const headers = { 'X-Self-ID': UIN, 'x-client-role': 'Universal' };
    const ghost = new WebSocket(url(bot.port), { headers, autoPong: false });
    let alive = true;
    ghost.on('error', () => undefined).on('ping', (data) => alive && ghost.pong(data));
    await keep({
      stop: () => {
        ghost.terminate();
      },
    });
    await new Promise((resolve) => ghost.once('open', resolve));
    await bot.waitForEvent(`connect ${UIN}`);
    const napcat = await keep(startNapCat({ uin: UIN, clients: [{ url: url(bot.port), reconnectInterval: 1_500 }] }));
    const session = await startWatch(napcat);
    await session.sees('rejected', 2);
    alive = false;
    await session.sees('accepted');
    const result = await session.end();
    expect(kindsIn(result)).toContain('rejected');
    expect(result.diagnosis.verdict).toMatchObject({ code: 'duplicate-connection', variant: 'ghost' });
  });

  test('a link that breaks after other times each time is flapping', async () => {
    const bot = await keep(startNoneBot());
    const relay = await startCuttingRelay(bot.port, [1_000, 5_000, 15_000]);
    await keep({ stop: relay.close });
    const napcat = await keep(startNapCat({ clients: [{ url: url(relay.port), reconnectInterval: 1_500 }] }));
    await napcat.waitConnected();
    const session = await startWatch(napcat);
    relay.begin();
    await session.sees('closed', 3);
    const { diagnosis } = await session.end();
    expect(diagnosis.verdict).toMatchObject({ code: 'events-missing', variant: 'flapping', confidence: 'certain' });
  });

  test('a link that breaks after the same time, with the heartbeat off, is cut for lack of it', async () => {
    const bot = await keep(startNoneBot());
    // How long the first one lasted nobody can tell: it stood before the watch. Looks of a busy machine are seconds apart.
    const relay = await startCuttingRelay(bot.port, [1_000, 10_000, 10_000]);
    await keep({ stop: relay.close });
    const clients = [{ url: url(relay.port), reconnectInterval: 1_500, heartInterval: 0 }];
    const napcat = await keep(startNapCat({ clients }));
    await napcat.waitConnected();
    const session = await startWatch(napcat);
    relay.begin();
    await session.sees('closed', 3);
    const { diagnosis } = await session.end();
    expect(diagnosis.verdict).toMatchObject({ code: 'heartbeat-timeout', variant: 'off' });
  });

  test('a bundle of it holds the time line, and opens to the same verdict', async () => {
    const port = await freePort();
    const napcat = await keep(startNapCat({ fileLog: true, clients: [{ url: url(port), reconnectInterval: 25_000 }] }));
    const session = await startWatch(napcat);
    await keep(startNoneBot({ port }));
    await session.sees('listening');
    const { record, diagnosis } = await session.end();
    if (record === null) throw new Error('nothing was recorded');
    const [catalogue, messages] = await Promise.all([messagesFor('en'), cliMessagesFor('en')]);
    const draft = await draftBundleOf(
      withWatch(await createLiveMachine(), record),
      { deep: false, napcatDir: napcat.dir },
      {
        tool: { name: 'napcat-doctor', version: '0.0.0' },
        language: 'en',
        texts: { ...messages, catalogue },
      },
    );
    const opened = await openBundle(draft.pack());
    if ('error' in opened) throw new Error(opened.error.code);
    const { napcatDir } = opened.manifest.request;
    const again = await examine(opened.machine, { deep: false, ...(napcatDir === undefined ? {} : { napcatDir }) });
    expect(again.diagnosis.watch?.events.map(({ kind }) => kind)).toEqual(
      diagnosis.watch?.events.map(({ kind }) => kind),
    );
    expect(again.diagnosis.watch?.events.length).toBeGreaterThan(0);
  });
});

describe('the command', () => {
  test('ends at Ctrl-C with one JSON document, a status of its verdict, and what happened on stderr', async () => {
    const port = await freePort();
    const napcat = await keep(startNapCat({ fileLog: true, clients: [{ url: url(port), reconnectInterval: 1_000 }] }));
    // Nobody waits that long: whoever is not ended by the interrupt is killed.
    const words = ['watch', '--json', '--seconds', '600', '--napcat', napcat.dir, '--lang', 'en'];
    const interruptAt = /^\d\d:\d\d {2}NapCat was refused at port \d+/m;
    const { status, signal, stdout, stderr } = await runCli(words, { interruptAt });
    const document = JSON.parse(stdout) as DiagnosisDocument;
    expect(signal).toBeNull();
    expect(status).toBe(2);
    expect(document.watch?.events.map(({ kind }) => kind)).toContain('refused');
    expect(document.watch?.events.every(({ sentence }) => sentence.endsWith('.'))).toBe(true);
    expect(stderr).toMatch(interruptAt);
  });

  test('takes no time that is none', async () => {
    expect((await runCli(['watch', '--seconds', '0'])).status).toBe(64);
    expect((await runCli(['watch', '--seconds', 'ten'])).status).toBe(64);
  });
});
