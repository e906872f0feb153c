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

  test('knows Docker by its version and WSL by its adapter', () => {
    const adapter = (ifaceName: string) => ({ ifaceName, type: 'wired', virtual: true });
    const { docker, wsl } = profileFrom({
      versions: { docker: '27.1.1' },
      networkInterfaces: [adapter('以太网'), adapter('vEthernet (WSL (Hyper-V firewall))')],
    });
    expect([docker, wsl]).toEqual(['27.1.1', true]);
  });

  test('says nothing of Docker and WSL when neither was seen', () => {
    const profile = profileFrom({ versions: { docker: '' }, networkInterfaces: [{ ifaceName: 'WSL 网桥' }] });
    expect([profile.docker, profile.wsl]).toEqual([undefined, undefined]);
  });

  test('does not trust its types', () => {
    expect(
      profileFrom({
        osInfo: 7,
        cpu: null,
        mem: 'much',
        fsSize: [null, { fs: 'C:', size: 'big' }],
        networkInterfaces: { a: 1 },
        versions: 7,
      }),
    ).toEqual({});
  });

  test('ends when it is cancelled', async () => {
    const answer = await readProfile({ signal: AbortSignal.abort() });
    expect(answer.state).toBe('timeout');
  });
});
