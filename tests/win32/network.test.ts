import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICE_RUNNING, serviceState } from '../../electron/machine/live/win32/api/service.ts';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { profilesIn } from '../../electron/machine/live/win32/network.ts';
import { valueOf, WINE } from './support/answers.ts';
import { deleteKey, importKeys } from './support/registry.ts';

const machine = createWin32Machine();

describe('pipes', () => {
  test('a named pipe is seen by its name', { skip: WINE && 'Wine cannot list pipes' }, async () => {
    const name = `NapCat_${process.pid}`;
    const server = createServer().listen(`\\\\.\\pipe\\${name}`);
    await once(server, 'listening');
    const answer = await machine.pipes();
    server.close();
    assert.ok(valueOf(answer).includes(name));
  });

  test('pipes that cannot be listed are not absent', { skip: !WINE && 'only under Wine' }, async () => {
    assert.equal((await machine.pipes()).state, 'denied');
  });
});

describe('services', () => {
  test('one that runs says so', async () => {
    // Wine starts it for whoever needs it, and ends it with the last program.
    if (WINE) spawnSync('net.exe', ['start', 'RpcSs'], { stdio: 'ignore', timeout: 60_000 });
    const end = performance.now() + 30_000;
    while (serviceState('RpcSs') !== SERVICE_RUNNING && performance.now() < end) await sleep(50);
    assert.equal(serviceState('RpcSs'), SERVICE_RUNNING);
  });

  test('one that does not exist is refused, not stopped', () => {
    assert.throws(() => serviceState('没有这个服务'), /OpenServiceW/);
  });

  test('a firewall service that Windows lacks is unknown', { skip: !WINE && 'only under Wine' }, async () => {
    assert.equal(valueOf(await machine.network()).firewallRunning, undefined);
  });

  test('the firewall service runs or not', { skip: WINE && 'Wine has no firewall service' }, async () => {
    assert.equal(typeof valueOf(await machine.network()).firewallRunning, 'boolean');
  });
});

describe('the network', () => {
  test('loopback is among the interfaces', async () => {
    assert.ok(valueOf(await machine.network()).interfaces.some(({ address }) => address === '127.0.0.1'));
  });

  test('profiles are the bits of the mask', () => {
    assert.deepEqual([profilesIn(4), profilesIn(3), profilesIn(0)], [['public'], ['domain', 'private'], []]);
  });

  test('the profiles in force are told', { skip: WINE && 'Wine has no firewall service' }, async () => {
    assert.ok((valueOf(await machine.network()).activeProfiles ?? []).length > 0);
  });
});

/** Only under Wine, whose INetFwPolicy2 answers E_NOTIMPL and whose machine-wide registry is ours to write. */
describe('the profiles when the firewall does not tell', { skip: !WINE && 'only under Wine' }, () => {
  const PROFILES = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\NetworkList\\Profiles';
  const network = (name: string, category: number) => ({
    key: `${PROFILES}\\${name}`,
    lines: [`"ProfileName"="${name}"`, `"Category"=dword:0000000${category}`],
  });
  before(() => importKeys([{ key: PROFILES, lines: [] }]));
  after(() => deleteKey(PROFILES));

  test('none are told when no network was ever seen', async () => {
    assert.equal(valueOf(await machine.network()).activeProfiles, undefined);
  });

  test('the only category of all known networks is taken, and said to be from the registry', async () => {
    importKeys([network('办公室-WiFi', 1), network('家', 1)]);
    const answer = await machine.network();
    assert.deepEqual(
      [valueOf(answer).activeProfiles, answer.state === 'known' && answer.via],
      [['private'], 'registry'],
    );
  });

  test('none are told when networks of two categories are known', async () => {
    importKeys([network('咖啡馆', 0)]);
    assert.equal(valueOf(await machine.network()).activeProfiles, undefined);
  });
});

describe('dynamic ports', () => {
  test('silence of netsh is no range', { skip: !WINE && 'only under Wine' }, async () => {
    assert.equal((await machine.dynamicPorts()).state, 'not-asked');
  });

  test('are told for both families', { skip: WINE && 'only on real Windows' }, async () => {
    assert.deepEqual(
      valueOf(await machine.dynamicPorts()).map(({ family }) => family),
      ['ipv4', 'ipv6'],
    );
  });
});

describe('reserved ports', () => {
  test('silence of netsh is no empty list', { skip: !WINE && 'only under Wine' }, async () => {
    assert.equal((await machine.excludedPorts()).state, 'not-asked');
  });

  test('are listed, and each range is one', { skip: WINE && 'only on real Windows' }, async () => {
    const ranges = valueOf(await machine.excludedPorts());
    assert.ok(ranges.every(({ from, to }) => from <= to && to <= 65_535));
  });

  test('tables of both families become one list', async () => {
    const tables: Record<string, string> = { ipv4: '---- ----\r\n 100 199\r\n', ipv6: '---- ----\r\n 300 399 *\r\n' };
    const simulated = createWin32Machine((_, args) =>
      Promise.resolve({
        state: 'known',
        value: { stdout: Buffer.from(tables[args[1] ?? ''] ?? ''), exitCode: 0, pid: 1 },
      }),
    );
    assert.deepEqual(valueOf(await simulated.excludedPorts()), [
      { from: 100, to: 199, family: 'ipv4' },
      { from: 300, to: 399, family: 'ipv6' },
    ]);
  });
});
