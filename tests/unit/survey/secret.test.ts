import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSecretTable } from '../../../electron/survey/secret.ts';

describe('a secret table', () => {
  it('gives equal texts one id and different texts different ids', () => {
    const table = createSecretTable();
    expect([table.intern('a').id, table.intern('b').id, table.intern('a').id]).toEqual([
      'token-1',
      'token-2',
      'token-1',
    ]);
  });

  it('calls the empty text "empty" and does not count it', () => {
    const table = createSecretTable();
    expect(table.intern('')).toEqual({ id: 'empty', length: 'empty', flaws: [] });
    expect(table.intern('x').id).toBe('token-1');
  });

  it('tells tokens apart that differ only in case', () => {
    const table = createSecretTable();
    expect(table.intern('Token').id).not.toBe(table.intern('token').id);
  });

  it.each([
    [' s3cret', ['outer-space']],
    ['s3cret\n', ['outer-space', 'control-character']],
    ['密钥', ['non-latin']],
    ['a\u0007b', ['control-character']],
    ['20231112', ['numeric']],
    ['1e5', ['numeric']],
    ['tök en\t1', []],
  ])('sees what is wrong with %j', (text, flaws) => {
    expect(createSecretTable().intern(text).flaws).toEqual(flaws);
  });

  it('reveals a text to whoever holds the table', () => {
    const table = createSecretTable();
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => table.reveal(table.intern(text)) === text));
  });

  it('refuses a secret of another survey', () => {
    const stranger = createSecretTable().intern('x');
    expect(() => createSecretTable().reveal(stranger)).toThrow(RangeError);
  });

  it('lets nothing of a long text into the secret', () => {
    expect(JSON.stringify(createSecretTable().intern('open-sesame-and-more-of-it'))).not.toContain('sesame');
  });
});
