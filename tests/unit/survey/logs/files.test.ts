import { appendFile, mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { LOG_RULES } from '../../../../electron/diagnosis/log-rules/index.ts';
import type { Machine } from '../../../../electron/machine/machine.ts';
import type { LogFacts } from '../../../../electron/survey/facts.ts';
import { readLog } from '../../../../electron/survey/logs/index.ts';
import { machineFrom, machineWithRealFiles } from './machines.ts';
import { cpuTime } from '../../support/cpu.ts';

const REFUSED =
  '[OneBot] [WebSocket Client] 反向WebSocket (ws://127.0.0.1:18080/onebot/v11/ws) 连接错误 Error: connect ECONNREFUSED 127.0.0.1:18080';
const LINE = `09-03 21:10:05 [error] ${REFUSED}\r\n`;
const KICKED = '09-03 23:00:00 [error] 小助手 | [KickedOffLine] [下线通知] 请重新登录\r\n';
const CHAT = `09-03 21:11:00 [info] 小助手 | 接收 <- 群聊 [闲聊(712000001)] [阿青(312000001)] ${'今天也是很长的一天'.repeat(20)}\r\n`;

let dir: string;
let machine: Machine;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'logs-'));
  machine = await machineWithRealFiles();
});

afterAll(() => rm(dir, { recursive: true, force: true }));

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, content);
  return path;
}

function read(path: string, limit?: number): Promise<LogFacts> {
  const source = { path, product: 'napcat', napcat: 0, ...(limit === undefined ? {} : { limit }) } as const;
  return readLog(machine, source, LOG_RULES);
}

const ids = (facts: LogFacts): readonly string[] => facts.events.map(({ rule }) => rule);

describe('a log file', () => {
  it('is read with its time, its lines and where it came from', async () => {
    const path = await fileWith('2025-12-31_23-50-00.417.log', LINE);
    expect(await read(path)).toMatchObject({
      product: 'napcat',
      napcat: 0,
      origin: { kind: 'file', path },
      state: 'known',
      tailOnly: false,
      lines: 1,
      modifiedAt: expect.any(String) as string,
    });
  });

  it('takes the year from its name and goes on into the next one', async () => {
    const path = await fileWith(
      '2024-12-31_23-50-00.417.log',
      LINE.replace('09-03', '12-31') + KICKED.replace('09-03', '01-01'),
    );
    const { events, lastAt } = await read(path);
    expect([events[0]?.at, lastAt]).toEqual(['2024-12-31T21:10:05', '2025-01-01T23:00:00']);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${LINE}`)],
    ['UTF-16 little endian', Buffer.from(`\uFEFF${LINE}`, 'utf16le')],
    ['GBK', iconv.encode(LINE, 'gbk')],
  ])('in %s is read', async (name, bytes) => {
    expect(ids(await read(await fileWith(`${name}.log`, bytes)))).toEqual(['napcat.connect-refused']);
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['GBK', (text: string) => iconv.encode(text, 'gbk')],
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('in %s may be cut anywhere', async (name, encode) => {
    const path = await fileWith(`cut ${name}.log`, encode(CHAT.repeat(3) + KICKED));
    for (let limit = 300; limit < 330; limit++) {
      const { events, tailOnly } = await read(path, limit);
      expect([tailOnly, events.at(-1)?.rule]).toEqual([true, 'napcat.kicked-offline']);
    }
  });

  it('cut in the middle of a message does not take its lines for the program’s', async () => {
    const message = `09-03 21:11:00 [info] 小助手 | 接收 <- 私聊 (312000001) 看\n${'垫'.repeat(400)}\nprovided QQ path is invalid\n`;
    const path = await fileWith('cut message.log', message + KICKED);
    expect(ids(await read(path, 200))).toEqual(['napcat.kicked-offline']);
  });

  it('loses nothing when the cut falls between two records', async () => {
    const path = await fileWith('clean cut.log', CHAT + KICKED);
    expect(ids(await read(path, Buffer.byteLength(KICKED)))).toEqual(['napcat.kicked-offline']);
  });

  it('that is empty is known and has no events', async () => {
    expect(await read(await fileWith('empty.log', ''))).toMatchObject({ state: 'known', lines: 0, events: [] });
  });

  it('that is no text has no events', async () => {
    const bytes = Buffer.concat([Buffer.from([0, 1, 2, 0, 255, 0, 0]), Buffer.from(LINE)]);
    expect(await read(await fileWith('binary.log', bytes))).toMatchObject({ state: 'known', events: [] });
  });

  it('that is gone is absent', async () => {
    expect(await read(join(dir, 'never.log'))).toMatchObject({ state: 'absent', events: [], lines: 0 });
  });

  it('that is locked is denied', async () => {
    const locked = await machineFrom({ files: { 'D:\\NapCat\\logs\\a.log': { error: 'locked' } } });
    const facts = await readLog(locked, { path: 'D:\\NapCat\\logs\\a.log', product: 'napcat', napcat: 0 }, LOG_RULES);
    expect(facts.state).toBe('denied');
  });

  it('that vanishes or shrinks between two looks is another answer and no error', async () => {
    const path = await fileWith('rotating.log', CHAT.repeat(50) + KICKED);
    const before = await read(path, 1000);
    await truncate(path, 0);
    await appendFile(path, LINE);
    const after = await read(path, 1000);
    await rm(path);
    const gone = await read(path, 1000);
    expect([ids(before), ids(after), gone.state]).toEqual([
      ['napcat.message-received', 'napcat.kicked-offline'],
      ['napcat.connect-refused'],
      'absent',
    ]);
  });

  it('that shrinks between its tail and its head is read all the same', async () => {
    const path = await fileWith('shrinking.log', CHAT.repeat(50) + KICKED);
    const shrinking: Machine = {
      ...machine,
      readFile: async (...asked) => {
        const answer = await machine.readFile(...asked);
        if (asked[1]?.part === 'tail') await truncate(path, 0);
        return answer;
      },
    };
    const facts = await readLog(shrinking, { path, product: 'napcat', napcat: 0, limit: 1000 }, LOG_RULES);
    expect(ids(facts)).toContain('napcat.kicked-offline');
  });

  it('of two hundred megabytes is read from its end, fast and in little memory', async () => {
    const path = join(dir, 'huge.log');
    const handle = await open(path, 'w');
    await handle.truncate(200 * 1024 * 1024);
    await handle.close();
    await appendFile(path, `\n${CHAT.repeat(2000)}${(LINE + CHAT).repeat(2000)}${KICKED}`);
    const before = process.memoryUsage().rss;
    const started = cpuTime();
    const facts = await read(path);
    expect([facts.tailOnly, facts.events.at(-1)?.rule]).toEqual([true, 'napcat.kicked-offline']);
    expect(cpuTime() - started).toBeLessThan(1500);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  it('keeps what was found when the survey is cancelled on the way', async () => {
    const path = await fileWith('long.log', KICKED + LINE.repeat(9000));
    const cancel = new AbortController();
    const cancelling: Machine = {
      ...machine,
      readFile: async (...asked) => {
        const answer = await machine.readFile(...asked);
        cancel.abort();
        return answer;
      },
    };
    const facts = await readLog(cancelling, { path, product: 'napcat', napcat: 0 }, LOG_RULES, {
      signal: cancel.signal,
    });
    expect([facts.state, ids(facts)[0]]).toEqual(['timeout', 'napcat.kicked-offline']);
  });

  it('of arbitrary bytes never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 200 }), async (bytes, limit) => {
        const facts = await read(await fileWith('random.log', bytes), limit);
        expect(facts.state).toBe('known');
      }),
      { numRuns: 60 },
    );
  });
});
