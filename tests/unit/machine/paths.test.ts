import { describe, expect, it } from 'vitest';
import { pathsFor } from '../../../electron/machine/paths.ts';

describe('Windows paths', () => {
  const paths = pathsFor('win32');

  it.each([
    ['D:\\NapCat\\Config', 'd:/napcat/config'],
    ['D:\\NapCat\\', 'D:\\NapCat'],
    ['\\\\?\\D:\\NapCat', 'D:\\NapCat'],
    ['\\\\?\\UNC\\nas\\bot', '\\\\NAS\\bot'],
    ['D:\\a\\..\\NapCat', 'D:\\NapCat'],
  ])('%s and %s name one file', (a, b) => {
    expect(paths.same(a, b)).toBe(true);
  });

  it('different drives are different files', () => {
    expect(paths.same('C:\\NapCat', 'D:\\NapCat')).toBe(false);
  });

  it('a drive keeps its slash', () => {
    expect(paths.same('C:\\', 'C:')).toBe(false);
  });

  it('are joined with backslashes on every system', () => {
    expect(paths.join('D:\\机器人', 'config', 'a.json')).toBe('D:\\机器人\\config\\a.json');
  });
});

describe('POSIX paths', () => {
  const paths = pathsFor('linux');

  it('case makes a different file', () => {
    expect(paths.same('/opt/QQ', '/opt/qq')).toBe(false);
  });

  it('a slash at the end does not', () => {
    expect(paths.same('/opt/QQ/', '/opt/QQ')).toBe(true);
  });
});
