import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { LOG_RULES } from '../../../../electron/diagnosis/log-rules/index.ts';
import { mayMatch, needlesOf } from '../../../../electron/survey/logs/needles.ts';

describe('words without which a pattern cannot match', () => {
  test.each<[RegExp, readonly string[] | null]>([
    [/connection refused/, ['connection refused']],
    [/^\[WARN\] .*closed (?<code>\d+)$/, ['[WARN] ']],
    [/ab|cdef/, null],
    [/abc|def.*ghijk/, ['abc', 'ghijk']],
    [/(?:left|right) is (?:up|down)/, ['left', 'right']],
    [/colou?r of it/, ['r of it']],
    [/numbers*/, ['number']],
    [/(?:optional words)? rest/, [' rest']],
    [/(?:needed words)+/, ['needed words']],
    [/(?:zero or more){0,3}x/, null],
    [/(?<!not )seen(?= later today)/, ['seen']],
    [/[abc]def\u4e00ghi\x41/, ['def']],
    [/地址被占用/, ['地址被占用']],
    [/\d+\s\w+/, null],
    [/ſtrange/iu, null],
  ])('%s', (pattern, words) => {
    expect(needlesOf(pattern)?.anyOf ?? null).toEqual(words);
  });

  test('a pattern that ignores case asks for the text in lower case', () => {
    expect(mayMatch(/ECONNREFUSED/i, 'Error: econnrefused', () => 'error: econnrefused')).toBe(true);
    expect(mayMatch(/ECONNREFUSED/i, 'all is well', () => 'all is well')).toBe(false);
  });

  test('no rule loses its own sample', () => {
    const lost = LOG_RULES.filter(
      ({ pattern, sample }) => sample.match(pattern) !== null && !mayMatch(pattern, sample, () => sample.toLowerCase()),
    );
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  /** Pieces of a pattern, each with texts that it fits. */
  const PIECES: readonly (readonly [string, readonly string[]])[] = [
    ['refused', ['refused']],
    ['colou?r', ['color', 'colour']],
    ['a\\.b\\(c\\)', ['a.b(c)']],
    ['x\\.{2,3}', ['x..', 'x...']],
    ['(?:left|right)', ['left', 'right']],
    ['(?<name>up|d(?:ow|aw)n)', ['up', 'down', 'dawn']],
    ['(?:maybe)?', ['maybe', '']],
    ['[^\\]]{1,3}', ['abc', 'z']],
    ['\\d+', ['7', '42']],
    ['(?=.)', ['x']],
    ['\\u4e00', ['\u4e00']],
    ['.*?', ['', 'whatever']],
    ['地址+', ['地址', '地址址']],
    ['a{b', ['a{b']],
  ];

  test('a text that a pattern fits is never passed over', () => {
    const piece = fc
      .constantFrom(...PIECES)
      .chain(([source, texts]) => fc.constantFrom(...texts).map((text) => ({ source, text })));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.boolean(), (pieces, caseless) => {
        // Two groups of one name are no pattern.
        fc.pre(pieces.filter(({ source }) => source.includes('?<name>')).length < 2);
        const pattern = new RegExp(pieces.map(({ source }) => source).join(''), caseless ? 'i' : '');
        const text = pieces.map((part) => part.text).join('');
        if (pattern.test(text)) expect(mayMatch(pattern, text, () => text.toLowerCase())).toBe(true);
      }),
    );
  });

  test('most rules have such a word', () => {
    const without = LOG_RULES.filter(({ pattern, chat }) => chat !== true && needlesOf(pattern) === null);
    expect(without.length).toBeLessThan(LOG_RULES.length / 4);
  });
});
