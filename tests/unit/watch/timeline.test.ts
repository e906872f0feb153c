import { describe, expect, it } from 'vitest';
import { LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import { LINE_KINDS } from '../../../electron/diagnosis/watch/lines.ts';
import { forPeople, timelineOf } from '../../../electron/diagnosis/watch/timeline.ts';
import type { WatchChange, WatchedLog } from '../../../electron/machine/watch-record.ts';
import { readWatch } from '../../../electron/survey/watch/read.ts';

const SERVER = '127.0.0.1:8080';

function storyOf(changes: readonly WatchChange[], logs: readonly WatchedLog[] = []) {
  const record = { startedAt: '2026-08-22T12:00:00Z', lastedMs: 60_000, looks: 120, changes, logs };
  const facts = readWatch(record, LOG_RULES);
  if (facts === null) throw new Error('nothing to read');
  return timelineOf(facts);
}

const link = (at: number, change: WatchChange['change'], port = 50_000): WatchChange => ({
  ...{ at, change, who: 'napcat', pid: 10 },
  ...{ local: `127.0.0.1:${port}`, remote: SERVER },
});

function log(of: string, lines: readonly (readonly [at: number, text: string])[]): WatchedLog {
  return {
    ...{ path: `D:\\${of}.log`, of, text: lines.map(([, text]) => `${text}\n`).join('') },
    arrivals: lines.map(([at], index) => ({ at, line: index + 1 })),
  };
}

const HEAD = '08-22 12:00:01 [error] [OneBot] [WebSocket Client] 反向WebSocket (ws://127.0.0.1:8080/onebot/v11/ws) ';
const words = (events: ReturnType<typeof storyOf>): readonly string[] => events.map(({ at, kind }) => `${at} ${kind}`);

describe('a time line', () => {
  it('makes one event of what a socket and a log tell of one moment', () => {
    const told = log('napcat', [[1200, `${HEAD}连接错误 Error: Unexpected server response: 403`]]);
    const [event, ...rest] = storyOf([link(1000, 'brief')], [told]);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({ at: 1000, kind: 'rejected', status: 403, by: 'sockets', source: 'D:\\napcat.log' });
  });

  it('keeps two attempts apart, however close', () => {
    const refused = `${HEAD}连接错误 Error: connect ECONNREFUSED ${SERVER}`;
    const events = storyOf(
      [],
      [
        log('napcat', [
          [1000, refused],
          [1900, refused],
          [2800, refused],
        ]),
      ],
    );
    expect(words(events)).toEqual(['1000 refused', '1900 refused', '2800 refused']);
    expect(forPeople(events)).toMatchObject([{ at: 1000, lastAt: 2800, count: 3 }]);
  });

  it('calls an attempt refused where nobody listened, and failed where somebody did', () => {
    expect(words(storyOf([link(1000, 'connecting'), link(3000, 'disconnected')]))).toEqual(['3000 refused']);
    const open: WatchChange = { at: 0, change: 'listening', who: 'framework', local: SERVER, pid: 20 };
    expect(words(storyOf([open, link(1000, 'connecting'), link(3000, 'disconnected')]))).toEqual(['3000 failed']);
  });

  it('tells how long a link stood, but not of one that stood before', () => {
    const [, closed] = storyOf([link(1000, 'connected'), link(9000, 'disconnected')]);
    expect(closed).toMatchObject({ kind: 'closed', lastedMs: 8000 });
    const [old] = storyOf([link(0, 'connected'), link(9000, 'disconnected')]);
    expect(old?.lastedMs).toBeUndefined();
  });

  it('calls an end a crash where the log says so, or where the program never opened its port', () => {
    const life = (at: number, change: 'started' | 'ended'): WatchChange => ({
      ...{ at, change, who: 'framework', pid: 20, name: 'python.exe' },
    });
    expect(words(storyOf([life(1000, 'started'), life(4000, 'ended')]))).toEqual(['1000 started', '4000 crashed']);
    const listening: WatchChange = { at: 2000, change: 'listening', who: 'framework', local: SERVER, pid: 20 };
    expect(words(storyOf([life(1000, 'started'), listening, life(4000, 'ended')])).at(-1)).toBe('4000 ended');
    expect(words(storyOf([listening, life(2500, 'started'), life(4000, 'ended')])).at(-1)).toBe('4000 ended');
    const error = log('nonebot', [[3900, '08-22 12:00:03 [ERROR] uvicorn | Application startup failed. Exiting.']]);
    const [, crashed, ...rest] = storyOf([listening, life(4000, 'ended')], [error]);
    expect(crashed).toMatchObject({ at: 4000, kind: 'crashed', source: 'D:\\nonebot.log' });
    expect(rest).toEqual([]);
  });

  it('shows no word of chat, only that a message came', () => {
    const chat = '08-22 12:00:02 [info] 测试猫 | 接收 <- 群聊 [测试群(700000001)] [小明(300000001)] 悄悄话';
    const events = storyOf([], [log('napcat', [[1000, chat]])]);
    expect(words(events)).toEqual(['1000 message-received']);
    expect(JSON.stringify(events)).not.toMatch(/悄悄话|小明|测试群|700000001/);
  });

  it('believes no line that stands in a chat message', () => {
    const chat = [
      '08-22 12:00:02 [info] 测试猫 | 接收 <- 群聊 [测试群(700000001)] [小明(300000001)] 看看：',
      'ModuleNotFoundError: No module named "x"',
    ].join('\n');
    expect(words(storyOf([], [log('napcat', [[1000, chat]])]))).toEqual(['1000 message-received']);
  });

  it('stays short for people, whatever happens', () => {
    const many = Array.from({ length: 4000 }, (_, index) =>
      link(index * 10, index % 2 === 0 ? 'connected' : 'disconnected'),
    );
    expect(forPeople(storyOf(many)).length).toBeLessThanOrEqual(300);
  });

  it('knows every rule that it gives a meaning to', () => {
    const ids = new Set<string>(LOG_RULES.map(({ id }) => id));
    expect([...LINE_KINDS.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });
});
