import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Finder, lower } from '../../../electron/bundle/redact/finder.ts';
import { draftOf, readRecording } from './support/draft.ts';

const ALL = { wanted: () => true, apart: true };

function found(needles: readonly string[], text: string): readonly string[] {
  const finder = new Finder<string>(() => true);
  for (const needle of needles) finder.add(needle, needle);
  return [...finder.find(text, ALL)].map(({ start, end }) => text.slice(start, end));
}

/** The same, one place and one needle after the other. */
function foundSlowly(needles: readonly string[], text: string): readonly string[] {
  const longestFirst = needles.filter((needle) => needle !== '').toSorted((a, b) => b.length - a.length);
  const out: string[] = [];
  for (let at = 0; at < text.length;) {
    const needle = longestFirst.find((candidate) => lower(text).startsWith(lower(candidate), at));
    if (needle !== undefined) out.push(text.slice(at, at + needle.length));
    at += needle?.length ?? 1;
  }
  return out;
}

describe('the finder', () => {
  it('finds what a search for each text by itself finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '1', '字', '&', 'İ'), maxLength: 9 });
    const texts = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '1', '字', '&', 'İ'), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), texts, (needles, text) => {
        expect(found(needles, text)).toEqual(foundSlowly(needles, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('passes over what is not wanted, and finds what lies beneath', () => {
    const finder = new Finder<string>(() => true);
    for (const needle of ['abcdef', 'abcd', 'cdef']) finder.add(needle, needle);
    const wanted = (value: string): boolean => value !== 'abcdef';
    expect([...finder.find('abcdef', { wanted, apart: false })].map(({ value }) => value)).toEqual(['abcd', 'cdef']);
  });
});

describe('a log that names thousands of numbers, hosts and tokens', () => {
  const line = (index: number): string =>
    `08-22 19:31:00 [error] TryConnect Error , info ->  Error: ${987654321 + index * 7} http://h${index}x.example/?token=geheim${index}abc 10.7.${index % 250}.${index % 240}`;
  const lines = Array.from({ length: 2_000 }, (_, index) => line(index));

  it('makes a bundle in seconds that holds none of them', async () => {
    const recording = await readRecording(
      JSON.stringify({
        format: 'napcat-doctor/recording@1',
        takenAt: '2026-08-22T20:30:00+08:00',
        console: [{ of: 'napcat', text: lines.join('\n') }],
      }),
    );
    const before = process.cpuUsage();
    const draft = await draftOf(recording);
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(20);
    expect(draft.omitted).toEqual([]);
    expect(draft.masked.account).toBe(2_000);
    const text = draft.parts.map(({ bytes }) => Buffer.from(bytes).toString()).join('\n');
    for (const index of [0, 777, 1_999]) {
      expect(text).not.toContain(`${987654321 + index * 7}`);
      expect(text).not.toContain(`geheim${index}abc`);
    }
  }, 120_000);
});
