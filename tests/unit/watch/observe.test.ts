/** The watch on files and machines that misbehave. The happy way is walked in tests/lab/watch.test.ts. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { known, unanswered } from '../../../electron/machine/answer.ts';
import { createLiveMachine } from '../../../electron/machine/index.ts';
import type { Machine } from '../../../electron/machine/machine.ts';
import { LogFollower } from '../../../electron/survey/watch/log-follower.ts';
import { LogWatch } from '../../../electron/survey/watch/logs.ts';
import { observe } from '../../../electron/survey/watch/observe.ts';
import type { WatchScope } from '../../../electron/survey/watch/scope.ts';

const folder = mkdtempSync(join(tmpdir(), '观察-'));
afterAll(() => rmSync(folder, { recursive: true }));
const live = await createLiveMachine();
const chinese: Machine = { ...live, host: { ...live.host, oemCodePage: 936 } };

async function follower(name: string, before: string | Uint8Array, machine = live) {
  const path = join(folder, name);
  writeFileSync(path, before);
  const follow = new LogFollower(machine, { path, of: 'napcat' }, false);
  await follow.look(0, {});
  return { path, follow };
}

describe('a log that is followed', () => {
  it('gives what was added, in whole lines, with the time at which each came', async () => {
    const { path, follow } = await follower('a.log', 'old\n');
    expect(follow.result()).toBeNull();
    appendFileSync(path, 'one\ntw');
    await follow.look(1000, {});
    appendFileSync(path, 'o\nthree\n');
    await follow.look(2000, {});
    expect(follow.result()).toMatchObject({
      text: 'one\ntwo\nthree\n',
      arrivals: [
        { at: 1000, line: 1 },
        { at: 2000, line: 2 },
      ],
    });
  });

  it('is read from its beginning when it was begun anew', async () => {
    const { path, follow } = await follower('rotated.log', 'a long old text that goes\n');
    writeFileSync(path, 'new\n');
    await follow.look(1000, {});
    expect(follow.result()?.text).toBe('new\n');
  });

  it('may be GBK, and a character may be cut between two looks', async () => {
    const { path, follow } = await follower('gbk.log', iconv.encode('旧的\n', 'gbk'), chinese);
    const bytes = iconv.encode('网络已连接\n反向连接\n', 'gbk');
    appendFileSync(path, bytes.subarray(0, 13));
    await follow.look(1000, {});
    appendFileSync(path, bytes.subarray(13));
    await follow.look(2000, {});
    expect(follow.result()?.text).toBe('网络已连接\n反向连接\n');
  });

  it('may be UTF-16', async () => {
    const { path, follow } = await follower('wide.log', Buffer.from('\uFEFF旧\n', 'utf16le'));
    appendFileSync(path, Buffer.from('新的一行\n', 'utf16le'));
    await follow.look(1000, {});
    expect(follow.result()?.text).toBe('新的一行\n');
  });

  it('that floods is kept to its first half megabyte', async () => {
    const { path, follow } = await follower('flood.log', '');
    for (let round = 0; round < 5; round++) {
      appendFileSync(path, 'x'.repeat(299).concat('\n').repeat(1000));
      await follow.look(round * 1000, {});
    }
    expect(follow.result()?.text.length).toBeLessThanOrEqual(512 * 1024);
  });

  it('that vanishes is no fault', async () => {
    const { path, follow } = await follower('gone.log', '');
    rmSync(path);
    await follow.look(1000, {});
    expect(follow.result()).toBeNull();
  });

  it('is taken up from its first line when it is begun while watching', async () => {
    const logs = new LogWatch(live, scope({ logFolders: [{ path: folder, of: 'napcat' }] }));
    await logs.look(0, {});
    writeFileSync(join(folder, 'begun.log'), 'first\n');
    for (const at of [500, 1000, 1500, 2000]) await logs.look(at, {});
    expect(logs.results()).toMatchObject([{ of: 'napcat', text: 'first\n' }]);
  });
});

function scope(change: Partial<WatchScope> = {}): WatchScope {
  return { places: [], napcatElsewhere: false, programs: [], logs: [], logFolders: [], ...change };
}

describe('a watch', () => {
  it('ends at once when it is stopped', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const { looks, lastedMs } = await observe(live, scope(), { limitMs: 60_000, stop: stop.signal });
    // Half of its limit.
    expect(lastedMs).toBeLessThan(30_000);
    expect(looks).toBeGreaterThan(0);
  });

  it('looks up at once who came to a port, so that a start is told before what it opened', async () => {
    const stop = new AbortController();
    let looks = 0;
    // It starts right after the first list of processes, and listens at the second look, which needs no list by itself.
    const bot = {
      pid: 20,
      ppid: 1,
      name: 'python',
      path: null,
      commandLine: 'python bot.py',
      cwd: null,
      startedAt: null,
    };
    const machine: Machine = {
      ...live,
      processes: async () => Promise.resolve(known(looks === 0 ? [] : [bot])),
      connections: async () => Promise.resolve(known([])),
      listeners: async () => Promise.resolve(known(looks === 0 ? [] : [{ address: '127.0.0.1', port: 8080, pid: 20 }])),
    };
    const watched = scope({
      places: [{ port: 8080, local: true, host: '127.0.0.1', secure: false, addresses: null, dialled: true }],
      programs: [{ role: 'framework', family: [], vital: [], isIt: ({ pid }) => pid === 20 }],
    });
    const look = (): void => {
      looks++;
      if (looks === 2) stop.abort();
    };
    const { changes } = await observe(machine, watched, { limitMs: 10_000, stop: stop.signal, look });
    expect(changes.map(({ change, who }) => `${change} ${who}`)).toEqual(['started framework', 'listening framework']);
  });

  it('ends at its limit on a machine that answers nothing', async () => {
    const silent = async (): Promise<ReturnType<typeof unanswered>> => Promise.resolve(unanswered('denied'));
    const machine: Machine = { ...live, processes: silent, listeners: silent, connections: silent };
    const record = await observe(machine, scope(), { limitMs: 700, stop: new AbortController().signal });
    expect(record.changes).toEqual([]);
    expect(record.lastedMs).toBeGreaterThanOrEqual(700);
  });

  it('asks a slow machine less often', async () => {
    const stop = new AbortController();
    const asked: { readonly from: number; to: number }[] = [];
    const slow: Machine = {
      ...live,
      connections: async () => {
        const look = { from: performance.now(), to: 0 };
        if (asked.push(look) === 2) stop.abort();
        await new Promise((resolve) => setTimeout(resolve, 400));
        look.to = performance.now();
        return unanswered('timeout');
      },
    };
    await observe(slow, scope(), { limitMs: 60_000, stop: stop.signal });
    const [first, second] = asked;
    if (first === undefined || second === undefined) throw new Error('it looked once');
    // Four times as long; a timer may be a millisecond early.
    expect((second.from - first.to) / (first.to - first.from)).toBeGreaterThan(3.9);
  });
});
