/** The engine over recorded machines, and the client's promise that every call ends. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { ExamineProgress } from '../../../electron/contract/app.ts';
import { createEngineClient } from '../../../electron/hosts/app/engine/client.ts';
import { createEngine } from '../../../electron/hosts/app/engine/engine.ts';
import type { EngineProcess, FromEngine, ToEngine } from '../../../electron/hosts/app/engine/protocol.ts';
import { tempFolder } from './build.ts';

vi.stubGlobal('__VERSION__', '0.0.0');

const CASES = join(import.meta.dirname, '../../cases');
const never = new AbortController().signal;

function engineWith(...demos: readonly (readonly [demo: string, file: string])[]) {
  const folder = tempFolder();
  for (const [demo, file] of demos) copyFileSync(join(CASES, file), join(folder, `${demo}.yaml`));
  return createEngine(folder);
}

describe('the engine', () => {
  const engine = () => engineWith(['tokens-differ', 'hop4/tokens-differ.yaml']);
  const request = { source: { kind: 'demo', demo: 'tokens-differ' }, deep: false, webui: false } as const;

  test('examines a demonstration and tells what it looks at', async () => {
    const told: ExamineProgress[] = [];
    const examined = await engine().examine(request, { signal: never, progress: (step) => told.push(step) });
    expect(examined).toMatchObject({ state: 'done', diagnosis: { verdict: { code: 'token-mismatch' } } });
    expect(told).toContainEqual({ collector: 'processes', state: 'known' });
  });

  test('shows entries and whether they have a token, never the token', async () => {
    const examined = await engine().examine(request, { signal: never, progress: () => undefined });
    if (examined.state !== 'done') throw new Error(examined.state);
    const [entry] = examined.details.napcats[0]?.accounts[0]?.entries ?? [];
    expect(entry).toMatchObject({ kind: 'websocketClients', enabled: true, hasToken: true });
    expect(JSON.stringify(examined)).not.toMatch(/s3cret/i);
  });

  test('an examination that was stopped has no result', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await engine().examine(request, { signal: stop.signal, progress: () => undefined })).toEqual({
      state: 'cancelled',
    });
  });

  test('a recording that it does not hold is lost, not healthy', async () => {
    const source = { kind: 'recording', id: 'recording-9', name: 'x' } as const;
    expect(
      await engine().examine({ source, deep: false, webui: false }, { signal: never, progress: () => undefined }),
    ).toEqual({
      state: 'source-lost',
    });
  });

  test('opens a recording from text and examines it', async () => {
    const own = engine();
    const running = { signal: never, progress: () => undefined };
    const opened = await own['open-recording'](
      { content: '{"format":"napcat-doctor/recording@1","host":{}}' },
      running,
    );
    if (opened.state !== 'opened') throw new Error(opened.reason);
    const source = { kind: 'recording', id: opened.id, name: 'x.yaml' } as const;
    expect(await own.examine({ source, deep: false, webui: false }, running)).toMatchObject({ state: 'done' });
  });

  test('says where and why a file is not a recording', async () => {
    const running = { signal: never, progress: () => undefined };
    const open = (content: string) => engine()['open-recording']({ content }, running);
    expect(await open('a: [1\nb: 2')).toMatchObject({
      ...{ state: 'refused', error: 'syntax' },
      line: expect.any(Number) as number,
    });
    expect(await open('format: somebody/else@1')).toMatchObject({ state: 'refused', error: 'format' });
    expect(await open('processes: 7')).toMatchObject({ state: 'refused', error: 'shape' });
  });

  test('shows what a remedy would do on a recorded machine, and cannot do it', async () => {
    const own = engine();
    const running = { signal: never, progress: () => undefined };
    const planned = await own.plan({ ...request, wanted: { remedy: 'set-token' } }, running);
    if (planned.state !== 'planned') throw new Error(JSON.stringify(planned));
    expect(planned).toMatchObject({ executable: false, plan: { remedy: 'set-token', cures: 'token-mismatch' } });
    expect(planned.plan.steps[0]?.previews[0]).toMatchObject({ kind: 'diff' });
    expect(JSON.stringify(planned)).not.toMatch(/s3cret/i);
    expect(await own.apply({ id: planned.plan.id }, running)).toEqual({ state: 'plan-lost' });
  });

  test('opens a file that is evidence at its line, masked, and no other file', async () => {
    const own = engine();
    const running = { signal: never, progress: () => undefined };
    const examined = await own.examine(request, running);
    if (examined.state !== 'done') throw new Error(examined.state);
    const [file] = examined.diagnosis.verdict.evidence.filter((one) => one.kind === 'file');
    if (file?.line === undefined) throw new Error('no file with a line');
    const { source } = request;
    const excerpt = await own.excerpt({ source, path: file.path, line: file.line }, running);
    if (excerpt.state !== 'known') throw new Error(excerpt.state);
    expect(excerpt.lines.map(({ number }) => number)).toContain(file.line);
    expect(excerpt.lines.map(({ text }) => text).join('\n')).toMatch(/"token": "token-1"/);
    expect(JSON.stringify(excerpt)).not.toMatch(/s3cret/i);
    expect(JSON.stringify(examined)).not.toMatch(/s3cret/i);
    expect(await own.excerpt({ source, path: 'C:\\Windows\\win.ini', line: 1 }, running)).toEqual({ state: 'denied' });
    expect(await own.excerpt({ source, path: file.path, line: 9999 }, running)).toEqual({ state: 'absent' });
  });

  test('calls a token in an opened file as the evidence does, so that two that differ are seen to differ', async () => {
    const own = engine();
    const running = { signal: never, progress: () => undefined };
    const examined = await own.examine(request, running);
    if (examined.state !== 'done') throw new Error(examined.state);
    const files = examined.diagnosis.verdict.evidence.filter((one) => one.kind === 'file');
    const names = files.map(({ value }) => value);
    expect(new Set(names).size).toBe(2);
    for (const { path, line = 0, value = 'none' } of files) {
      const excerpt = await own.excerpt({ source: request.source, path, line }, running);
      const shown = JSON.stringify(excerpt).match(/token-\d+/g);
      expect(shown).toEqual([value]);
    }
  });

  test('opens a log that it read, also when the evidence is no file, and shows no chat', async () => {
    const own = engineWith(['browser-404', 'hop1/healthy-kicked-two-days-ago-logged-in-again.yaml']);
    const running = { signal: never, progress: () => undefined };
    const source = { kind: 'demo', demo: 'browser-404' } as const;
    const examined = await own.examine({ source, deep: false, webui: false }, running);
    if (examined.state !== 'done') throw new Error(examined.state);
    const shown = await Promise.all(
      examined.details.timeline.map(({ source: path, line }) => own.excerpt({ source, path, line }, running)),
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every(({ state }) => state === 'known')).toBe(true);
    expect(JSON.stringify(shown)).not.toMatch(/在吗|小王|300000045/);
  });

  test('refuses a remedy that nothing asks for', async () => {
    const planned = await engine().plan(
      { ...request, wanted: { remedy: 'move-port' } },
      { signal: never, progress: () => undefined },
    );
    expect(planned).toMatchObject({ state: 'refused', refusal: { refused: 'not-offered' } });
  });

  test('drafts a bundle, shows its parts, packs it, and finds the same verdict in it', async () => {
    const own = engine();
    const running = { signal: never, progress: () => undefined };
    const drafted = await own['draft-bundle']({ ...request, language: 'zh', earlierLog: '' }, running);
    if (drafted.state !== 'drafted') throw new Error(drafted.state);
    expect(drafted.summary.split('\n').length).toBeLessThanOrEqual(20);
    const part = await own['read-part']({ id: drafted.id, file: 'report.txt' }, running);
    expect(part).toMatchObject({ state: 'known', cut: false });
    const packed = await own['save-bundle']({ id: drafted.id, without: ['report.html'] }, running);
    if (packed.state !== 'download') throw new Error(packed.state);
    const opened = await own['open-bundle']({ base64: packed.base64 }, running);
    if (opened.state !== 'opened') throw new Error(JSON.stringify(opened));
    expect(opened.omitted).toContainEqual({ what: 'report.html', reason: 'switched-off' });
    const source = { kind: 'bundle', id: opened.id, name: 'x.zip' } as const;
    expect(await own.examine({ source, deep: false, webui: false }, running)).toMatchObject({
      state: 'done',
      diagnosis: { verdict: { code: 'token-mismatch' } },
    });
  });

  test('says why a file is not a bundle', async () => {
    const running = { signal: never, progress: () => undefined };
    expect(await engine()['open-bundle']({ base64: 'AAAA' }, running)).toMatchObject({
      state: 'refused',
      error: { code: 'not-a-zip' },
    });
  });

  test('lists the ports of a recorded machine', async () => {
    const ports = await engine().ports({ source: request.source }, { signal: never, progress: () => undefined });
    expect(ports).toMatchObject({ state: 'known' });
  });
});

describe('the client of the engine', () => {
  /** An engine that does what the test says. */
  function puppet() {
    const sent: ToEngine[] = [];
    const listeners: ((message: FromEngine) => void)[] = [];
    const exits: (() => void)[] = [];
    let starts = 0;
    const exit = (): void => exits.splice(0).forEach((listener) => listener());
    const start = (): EngineProcess => {
      starts += 1;
      return {
        send: (message) => sent.push(message),
        onMessage: (listener) => listeners.push(listener),
        onExit: (listener) => exits.push(listener),
        kill: exit,
      };
    };
    return {
      start,
      sent,
      exit,
      starts: () => starts,
      say: (message: FromEngine) => listeners.forEach((tell) => tell(message)),
    };
  }
  const source = { kind: 'this-computer' } as const;
  const running = (signal = never) => ({ signal, progress: () => undefined });

  test('a call of an engine that dies fails', async () => {
    const engine = puppet();
    const call = createEngineClient(engine.start).call('ports', { source }, running());
    engine.exit();
    expect(await call).toMatchObject({ ok: false, error: 'failed' });
  });

  test('the next call starts a new engine', async () => {
    const engine = puppet();
    const client = createEngineClient(engine.start);
    const call = client.call('ports', { source }, running());
    engine.exit();
    await call;
    void client.call('ports', { source }, running());
    expect(engine.starts()).toBe(2);
  });

  test('an engine that was warmed up answers the first call', () => {
    const engine = puppet();
    const client = createEngineClient(engine.start);
    client.warm();
    void client.call('ports', { source }, running());
    expect({ starts: engine.starts(), sent: engine.sent.length }).toEqual({ starts: 1, sent: 1 });
  });

  test('stopping asks the engine to stop', () => {
    const engine = puppet();
    const stop = new AbortController();
    void createEngineClient(engine.start).call('ports', { source }, running(stop.signal));
    stop.abort();
    expect(engine.sent.at(-1)).toEqual({ kind: 'cancel', id: 1 });
  });

  test('a change that is under way is stopped politely, never killed', async () => {
    const engine = puppet();
    const stop = new AbortController();
    const call = createEngineClient(engine.start, 1).call('apply', { id: 'p' }, running(stop.signal));
    stop.abort();
    await sleep(20);
    engine.say({ kind: 'result', id: 1, result: { ok: true, value: { state: 'plan-lost' } } });
    expect(await call).toMatchObject({ ok: true });
  });

  test('a look that hangs does not take a change down with it', async () => {
    const engine = puppet();
    const stop = new AbortController();
    const client = createEngineClient(engine.start, 1);
    const change = client.call('apply', { id: 'p' }, running());
    const look = client.call('ports', { source }, running(stop.signal));
    stop.abort();
    expect(await look).toMatchObject({ ok: false, error: 'cancelled' });
    engine.say({ kind: 'result', id: 1, result: { ok: true, value: { state: 'plan-lost' } } });
    expect(await change).toMatchObject({ ok: true });
  });

  test('ends only when a change has come to its end', async () => {
    const engine = puppet();
    const client = createEngineClient(engine.start);
    const change = client.call('apply', { id: 'p' }, running());
    let ended = false;
    const end = client.finish().then(() => (ended = true));
    await sleep(120);
    expect({ ended, asked: engine.sent.at(-1) }).toEqual({ ended: false, asked: { kind: 'cancel', id: 1 } });
    engine.say({ kind: 'result', id: 1, result: { ok: true, value: { state: 'plan-lost' } } });
    expect(await change).toMatchObject({ ok: true });
    await end;
  });

  test('ends at once when something is only looked at', async () => {
    const client = createEngineClient(puppet().start);
    const look = client.call('ports', { source }, running());
    await client.finish();
    expect(await look).toMatchObject({ ok: false });
  });

  test('an engine that does not let go of a stopped call is ended', async () => {
    const engine = puppet();
    const stop = new AbortController();
    const call = createEngineClient(engine.start, 1).call('ports', { source }, running(stop.signal));
    stop.abort();
    expect(await call).toMatchObject({ ok: false });
  });

  test('each answer reaches the call that asked', async () => {
    const engine = puppet();
    const client = createEngineClient(engine.start);
    const first = client.call('ports', { source }, running());
    const second = client.call('ports', { source }, running());
    engine.say({ kind: 'result', id: 2, result: { ok: true, value: { state: 'absent' } } });
    engine.say({ kind: 'result', id: 1, result: { ok: true, value: { state: 'denied' } } });
    expect([await first, await second]).toMatchObject([{ value: { state: 'denied' } }, { value: { state: 'absent' } }]);
  });
});

describe('a text that the user gives', () => {
  const running = { signal: never, progress: () => undefined };
  const source = { kind: 'demo', demo: 'bot-not-started' } as const;
  const text = [
    '02-20 12:00:00 [INFO] nonebot | NoneBot is initializing...',
    "02-20 12:00:01 [INFO] nonebot | OneBot V11 | 3889000001 | [message.group.normal]: Message 1 from 10001@[群:20001] '晚上吃什么'",
    "02-20 12:00:02 [ERROR] uvicorn | [Errno 98] error while attempting to bind on address ('127.0.0.1', 8080): address already in use",
    '',
  ].join('\n');
  const asked = { source, deep: false, webui: false, texts: [{ kind: 'pasted', text }] } as const;
  const own = () => engineWith(['bot-not-started', 'hop3/nonebot-not-started.yaml']);

  test('is read like any log, and opens at its line without chat', async () => {
    const engine = own();
    const examined = await engine.examine(asked, running);
    if (examined.state !== 'done') throw new Error(examined.state);
    expect(examined.details.timeline).toContainEqual(expect.objectContaining({ source: 'pasted', line: 3 }));
    const excerpt = await engine.excerpt({ source, texts: asked.texts, path: 'pasted', line: 3 }, running);
    expect(excerpt).toMatchObject({ state: 'known', lines: [{ number: 1 }, { number: 2, text: '…' }, { number: 3 }] });
    expect(await engine.excerpt({ source, texts: asked.texts, path: 'pasted', line: 9 }, running)).toEqual({
      state: 'absent',
    });
  });

  test('is gone from the next look that does not bring it', async () => {
    const engine = own();
    await engine.examine(asked, running);
    const again = await engine.examine({ source, deep: false, webui: false }, running);
    expect(JSON.stringify(again)).not.toContain('pasted');
    expect(await engine.excerpt({ source, path: 'pasted', line: 3 }, running)).toEqual({ state: 'absent' });
  });

  test('is in a bundle, masked', async () => {
    const engine = own();
    const drafted = await engine['draft-bundle']({ ...asked, language: 'zh', earlierLog: '' }, running);
    if (drafted.state !== 'drafted') throw new Error(drafted.state);
    const parts = await Promise.all(
      drafted.parts.map(({ file }) => engine['read-part']({ id: drafted.id, file }, running)),
    );
    const words = JSON.stringify(parts);
    expect(words).toContain('address already in use');
    expect(words).not.toMatch(/晚上吃什么|3889000001/);
  });
});
