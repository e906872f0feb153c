/** Runs in a folder whose koffi throws when it is loaded: what is left then, and what says that it cannot be known. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { runTool } from '../../electron/machine/live/win32/fallback/run.ts';
import type { RunTool } from '../../electron/machine/live/win32/fallback/run.ts';
import { surveyFirewall } from '../../electron/survey/system/firewall.ts';
import { NATIVE_ONLY, valueOf, WINE } from './support/answers.ts';
import { firewallRules, textLines } from './support/firewall-reg.ts';
import { deleteKey, importKeys, TEST_KEY } from './support/registry.ts';

const KEY = `${TEST_KEY}\\Fallback`;
const RULES = firewallRules(600);
const machine = createWin32Machine();

/** A machine whose tools print these bytes. */
function machineWhere(stdout: Buffer, exitCode = 0) {
  const run: RunTool = () => Promise.resolve({ state: 'known', value: { stdout, exitCode, pid: 99 } });
  return createWin32Machine(run);
}

function fixture(name: string): Buffer {
  return readFileSync(join(process.cwd(), 'tests', 'fixtures', 'windows', name));
}

test('koffi really does not load here', () => {
  assert.throws(() => createRequire(import.meta.url)('koffi'), /native Koffi module/);
});

describe('the registry without koffi', () => {
  before(() =>
    importKeys([
      { key: `${KEY}\\规则`, lines: textLines(RULES) },
      { key: `${KEY}\\规则\\Child`, lines: ['"not"="mine"'] },
    ]),
  );
  after(() => deleteKey(KEY));

  test('reg export gives the same 600 rules, and the answer says so', async () => {
    const answer = await machine.registry(`${KEY}\\规则`);
    assert.deepEqual([valueOf(answer), answer.state === 'known' && answer.via], [RULES, 'reg export']);
  });

  test('a missing key is absent, though reg.exe does not say why it failed', async () => {
    assert.equal((await machine.registry(`${KEY}\\规则\\Nowhere`)).state, 'absent');
  });

  test('a missing key below missing keys is absent', async () => {
    assert.equal((await machine.registry(`${KEY}\\没有\\More\\Below`)).state, 'absent');
  });
});

/** The machine-wide registry of the prefix is ours to write; on Windows it is the user's. */
describe('the firewall without koffi', { skip: !WINE && 'only under Wine' }, () => {
  const POLICY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
  before(() =>
    importKeys([
      { key: `${POLICY}\\FirewallRules`, lines: textLines(RULES) },
      { key: `${POLICY}\\PublicProfile`, lines: ['"EnableFirewall"=dword:00000001'] },
    ]),
  );
  after(() => deleteKey(POLICY));

  test('is the same, says which way it came, and costs one start of reg.exe a tree', async () => {
    const starts: string[] = [];
    const counted = createWin32Machine((tool, args, ask) => {
      if (tool === 'reg' && args[0] === 'export') starts.push(args[1] ?? '');
      return runTool(tool, args, ask);
    });
    const answer = await surveyFirewall(counted, { state: 'not-asked' }, {});
    const { rules, profiles } = valueOf(answer);
    assert.deepEqual(
      [rules.length, profiles.public.source, answer.state === 'known' && answer.via],
      [600, 'local', 'reg export'],
    );
    assert.equal(starts.filter((key) => /firewallpolicy$/i.test(key)).length, 1, starts.join('\n'));
    assert.ok(!starts.some((key) => /firewallpolicy\\/i.test(key)), starts.join('\n'));
  });
});

test('what reg export wrote is gone again', async () => {
  await machine.registry(TEST_KEY);
  const own = join(process.env.LOCALAPPDATA ?? '', 'NapCat Doctor', 'tmp');
  assert.deepEqual(readdirSync(own), []);
});

describe('sockets and processes without koffi', () => {
  test('listeners come from netstat', async () => {
    const answer = await machineWhere(fixture('netstat.zh-CN.cp936.bin')).listeners();
    assert.deepEqual([valueOf(answer).length, answer.state === 'known' && answer.via], [5, 'netstat']);
  });

  test('connections come from netstat', async () => {
    assert.equal(valueOf(await machineWhere(fixture('netstat.zh-CN.cp936.bin')).connections()).length, 4);
  });

  test('a netstat that names no listener is not believed', async () => {
    const answer = await machineWhere(fixture('netstat.without-owners.bin')).listeners();
    assert.equal(answer.state, 'not-asked');
  });

  test('processes come from PowerShell, which is not one of them', async () => {
    const row = (pid: number) => ({ pid, ppid: 4, name: 'a.exe', path: null, commandLine: null, startedAt: null });
    const table = Buffer.from(JSON.stringify({ rows: [row(7), row(99)] })).toString('base64');
    const answer = await machineWhere(Buffer.from(table)).processes();
    assert.deepEqual(
      [valueOf(answer).map(({ pid }) => pid), answer.state === 'known' && answer.via],
      [[7], 'powershell'],
    );
  });

  test('the profiles in force and the state of the firewall come from PowerShell too', async () => {
    const table = Buffer.from(JSON.stringify({ rows: [], networks: [0, 1, 0], firewall: true })).toString('base64');
    const answer = await machineWhere(Buffer.from(table)).network();
    const { activeProfiles, firewallRunning } = valueOf(answer);
    assert.deepEqual(
      [activeProfiles, firewallRunning, answer.state === 'known' && answer.via],
      [['public', 'private'], true, 'powershell'],
    );
  });

  test('two questions at once start PowerShell once', async () => {
    let starts = 0;
    const shared = createWin32Machine(() => {
      starts++;
      const stdout = Buffer.from(Buffer.from(JSON.stringify({ rows: [] })).toString('base64'));
      return Promise.resolve({ state: 'known', value: { stdout, exitCode: 0, pid: 99 } });
    });
    await Promise.all([shared.processes(), shared.network()]);
    assert.equal(starts, 1);
  });

  test('a PowerShell that is locked down leaves it unknown, with both reasons', async () => {
    const answer = await machineWhere(Buffer.from('')).processes();
    assert.ok(answer.state === 'not-asked');
    assert.match(answer.reason ?? '', /Koffi.*PowerShell/);
  });

  test('what only the API tells is unknown', async () => {
    const answers = await Promise.all([machine.processEnv(process.pid), machine.modules(process.pid)]);
    assert.deepEqual(
      answers.map(({ state }) => state),
      ['not-asked', 'not-asked'],
    );
  });

  test('the real tools name us and our listeners', { skip: NATIVE_ONLY }, async () => {
    assert.ok(valueOf(await machine.processes()).some(({ pid }) => pid === process.pid));
    assert.ok(valueOf(await machine.listeners()).length > 0);
  });
});

describe('the rest without koffi', () => {
  test('the host still has its code page and its edition, and unknown rights', () => {
    const { oemCodePage, edition, elevated } = machine.host;
    assert.deepEqual([oemCodePage, elevated], [WINE ? 936 : oemCodePage, undefined]);
    assert.match(edition ?? '', /Windows/);
  });

  test('files and the network answer', async () => {
    const answers = await Promise.all([machine.list('C:\\'), machine.network(), machine.selfTest('tcp')]);
    assert.deepEqual(
      answers.map(({ state }) => state),
      ['known', 'known', 'known'],
    );
  });

  test('drives are those that Windows gave letters to, as far as they are there', async () => {
    const listing = Buffer.from(
      '\r\nHKEY_LOCAL_MACHINE\\SYSTEM\\MountedDevices\r\n    \\DosDevices\\C:    REG_BINARY    00\r\n    \\DosDevices\\Q:    REG_BINARY    00\r\n',
      'latin1',
    );
    assert.deepEqual(valueOf(await machineWhere(listing).roots()), ['C:\\']);
  });
});
