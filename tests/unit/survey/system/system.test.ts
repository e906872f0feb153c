import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { known, NOT_ASKED } from '../../../../electron/machine/answer.ts';
import type { Answer } from '../../../../electron/machine/answer.ts';
import type { Machine, ProcessInfo, PortRange } from '../../../../electron/machine/machine.ts';
import { surveyHosts } from '../../../../electron/survey/system/hosts.ts';
import { surveyIpv6 } from '../../../../electron/survey/system/ipv6.ts';
import { surveySystem } from '../../../../electron/survey/system/index.ts';
import { surveyPortProxies } from '../../../../electron/survey/system/port-proxy.ts';
import { surveyProxy } from '../../../../electron/survey/system/proxy.ts';
import { findSecurityProducts } from '../../../../electron/survey/system/security-products.ts';
import { surveyWsl } from '../../../../electron/survey/system/wsl.ts';
import { recorded } from './recorded.ts';
import type { Recorded } from './recorded.ts';

const SETTINGS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const HOSTS = 'C:\\Windows\\System32\\drivers\\etc\\hosts';
const PORT_PROXY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\PortProxy';

function windows(recording: Recorded = {}): Machine {
  return recorded('win32', recording);
}

function processes(...names: readonly string[]): Answer<readonly ProcessInfo[]> {
  const rest = { ppid: null, path: null, commandLine: null, cwd: null, startedAt: null };
  return known(names.map((name, index) => ({ ...rest, pid: index + 1, name })));
}

function valueOf<T>(answer: Answer<T>): T {
  if (answer.state !== 'known') throw new Error(answer.state);
  return answer.value;
}

describe('proxies', () => {
  it('come from the variables of the session, without credentials', async () => {
    const machine = windows({ env: { HTTP_PROXY: 'http://me:p@ss/word@127.0.0.1:7890/', Path: 'C:\\' } });
    expect(valueOf(await surveyProxy(machine, {})).environment).toEqual({ HTTP_PROXY: 'http://127.0.0.1:7890/' });
  });

  it('come from the variables that Windows keeps for the next session', async () => {
    const machine = windows({
      env: { all_proxy: 'socks5://127.0.0.1:1' },
      registry: { 'HKCU\\Environment': { ALL_PROXY: 'socks5://127.0.0.1:2', NO_PROXY: 'localhost' } },
    });
    expect(valueOf(await surveyProxy(machine, {}))).toMatchObject({
      environment: { all_proxy: 'socks5://127.0.0.1:1' },
      noProxy: 'localhost',
    });
  });

  it('do not count when a variable is empty', async () => {
    expect(valueOf(await surveyProxy(windows({ env: { HTTP_PROXY: ' ' } }), {})).environment).toEqual({});
  });

  it('include the system proxy, each part without credentials', async () => {
    const registry = {
      [SETTINGS]: {
        ProxyEnable: 1,
        ProxyServer: 'http=a:b@proxy:80;https=proxy:443',
        ProxyOverride: '<local>',
        AutoConfigURL: 'http://u:p@pac/proxy.pac?token=1',
      },
    };
    expect(valueOf(await surveyProxy(windows({ env: {}, registry }), {})).system).toEqual({
      enabled: true,
      server: 'http=proxy:80;https=proxy:443',
      bypass: '<local>',
      autoConfig: 'http://pac/proxy.pac',
    });
  });

  it('are not asked when nothing of them was', async () => {
    expect(await surveyProxy(windows(), {})).toEqual(NOT_ASKED);
  });

  it('are those of the environment on Linux', async () => {
    const machine = recorded('linux', { env: { https_proxy: 'http://h:1' } });
    expect(valueOf(await surveyProxy(machine, {}))).toEqual({
      environment: { https_proxy: 'http://h:1' },
      noProxy: null,
      system: null,
    });
  });
});

describe('the hosts file', () => {
  const TEXT = '# 注释\r\n127.0.0.1  LocalHost bot.local # 机器人\r\n\r\n192.168.1.9 localhost\r\nnot an address\r\n';
  const ENTRIES = [
    { address: '127.0.0.1', name: 'localhost', line: 2 },
    { address: '127.0.0.1', name: 'bot.local', line: 2 },
    { address: '192.168.1.9', name: 'localhost', line: 4 },
  ];

  it.each(['utf8', 'utf-16le', 'gbk'])('is read in %s, with a byte order mark where there is one', async (encoding) => {
    const base64 = iconv.encode(TEXT, encoding, { addBOM: encoding !== 'gbk' }).toString('base64');
    const machine = windows({ files: { [HOSTS]: { base64 } } });
    expect(valueOf(await surveyHosts(machine, {}))).toEqual(ENTRIES);
  });

  it('lies where the registry moved it', async () => {
    const machine = windows({
      env: { SystemRoot: 'E:\\Win' },
      registry: {
        'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters': { DataBasePath: '%SystemRoot%\\else' },
      },
      files: { 'E:\\Win\\else\\hosts': '::1 localhost' },
    });
    expect(valueOf(await surveyHosts(machine, {}))).toEqual([{ address: '::1', name: 'localhost', line: 1 }]);
  });

  it('lies in /etc on Linux', async () => {
    const machine = recorded('linux', { files: { '/etc/hosts': '127.0.0.1 localhost' } });
    expect(valueOf(await surveyHosts(machine, {}))).toHaveLength(1);
  });

  it('keeps localhost of a block list however long', async () => {
    const list = Array.from({ length: 5000 }, (_, index) => `0.0.0.0 ad${index}.example`).join('\n');
    const machine = windows({ files: { [HOSTS]: `${list}\n10.0.0.1 localhost` } });
    const entries = valueOf(await surveyHosts(machine, {}));
    expect([entries.length, entries.at(-1)?.name]).toEqual([1001, 'localhost']);
  });

  it('that is denied stays denied', async () => {
    const machine = windows({ files: { [HOSTS]: { error: 'locked' } } });
    expect(await surveyHosts(machine, {})).toMatchObject({ state: 'denied' });
  });
});

describe('port proxies', () => {
  it('are read from every family, nonsense left out', async () => {
    const registry = {
      [`${PORT_PROXY}\\v4tov4\\tcp`]: { '0.0.0.0/8080': '172.28.0.2/80', odd: 'x', '*/99999': '1.2.3.4/1' },
      [`${PORT_PROXY}\\v6tov4\\tcp`]: { '*/9': '127.0.0.1/9' },
    };
    expect(valueOf(await surveyPortProxies(windows({ registry }), {}))).toEqual([
      { listen: '0.0.0.0', listenPort: 8080, connect: '172.28.0.2', connectPort: 80 },
      { listen: '*', listenPort: 9, connect: '127.0.0.1', connectPort: 9 },
    ]);
  });

  it('are denied when no key could be read and one was refused', async () => {
    const registry = Object.fromEntries(
      ['v4tov4', 'v4tov6', 'v6tov4', 'v6tov6'].map((family) => [`${PORT_PROXY}\\${family}\\tcp`, null]),
    );
    const refused = { ...registry, [`${PORT_PROXY}\\v4tov4\\tcp`]: { error: 'denied' as const } };
    const states = await Promise.all(
      [registry, refused].map((keys) => surveyPortProxies(windows({ registry: keys }), {})),
    );
    expect(states.map(({ state }) => state)).toEqual(['absent', 'denied']);
  });
});

describe('security products', () => {
  it('are named once each by their processes, whatever the case', () => {
    const found = valueOf(
      findSecurityProducts(processes('HIPSDAEMON.EXE', 'HipsTray.exe', 'python.exe', '360tray.exe')),
    );
    expect(found).toEqual([
      { name: '火绒安全软件', kind: 'antivirus', process: 'HIPSDAEMON.EXE', pid: 1 },
      { name: '360 安全卫士', kind: 'antivirus', process: '360tray.exe', pid: 4 },
    ]);
  });

  it('are told apart by what they do: take files, drop connections, carry them elsewhere', () => {
    const found = valueOf(findSecurityProducts(processes('v2rayN.exe', 'simplewall.exe', '360sd.exe')));
    expect(found.map(({ kind }) => kind)).toEqual(['proxy', 'filter', 'antivirus']);
  });

  it('do not include Defender, which runs everywhere', () => {
    expect(valueOf(findSecurityProducts(processes('MsMpEng.exe', 'constructor.exe')))).toEqual([]);
  });

  it('are as unknown as the processes', () => {
    expect(findSecurityProducts({ state: 'denied' })).toEqual({ state: 'denied' });
  });
});

describe('IPv6', () => {
  const KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip6\\Parameters';

  it.each([
    [{}, 'first'],
    [{ DisabledComponents: 0 }, 'first'],
    [{ DisabledComponents: 0x20 }, 'last'],
    [{ DisabledComponents: 0xff }, 'off'],
    [{ DisabledComponents: 'viele' }, 'first'],
    [null, 'first'],
  ])('with %o comes %s', async (values, preference) => {
    expect(valueOf(await surveyIpv6(windows({ registry: { [KEY]: values } }), {}))).toBe(preference);
  });

  it('is unknown where its key was refused', async () => {
    expect((await surveyIpv6(windows({ registry: { [KEY]: { error: 'denied' } } }), {})).state).toBe('denied');
  });
});

describe('WSL', () => {
  const CONFIG = 'C:\\Users\\我\\.wslconfig';

  it('tells its networking mode and its relays', async () => {
    const machine = windows({ files: { [CONFIG]: '[WSL2]\r\n networkingMode = Mirrored # 镜像\r\n' } });
    expect(valueOf(await surveyWsl(machine, processes('wslrelay.exe', 'qq.exe', 'wslhost.exe'), {}))).toEqual({
      networkingMode: 'mirrored',
      relayPids: [1, 3],
    });
  });

  it('ignores the mode in another section', async () => {
    const machine = windows({ files: { [CONFIG]: '[experimental]\nnetworkingMode=mirrored\n' } });
    expect(valueOf(await surveyWsl(machine, processes(), {})).networkingMode).toBeNull();
  });

  it('is unknown when neither its file nor the processes are known', async () => {
    expect(await surveyWsl(windows(), NOT_ASKED, {})).toMatchObject({ state: 'not-asked' });
  });
});

describe('the survey of the system', () => {
  const nothing = { selfTest: false };

  it('takes what a recording does not hold for not asked', async () => {
    const { system, states } = await surveySystem(windows(), { processes: NOT_ASKED, network: NOT_ASKED }, nothing, {});
    expect([states, system.hostsFile.state, system.wsl.state, system.selfTest.tcp.state]).toEqual([
      { 'excluded-ports': 'not-asked', firewall: 'not-asked', proxy: 'not-asked', network: 'not-asked' },
      'not-asked',
      'not-asked',
      'not-asked',
    ]);
  });

  it('asks a live machine for its dynamic ports only where some are reserved', async () => {
    const asked = async (ranges: readonly PortRange[]) => {
      let times = 0;
      const machine: Machine = {
        ...windows(),
        live: true,
        excludedPorts: () => Promise.resolve(known(ranges)),
        dynamicPorts: () => (times++, Promise.resolve(known([]))),
      };
      await surveySystem(machine, { processes: NOT_ASKED, network: NOT_ASKED }, nothing, {});
      return times;
    };
    expect([await asked([]), await asked([{ from: 1, to: 2, family: 'ipv4' }])]).toEqual([0, 1]);
  });

  it('asks a recording for the self-test in any case', async () => {
    const machine = windows({ probes: [{ selfTest: 'tcp', outcome: 'failed' }] });
    const { system } = await surveySystem(machine, { processes: NOT_ASKED, network: NOT_ASKED }, nothing, {});
    expect(system.selfTest.tcp).toEqual({ state: 'known', value: 'failed' });
  });

  it('asks a live machine for the self-test only when it is wanted', async () => {
    const machine: Machine = { ...windows({ probes: [{ selfTest: 'tcp', outcome: 'ok' }] }), live: true };
    const ask = (selfTest: boolean) =>
      surveySystem(machine, { processes: NOT_ASKED, network: NOT_ASKED }, { selfTest }, {});
    const answers = await Promise.all([ask(false), ask(true)]);
    expect(answers.map(({ system }) => system.selfTest.tcp.state)).toEqual(['not-asked', 'known']);
  });

  it('loses only the part that fails', async () => {
    const machine: Machine = {
      ...windows({ excludedPorts: [{ from: 1, to: 2, family: 'ipv4' }] }),
      registry: () => {
        throw new Error('broken');
      },
    };
    const { states, system } = await surveySystem(machine, { processes: processes(), network: NOT_ASKED }, nothing, {});
    expect([states['excluded-ports'], system.firewall, system.securityProducts.state]).toEqual([
      'known',
      { state: 'not-asked', reason: 'failed: broken' },
      'known',
    ]);
  });

  it('asks Linux for no registry', async () => {
    const machine = recorded('linux', { registry: {}, env: {}, files: {} });
    const asked: string[] = [];
    const watched: Machine = { ...machine, registry: (key) => (asked.push(key), machine.registry(key)) };
    await surveySystem(watched, { processes: processes(), network: NOT_ASKED }, nothing, {});
    expect(asked).toEqual([]);
  });
});
