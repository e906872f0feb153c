import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { LOG_RULES } from '../../../../electron/diagnosis/log-rules/index.ts';
import type { LogFacts, LogProduct } from '../../../../electron/survey/facts.ts';
import { readLogText } from '../../../../electron/survey/logs/index.ts';
import { cpuTime } from '../../support/cpu.ts';

const URL = 'ws://127.0.0.1:18080/onebot/v11/ws';
const REFUSED = `[OneBot] [WebSocket Client] 反向WebSocket (${URL}) 连接错误 Error: connect ECONNREFUSED 127.0.0.1:18080`;
const RETRY = '[OneBot] [WebSocket Client] 在 5 秒后尝试重新连接';

function read(
  lines: string | readonly string[],
  product: LogProduct = 'napcat',
  now = '2026-09-04T12:00:00+08:00',
): LogFacts {
  const text = typeof lines === 'string' ? lines : lines.join('\n');
  return readLogText(text, { product, of: product, rules: LOG_RULES, now: new Date(now) });
}

const ids = (facts: LogFacts): readonly string[] => facts.events.map(({ rule }) => rule);

describe('a record', () => {
  it.each([
    ['NapCat’s file', `09-03 21:10:05 [error] ${REFUSED}`, '2026-09-03T21:10:05'],
    ['NapCat’s file with the nickname', `09-03 21:10:05 [error] 小助手 | ${REFUSED}`, '2026-09-03T21:10:05'],
    ['NapCat’s console', `09-03 21:10:05 [\u001b[31merror\u001b[39m] ${REFUSED}`, '2026-09-03T21:10:05'],
    ['a console copied without its escapes', `09-03 21:10:05 [[31merror[39m] ${REFUSED}`, '2026-09-03T21:10:05'],
    ['NapCat 3', `2024-11-02 11:38:25 [ERROR] 小助手(2100000007) | ${REFUSED} `, '2024-11-02T11:38:25'],
    ['the WebUI', `[ERROR] ${REFUSED}`, null],
    ['the WebUI’s stream', `data: ${JSON.stringify({ level: 'error', message: REFUSED })}`, null],
    ['bare text', REFUSED, null],
  ])('is recognised in the shape of %s', (_, line, at) => {
    expect(read(line).events).toMatchObject([
      { rule: 'napcat.connect-refused', at, captures: { url: URL, host: '127.0.0.1', port: '18080' } },
    ]);
  });

  it('goes on over lines without a beginning', () => {
    expect(
      ids(
        read([
          '09-03 21:10:05 [info] [Notice] [OneBot11] [network] 配置加载',
          `WebSocket反向服务: ${URL}, : 已启动`,
          '',
        ]),
      ),
    ).toContain('napcat.client-enabled');
  });

  it.each([
    ['docker compose', 'napcat-1  | '],
    ['docker logs -t', '2026-09-03T13:10:05.123456789Z '],
    ['docker compose with times', 'napcat  | 2026-09-03T13:10:05.123456789Z '],
    ['pm2', '0|napcat   | '],
    ['journalctl', 'Sep  3 21:10:05 box napcat[812]: '],
    ['journalctl in Chinese', '9月 03 21:10:05 box xvfb-run[812]: '],
    ['journalctl -o short-iso', '2026-09-03T21:10:05+0800 box bash[812]: '],
  ])('is read below what %s writes before each line', (_, prefix) => {
    const facts = read(
      [
        '09-03 21:10:05 [info] [Notice] [OneBot11] [network] 配置加载',
        `WebSocket反向服务: ${URL}, : 已启动`,
        '',
        `09-03 21:10:05 [error] ${REFUSED}`,
        '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1636:16)',
      ].map((line) => prefix + line),
    );
    expect(ids(facts)).toEqual(['napcat.network-loaded', 'napcat.client-enabled', 'napcat.connect-refused']);
    expect(facts.lastAt).toBe('2026-09-03T21:10:05');
  });

  it.each(['\n', '\r\n', '\r'])('ends at %j', (end) => {
    expect(read([`09-03 21:10:05 [error] ${REFUSED}`, `09-03 21:10:06 [error] ${RETRY}`].join(end)).lines).toBe(2);
  });

  it('says nothing about the text after four kilobytes of a line', () => {
    expect(ids(read(`09-03 21:10:05 [error] ${'x'.repeat(5000)}${REFUSED}`))).toEqual([]);
  });

  it('of one megabyte in one line is read in a moment', () => {
    const started = cpuTime();
    read(`09-03 21:10:05 [error] 反向WebSocket (${'反向WebSocket ('.repeat(100_000)}`);
    expect(cpuTime() - started).toBeLessThan(1000);
  });

  it('keeps the end of a long traceback, where the exception stands', () => {
    const frames = Array.from({ length: 500 }, (_, at) => `  File "x.py", line ${at}, in y`);
    expect(
      ids(
        read(
          [
            '09-03 20:00:00 [ERROR] nonebot | x',
            'Traceback (most recent call last):',
            ...frames,
            `ModuleNotFoundError: No module named 'uvicorn'`,
          ],
          'nonebot',
        ),
      ),
    ).toContain('python.module-missing');
  });
});

describe('a list of entries', () => {
  const list = [
    '[network] 配置加载',
    `WebSocket反向服务: ${URL}, : 已启动`,
    'WebSocket反向服务: ws://127.0.0.1:8080/, : 未启动',
  ].join('\n');

  it('makes an event of every entry', () => {
    const { events } = read(`09-03 21:10:05 [info] [Notice] [OneBot11] ${list}`);
    expect(
      events.filter(({ rule }) => rule.startsWith('napcat.client-')).map(({ rule, captures }) => [rule, captures.url]),
    ).toEqual([
      ['napcat.client-enabled', URL],
      ['napcat.client-disabled', 'ws://127.0.0.1:8080/'],
    ]);
  });

  it('of before a change is no list of now', () => {
    expect(ids(read(`09-03 21:10:05 [info] [Notice] [OneBot11] 配置变更前:\n${list}`))).toEqual([]);
  });
});

describe('the year of a record', () => {
  it.each([
    ['is this one when its day has come', '09-03', '2026-09-04T12:00:00Z', '2026-09-03T21:10:05'],
    ['is the last one when its day is still to come', '12-31', '2026-01-02T12:00:00Z', '2025-12-31T21:10:05'],
    ['allows a clock that is a zone ahead', '09-05', '2026-09-04T23:00:00Z', '2026-09-05T21:10:05'],
  ])('%s', (_, day, now, at) => {
    expect(read(`${day} 21:10:05 [error] ${REFUSED}`, 'napcat', now).events[0]?.at).toBe(at);
  });
});

describe('repetitions', () => {
  const round = (second: number): readonly string[] => [
    `09-03 21:10:${second} [error] ${REFUSED}`,
    `09-03 21:10:${second} [error] ${RETRY}`,
  ];

  it('are counted with their first and last time, also when they alternate', () => {
    const { events } = read([round(10), round(15), round(20)].flat());
    expect(events).toMatchObject([
      {
        rule: 'napcat.connect-refused',
        count: 3,
        at: '2026-09-03T21:10:10',
        lastAt: '2026-09-03T21:10:20',
        line: 1,
        lastLine: 5,
      },
      { rule: 'napcat.retry', count: 3 },
    ]);
  });

  it('with other captures are other events', () => {
    const other = REFUSED.replaceAll('18080', '8080');
    expect(read([`[ERROR] ${REFUSED}`, `[ERROR] ${other}`]).events).toHaveLength(2);
  });

  it('start anew after what healed them', () => {
    const online = '09-03 21:12:00 [info] 小助手 | 账号状态变更为在线';
    const offline = '09-03 21:11:00 [info] 小助手 | 账号状态变更为离线';
    expect(ids(read([offline, online, offline]))).toEqual([
      'napcat.went-offline',
      'napcat.account-online',
      'napcat.went-offline',
    ]);
  });

  it('of a message heal again after a second kick', () => {
    const message = '09-03 21:10:00 [info] 小助手 | 接收 <- 私聊 (312000001) 早';
    const kicked = '09-03 21:11:00 [error] 小助手 | [KickedOffLine] [下线通知] 请重新登录';
    expect(ids(read([message, kicked, message.replace('21:10', '21:12')]))).toEqual([
      'napcat.message-received',
      'napcat.kicked-offline',
      'napcat.message-received',
    ]);
  });

  it('never grow beyond a bound', () => {
    const lines = Array.from({ length: 9000 }, (_, at) => `[ERROR] ${REFUSED.replaceAll('18080', String(1000 + at))}`);
    const { events } = read(lines);
    expect(events.length).toBeLessThanOrEqual(3000);
    expect(events.at(-1)?.captures.port).toBe('9999');
  });
});

describe('a boot', () => {
  it('begins once however many lines speak of it', () => {
    const { events } = read(
      [
        'Boot Command:"C:\\QQ.exe" --enable-logging',
        '[NapCat Backend] Main Process ID:1',
        'NapCat Shell App Loading...',
        '09-03 21:10:02 [info] [NapCat] [Core] NapCat.Core Version: 4.18.10',
      ],
      'launcher',
    );
    expect(events.map(({ boot }) => boot)).toEqual([1, 1, 1, 1]);
  });

  it('makes what was before it another one', () => {
    const version = '09-03 21:10:02 [info] [NapCat] [Core] NapCat.Core Version: 4.18.10';
    const { events } = read([
      version,
      `09-03 21:10:05 [error] ${REFUSED}`,
      version,
      `09-03 21:10:09 [error] ${REFUSED}`,
    ]);
    expect(events.map(({ rule, boot, count }) => [rule, boot, count])).toEqual([
      ['napcat.core-version', 1, 1],
      ['napcat.connect-refused', 1, 1],
      ['napcat.core-version', 2, 1],
      ['napcat.connect-refused', 2, 1],
    ]);
  });
});

describe('a 403 in uvicorn’s access lines', () => {
  const running = '09-03 20:00:03 [INFO] uvicorn | Uvicorn running on http://127.0.0.1:18080 (Press CTRL+C to quit)';
  const refused = '09-03 20:00:10 [INFO] uvicorn | 127.0.0.1:52128 - "WebSocket /onebot/v11/ws" 403';

  it('speaks of a missing route when the adapter gave no reason', () => {
    expect(ids(read([running, refused], 'nonebot'))).toContain('nonebot.no-route');
  });

  it('does not when the adapter gave its reason just before', () => {
    expect(
      ids(
        read(
          [running, '09-03 20:00:10 [WARNING] nonebot | OneBot V11 | Missing Authorization Header', refused],
          'nonebot',
        ),
      ),
    ).not.toContain('nonebot.no-route');
  });

  it('does not when nothing of the log before it is there', () => {
    expect(ids(read(refused, 'nonebot'))).not.toContain('nonebot.no-route');
  });
});

describe('masking', () => {
  it('leaves the account only in the capture of that name', () => {
    const [event] = read('09-03 21:10:05 [error] 小助手 | 当前账号(2100000007)已登录,无法重复登录').events;
    expect(event).toMatchObject({
      captures: { account: '2100000007' },
      text: '09-03 21:10:05 [error] 当前账号(***)已登录,无法重复登录',
    });
  });

  it('hides the values in a URL’s query and its credentials', () => {
    const url = 'ws://me:pw@127.0.0.1:18080/onebot/v11/ws?access_token=abc&x=1';
    const [event] = read(`[ERROR] ${REFUSED.replace(URL, url)}`).events;
    expect(event?.captures.url).toBe('ws://***@127.0.0.1:18080/onebot/v11/ws?access_token=***&x=***');
  });

  it('hides the configuration that NapCat prints with its token', () => {
    const { events } = read(
      '02-20 19:02:15 [debug] [Core] [Config] 配置文件C:\\onebot11_2100000007.json加载 {"token":"s3cret"}',
    );
    expect(JSON.stringify(events)).not.toContain('s3cret');
  });

  it('hides every message whatever stands in it, names included', () => {
    const quote = fc.constantFrom(
      ...LOG_RULES.map(({ sample }) => sample),
      '[ERROR] x',
      'Traceback (most recent call last):',
      '{"level":"error","message":"x"}',
    );
    const line = fc.oneof(quote, fc.string({ unit: 'grapheme', maxLength: 40 }));
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(
          '接收 <- 群聊 [群名(712000001)] [昵称(312000001)]',
          '接收 <- 私聊 (312000001)',
          '发送 -> 群聊 [群名(712000001)]',
        ),
        (lines, head) => {
          const chat = `12-30 21:11:00 [info] 小助手 | ${head} 秘密 ${lines.join('\n')}`;
          const { events } = read(
            [chat, '12-30 21:11:01 [info] 小助手 | [AdapterManager] OneBot11 适配器初始化完成'],
            'napcat',
            '2026-12-31T12:00:00Z',
          );
          expect(events.map(({ rule }) => rule.replace(/-sent$/, '-received'))).toEqual([
            'napcat.message-received',
            'napcat.onebot-ready',
          ]);
          expect(JSON.stringify(events[0]?.text)).not.toMatch(/秘密|群名|昵称|\d{5}/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('reading', () => {
  it('never throws, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(...LOG_RULES.map(({ sample }) => sample), '\u001b[31m', '\r', '\n', '\u0000'),
    );
    const products = fc.constantFrom<LogProduct>('napcat', 'launcher', 'nonebot', 'framework', 'windows');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        products,
        (pieces, product) => read(pieces.join(''), product).state === 'known',
      ),
      { numRuns: 300 },
    );
  });
});
