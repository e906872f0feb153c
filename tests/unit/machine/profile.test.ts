import { describe, expect, test } from 'vitest';

import { profileFrom, readProfile } from '../../../electron/machine/live/profile.ts';

describe('the machine\u2019s profile', () => {
  test('is read from this machine', async () => {
    const answer = await readProfile();
    expect(answer.state).toBe('known');
    expect(answer).toHaveProperty('value.memory');
  });

  test('leaves out what systeminformation left empty', () => {
    const empty = {
      osInfo: { distro: '', release: '', build: '' },
      cpu: { brand: '' },
      mem: { total: 0 },
      fsSize: [],
      networkInterfaces: '',
    };
    expect(profileFrom(empty)).toEqual({});
  });

  test('does not trust its types', () => {
    expect(
      profileFrom({
        osInfo: 7,
        cpu: null,
        mem: 'much',
        fsSize: [null, { fs: 'C:', size: 'big' }],
        networkInterfaces: { a: 1 },
      }),
    ).toEqual({});
  });

  test('ends when it is cancelled', async () => {
    const answer = await readProfile({ signal: AbortSignal.abort() });
    expect(answer.state).toBe('timeout');
  });
});
