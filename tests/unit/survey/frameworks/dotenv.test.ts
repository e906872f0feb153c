import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseDotenv, resolveDotenv } from '../../../../electron/survey/frameworks/dotenv.ts';
import measured from './dotenv-measured.json' with { type: 'json' };
import { cpuTime } from '../../support/cpu.ts';

const ENVIRONMENT = { HOME: '/h', EMPTY: '' };

function valuesOf(text: string, version: string | null = null): Record<string, string | null> {
  const resolved = resolveDotenv(parseDotenv(text, version).bindings, ENVIRONMENT);
  return Object.fromEntries([...resolved].map(([key, { value }]) => [key, value]));
}

describe('the .env parser', () => {
  it.each([
    ['PORT=8080', { PORT: '8080' }],
    ['PORT = 1111 # c', { PORT: '1111' }],
    ['export PORT=1111', { PORT: '1111' }],
    ["PORT='1111'", { PORT: '1111' }],
    ['PORT="1111"', { PORT: '1111' }],
    ['A=ab #cd', { A: 'ab' }],
    ['A=ab#cd', { A: 'ab#cd' }],
    ['A= # nothing', { A: '' }],
    ['A="ab #cd"', { A: 'ab #cd' }],
    ['A=x   ', { A: 'x' }],
    ['A=x　', { A: 'x' }],
    ['A=', { A: '' }],
    ['A=""', { A: '' }],
    ['A', { A: null }],
    ['# A=1\nB=2', { B: '2' }],
    ['A="a\\nb"', { A: 'a\nb' }],
    ["A='a\\nb'", { A: 'a\\nb' }],
    ['A="two\nlines"', { A: 'two\nlines' }],
    ['A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['A=a$b${HOME}c', { A: 'a$b/hc' }],
    ['A=${NONE:-b c}', { A: 'b c' }],
    ['A=${EMPTY:-b}', { A: '' }],
    ['HOME=x\nA=${HOME}', { HOME: 'x', A: 'x' }],
    ["A='${HOME}'", { A: '/h' }],
    ['A=1\nA=2', { A: '2' }],
    ['COMMAND_START=["/", ""]', { COMMAND_START: '["/", ""]' }],
  ])('reads %j', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each(measured.map(({ version, text, values }) => [version, text, values] as const))(
    'agrees with python-dotenv %s on %j',
    (version, text, values) => {
      expect(valuesOf(text, version)).toEqual(values);
    },
  );

  it.each([
    ['A=1\nPORT: 1111\nB=2', { line: 2, key: 'PORT', reason: 'unparsable' }],
    ['PORT＝1111', { line: 1, key: 'PORT', reason: 'no-equals' }],
    ['PORT:1111', { line: 1, key: 'PORT', reason: 'no-equals' }],
    ['\nA="never closed\nB=1', { line: 2, key: 'A', reason: 'unparsable' }],
  ])('reports the bad line of %j', (text, bad) => {
    expect(parseDotenv(text).badLines).toEqual([bad]);
  });

  it('keeps the value of a bad line to itself', () => {
    expect(JSON.stringify(parseDotenv('ONEBOT_ACCESS_TOKEN: s3cret'))).not.toContain('s3cret');
  });

  it('gives the line of each key', () => {
    expect(parseDotenv('# c\n\nA=1\nB="x\ny"\nC=3').bindings.map(({ key, line }) => [key, line])).toEqual([
      ['A', 3],
      ['B', 4],
      ['C', 6],
    ]);
  });

  it('loses the first key behind a byte order mark before python-dotenv 1.2.3', () => {
    expect(valuesOf('\uFEFFPORT=1\nA=2', '1.2.2')).not.toHaveProperty('PORT');
  });

  it('finds the first key behind a byte order mark from python-dotenv 1.2.3 on', () => {
    expect(valuesOf('\uFEFFPORT=1\nA=2', '1.2.3')).toEqual({ PORT: '1', A: '2' });
  });

  it('takes a comment right after the equals sign for the value before python-dotenv 1.2.4', () => {
    expect(valuesOf('A= # none', '1.2.3')).toEqual({ A: '# none' });
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      '=',
      "'",
      '"',
      '\\',
      '\n',
      '\r',
      '#',
      ' ',
      '${',
      '}',
      ':-',
      'export ',
      'A',
      '中',
      '\uFEFF',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(null, '0.21.1', '1.2.3'), (source, version) => void valuesOf(source, version)),
    );
  });

  it("gives back whatever stands in KEY='value'", () => {
    const value = fc.string({ unit: 'grapheme' }).filter((text) => !/\$\{|\r/.test(text));
    fc.assert(
      fc.property(value, (text) => {
        const quoted = text.replace(/[\\']/g, '\\$&');
        expect(valuesOf(`KEY='${quoted}'\nNEXT=1`)).toEqual({ KEY: text, NEXT: '1' });
      }),
    );
  });

  it('reads a hostile file in linear time', () => {
    const hostile = [`A=${' '.repeat(100_000)}x`, `B="${"\\'".repeat(50_000)}`, '${'.repeat(50_000)].join('\n');
    const started = cpuTime();
    valuesOf(hostile, '1.0.1');
    expect(cpuTime() - started).toBeLessThan(1_000);
  });
});
