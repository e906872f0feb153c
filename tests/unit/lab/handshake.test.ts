import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';

import { maskAccount, readHandshake } from '../../../electron/lab/handshake.ts';

const upgrade = (headers: Record<string, string>, url = '/onebot/v11/ws') =>
  ({ url, headers }) as unknown as IncomingMessage;
const token = (authorization: string | undefined, expected?: string) => {
  const { token: state, tokenMatches } = readHandshake(
    upgrade(authorization === undefined ? {} : { authorization }),
    expected,
  );
  return [state, tokenMatches];
};

describe('a token', () => {
  test.each([
    [undefined, 'none', false],
    ['Bearer', 'empty', false],
    ['Bearer ', 'empty', false],
    ['Bearer s3cret', 'sent', true],
    ['token s3cret', 'sent', true],
    ['bearer s3cret  ', 'sent', true],
    ['Bearer S3cret', 'sent', false],
    ['Bearer  s3cret', 'sent', false],
    ['Basic s3cret', 'other', false],
    ['s3cret', 'other', false],
  ])('%j', (header, state, matches) => {
    expect(token(header, 's3cret')).toEqual([state, matches]);
  });

  test('any is right for a framework without one, and nobody knows without being told', () => {
    expect(token('Bearer s3cret', '')).toEqual(['sent', true]);
    expect(token('Bearer s3cret')).toEqual(['sent', null]);
  });

  test('is not in what is told, nor in the path', () => {
    const told = readHandshake(upgrade({ authorization: 'Bearer s3cret' }, '/ws?access_token=s3cret'), 's3cret');
    expect(JSON.stringify(told)).not.toContain('s3cret');
    expect(told.path).toBe('/ws?access_token=***');
  });
});

test('of an account only its ends are told', () => {
  expect(['2000000001', '10001', 'probe', null].map(maskAccount)).toEqual(['20***01', '***', '***', null]);
});
