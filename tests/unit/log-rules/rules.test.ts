/** Every rule on its own sample, on the samples of the others, and on lines made to be slow. */
import { describe, expect, it } from 'vitest';

import * as groups from '../../../electron/diagnosis/log-rules/groups.ts';
import { LOG_RULE_BY_ID, LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import type { LogProduct, LogRule } from '../../../electron/survey/facts.ts';
import { readLogText } from '../../../electron/survey/logs/index.ts';
import { cpuTime } from '../support/cpu.ts';

/** What stands before a sample that counts only after something. */
const BEFORE: Readonly<Record<string, string>> = {
  'nonebot.no-route':
    '08-22 20:29:40 [INFO] uvicorn | Uvicorn running on http://127.0.0.1:18080 (Press CTRL+C to quit)\n',
  'launcher.qq-exits': '[NapCat Backend] Process resumed\n',
};

/** Rules that rightly fire together on one record. */
const TOGETHER: readonly (readonly [string, string])[] = [
  ['nonebot.no-route', 'uvicorn.websocket-403'],
  ['napcat.network-loaded', 'napcat.network-empty'],
  ['napcat.runs-in-container', 'napcat.handshake-timeout'],
];

/** Frames stand in everybody's logs. */
const ANYBODY: LogProduct = 'framework';

function rulesFiring({ product, sample, id }: LogRule): readonly string[] {
  const text = `${BEFORE[id] ?? ''}${sample}`;
  const whose = product === 'wire' ? ANYBODY : product;
  return readLogText(text, { product: whose, of: 'test', rules: LOG_RULES, now: new Date() }).events.map(
    ({ rule }) => rule,
  );
}

describe('every log rule', () => {
  it('is one of at least a hundred, each with an id of its own', () => {
    expect(LOG_RULES.length).toBeGreaterThan(100);
    expect(LOG_RULE_BY_ID.size).toBe(LOG_RULES.length);
  });

  it.each(LOG_RULES.map((rule) => [rule.id, rule] as const))('%s recognises its own sample', (id, rule) => {
    expect(rulesFiring(rule)).toContain(id);
  });

  it.each(LOG_RULES.map((rule) => [rule.id, rule] as const))(
    '%s leaves its sample to itself among problems',
    (id, rule) => {
      const allowed = TOGETHER.filter((pair) => pair.includes(id)).flat();
      const others = rulesFiring(rule).filter((other) => other !== id && !allowed.includes(other));
      expect(others.filter((other) => LOG_RULE_BY_ID.get(other)?.meaning.severity === 'problem')).toEqual([]);
    },
  );

  it('names only rules that exist in what it heals, follows or must not follow', () => {
    const named = LOG_RULES.flatMap(({ meaning, notAfter, onlyAfter }) => [
      ...(meaning.heals ?? []),
      ...(notAfter ?? []),
      ...(onlyAfter ?? []),
    ]);
    expect(named.filter((id) => !LOG_RULE_BY_ID.has(id))).toEqual([]);
  });

  it('carries g exactly when it makes an event a match', () => {
    expect(LOG_RULES.filter(({ pattern, each }) => pattern.global !== (each === true)).map(({ id }) => id)).toEqual([]);
  });

  it('says where its wording comes from', () => {
    expect(LOG_RULES.filter(({ origin }) => origin.trim() === '').map(({ id }) => id)).toEqual([]);
  });

  it('is grouped only under ids that exist', () => {
    const lists = [groups.ATTEMPT_RULES, groups.CONNECTED_RULES, groups.PORT_IN_USE_RULES, groups.TOKEN_REFUSED_RULES];
    const ids = [...lists.flat(), ...Object.keys(groups.CRASH_VARIANTS)];
    expect(ids.filter((id) => !LOG_RULE_BY_ID.has(id))).toEqual([]);
  });
});

describe('a chat rule', () => {
  it('matches nothing that people could have written', () => {
    const open = LOG_RULES.filter((rule) => rule.chat === true && /\[\^|\\S|(?<!\\)\./.test(rule.pattern.source));
    expect(open.map(({ id }) => id)).toEqual([]);
  });
});

describe('a line made to be slow', () => {
  const LENGTH = 4096;
  const SLOW_MS = 200;

  it.each(LOG_RULES.map((rule) => [rule.id, rule] as const))('does not hold up %s', (_, { pattern, sample }) => {
    const pieces = [sample.slice(0, 24), sample.slice(0, -2), ...(sample.match(/[\w\u4e00-\u9fff]+|[^\w\s]+/g) ?? [])];
    const lines = pieces.map((piece) => piece.repeat(Math.ceil(LENGTH / Math.max(1, piece.length))).slice(0, LENGTH));
    const started = cpuTime();
    for (const line of lines) line.replaceAll(new RegExp(pattern, `${pattern.flags.replace('g', '')}g`), '');
    expect((cpuTime() - started) / lines.length).toBeLessThan(SLOW_MS);
  });
});
