import { describe, expect, test } from 'vitest';

import { VERDICT_CODES } from '../../../electron/contract/codes.ts';
import { nearest } from '../../../electron/hosts/cli/nearest.ts';
import { cpuTime } from '../support/cpu.ts';

describe('the word that was meant', () => {
  test.each([
    ['token-missmatch', 'token-mismatch'],
    ['WRONG-PATH', 'wrong-path'],
    ['wrongpath', 'wrong-path'],
    ['sever-not-listening', 'server-not-listening'],
  ])('%s is near %s', (typed, meant) => {
    expect(nearest(typed, VERDICT_CODES)).toBe(meant);
  });

  test('is none when nothing is near', () => {
    expect(nearest('weather', VERDICT_CODES)).toBeUndefined();
  });

  test('is none where nothing is known', () => {
    expect(nearest('healthy', [])).toBeUndefined();
  });

  test('costs little for a word of a million letters', () => {
    const started = cpuTime();
    nearest('x'.repeat(1_000_000), VERDICT_CODES);
    expect(cpuTime() - started).toBeLessThan(1_000);
  });
});
