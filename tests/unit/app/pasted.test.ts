/** A long pasted text: what of it stands in the box, and what becomes of the rest. */
import { describe, expect, test } from 'vitest';
import { edited, hiddenOf, inserted, lineCount, MOST_SHOWN } from '../../../renderer/model/pasted.ts';

const lines = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at}\n`).join('');
const LONG = lines(5_000);
const long = { text: LONG, hidden: hiddenOf(LONG) };
const shown = LONG.slice(long.hidden);

describe('of a pasted text', () => {
  test('a short one is shown whole', () => {
    expect(hiddenOf('')).toBe(0);
    expect(hiddenOf('x'.repeat(MOST_SHOWN))).toBe(0);
  });

  test('a long one shows its end, from the beginning of a line', () => {
    expect(shown.length).toBeLessThanOrEqual(MOST_SHOWN);
    expect(shown.length).toBeGreaterThan(MOST_SHOWN - 20);
    expect(shown).toMatch(/^line \d+\n/);
  });

  test('a line that begins exactly where the shown part may begin is shown whole', () => {
    const last = `${'y'.repeat(MOST_SHOWN - 1)}\n`;
    expect(hiddenOf(`before\n${last}`)).toBe('before\n'.length);
  });

  test.each(['', '\n'])('one endless line is cut rather than not shown, ended by %j', (end) => {
    const text = `${'x'.repeat(3 * MOST_SHOWN)}${end}`;
    expect(text.length - hiddenOf(text)).toBe(MOST_SHOWN);
  });

  test('a change in the box leaves what is not shown', () => {
    expect(edited(long, `${shown}more`)).toBe(`${LONG}more`);
    expect(edited(long, '')).toBe('');
  });

  test('more is put where the cursor stands, and in place of everything when all is selected', () => {
    expect(inserted(long, 'more', shown.length, shown.length)).toBe(`${LONG}more`);
    expect(inserted(long, 'more', 0, 0)).toBe(`${LONG.slice(0, long.hidden)}more${shown}`);
    expect(inserted(long, 'more', 0, shown.length)).toBe('more');
    expect(inserted({ text: '', hidden: 0 }, 'more', 0, 0)).toBe('more');
  });

  test('lines are counted that hold more than blanks', () => {
    expect(lineCount('')).toBe(0);
    expect(lineCount('a\n\n \t\r\n b')).toBe(2);
    expect(lineCount(LONG)).toBe(5_000);
  });
});
