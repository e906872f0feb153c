import { describe, expect, test } from 'vitest';

import { fitOf } from '../../../electron/diagnosis/qq-builds.ts';

describe('a QQ build and a NapCat version', () => {
  test('the build of the report we start from was known to its NapCat', () => {
    expect(fitOf('4.5.23', 30899)).toBe('known');
  });

  test('a build newer than the newest known one is too new', () => {
    expect(fitOf('4.5.23', 31364)).toBe('too-new');
  });

  test('the newest known build itself is known', () => {
    expect(fitOf('4.5.23', 31363)).toBe('known');
  });

  test('builds before 40768 are too old from NapCat 4.9.0 on', () => {
    expect(fitOf('4.9.0', 40767)).toBe('too-old');
    expect(fitOf('4.8.121', 40767)).toBe('known');
  });

  test('a NapCat older than the table says nothing', () => {
    expect(fitOf('1.0.0', 30899)).toBe('unknown');
  });
});
