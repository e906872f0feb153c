/** The time line of the Details page: one order for the lines of several logs, by the clock of the machine. */
import { expect, test } from 'vitest';

import { LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import { timelineOf } from '../../../electron/hosts/app/engine/timeline.ts';
import { readLogText } from '../../../electron/survey/logs/index.ts';

const CHINA = 8 * 60;
const NONEBOT = '08-20 20:16:40 [INFO] nonebot | OneBot V11 | Bot 300000101 connected';
const LOGIN = '08-20 12:17:40 [info] [KickedOffLine] [下线通知] 你的账号在别处登录';

function shown(napcat: string, now: Date | null = new Date('2026-08-20T13:00:00Z')) {
  const [before, after] = (['nonebot', 'napcat'] as const).map((product) =>
    readLogText(product === 'napcat' ? napcat : NONEBOT, { product, of: product, rules: LOG_RULES, now }),
  );
  return timelineOf(
    [after, before].filter((log) => log !== undefined),
    CHINA,
  ).map(({ product, at }) => [product, at]);
}

test('a line that docker timed stands where our clock has it', () => {
  expect(shown(`2026-08-20T12:17:40.123456789Z ${LOGIN}`)).toEqual([
    ['nonebot', '2026-08-20T20:16:40'],
    ['napcat', '2026-08-20T20:17:40'],
  ]);
});

test('a line of a container whose zone nobody knows stands after the others', () => {
  expect(shown(`napcat-1  | ${LOGIN}`).map(([product]) => product)).toEqual(['nonebot', 'napcat']);
});

test('a line whose year nobody knows has no date', () => {
  expect(shown(LOGIN, null)).toEqual([
    ['napcat', null],
    ['nonebot', null],
  ]);
});

test('a record that says two things is told once, by the graver one', () => {
  const log = readLogText('02-20 19:02:24 [info] [network] 配置加载', {
    ...{ product: 'napcat', of: 'napcat', rules: LOG_RULES, now: new Date('2025-02-20T20:00:00Z') },
  });
  expect(log.events.length).toBeGreaterThan(1);
  expect(timelineOf([log], CHINA).map(({ severity }) => severity)).toEqual(['problem']);
});
