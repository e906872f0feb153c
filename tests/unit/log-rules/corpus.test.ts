/** All rules over whole logs: healthy ones stay quiet, broken ones say what is broken and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { LOG_RULE_BY_ID, LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import type { LogFacts, LogProduct } from '../../../electron/survey/facts.ts';
import { readLogText } from '../../../electron/survey/logs/index.ts';

const CORPUS = join(import.meta.dirname, '..', '..', 'fixtures', 'logs');

function read(kind: 'healthy' | 'broken', file: string): LogFacts {
  const product = file.slice(0, file.indexOf('-')) as LogProduct;
  const text = readFileSync(join(CORPUS, kind, file), 'utf8');
  return readLogText(text, { product, of: product, rules: LOG_RULES, now: new Date('2026-09-04T12:00:00+08:00') });
}

function complaints(facts: LogFacts): readonly string[] {
  const ids = new Set(facts.events.map(({ rule }) => rule));
  const bad = ['warn', 'problem'];
  return [...ids].filter((id) => bad.includes(LOG_RULE_BY_ID.get(id)?.meaning.severity ?? '')).sort();
}

const healthy = readdirSync(join(CORPUS, 'healthy'));

describe('a healthy log', () => {
  it('is one of at least thirty', () => {
    expect(healthy.length).toBeGreaterThanOrEqual(30);
  });

  it.each(healthy)('%s raises no complaint', (file) => {
    expect(complaints(read('healthy', file))).toEqual([]);
  });

  it.each(healthy)('%s is recognised at all', (file) => {
    expect(read('healthy', file).events.length).toBeGreaterThan(0);
  });

  it.each(healthy)('%s shows no name, number, chat or token of anybody', (file) => {
    const { events } = read('healthy', file);
    const shown = events.flatMap(({ text, captures }) => [
      text,
      ...Object.entries(captures).flatMap(([name, value]) => (name === 'account' ? [] : [value])),
    ]);
    expect(shown.join('\n')).not.toMatch(
      /阿青|求助者|小助手|周末爬山|吃饭|吃什么|新年快乐|k3y0fth3h0us|[237]1[02]00000\d/,
    );
  });
});

const expected = JSON.parse(readFileSync(join(CORPUS, 'broken', '_expected.json'), 'utf8')) as Record<
  string,
  readonly string[]
>;

describe('a broken log', () => {
  it.each(Object.entries(expected))('%s says exactly what is broken', (file, ids) => {
    expect(complaints(read('broken', file))).toEqual([...ids].sort());
  });

  it('has an expectation for every file', () => {
    const files = readdirSync(join(CORPUS, 'broken')).filter((file) => file !== '_expected.json');
    expect(files.sort()).toEqual(Object.keys(expected).sort());
  });
});
