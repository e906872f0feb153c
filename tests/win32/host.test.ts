import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { release } from 'node:os';
import { describe, test } from 'node:test';
import { editionOf } from '../../electron/machine/live/win32/host.ts';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { valueOf, WINE } from './support/answers.ts';

describe('the host', () => {
  const { host, paths } = createWin32Machine();

  test('says Windows, its release and the home folder', () => {
    assert.deepEqual([host.platform, host.release, host.homeDir], ['win32', release(), process.env.USERPROFILE]);
  });

  test('the OEM code page is the one that consoles use', () => {
    const shown = /\d+/.exec(execFileSync('chcp.com', { encoding: 'latin1' }))?.[0];
    assert.equal(host.oemCodePage, WINE ? 936 : Number(shown));
  });

  test('tells whether it runs elevated', () => {
    assert.equal(typeof host.elevated, 'boolean');
  });

  test('names an edition', () => {
    assert.match(host.edition ?? '', /Windows/);
  });

  test('paths are Windows paths', () => {
    assert.ok(paths.same('C:\\Users\\张三\\', 'c:/users/张三'));
  });
});

describe('the edition', () => {
  test('is Windows 11 from build 22000 on, although ProductName says 10', () => {
    const values = { ProductName: 'Windows 10 Pro', DisplayVersion: '24H2', CurrentBuildNumber: '26100' };
    assert.equal(editionOf(values), 'Windows 11 Pro 24H2');
  });

  test('stays Windows 10 before that', () => {
    const values = { ProductName: 'Windows 10 家庭中文版', DisplayVersion: '22H2', CurrentBuildNumber: '19045' };
    assert.equal(editionOf(values), 'Windows 10 家庭中文版 22H2');
  });

  test('is unknown without a product name', () => {
    assert.equal(editionOf({ CurrentBuildNumber: '26100' }), undefined);
  });
});

describe('drives', () => {
  test('the system drive is among the roots', async () => {
    const roots = valueOf(await createWin32Machine().roots());
    assert.ok(roots.includes(`${process.env.SystemDrive}\\`), roots.join(' '));
  });

  test('each root can be listed', async () => {
    const machine = createWin32Machine();
    const root = valueOf(await machine.roots())[0] ?? '';
    assert.equal((await machine.list(root)).state, 'known');
  });
});
