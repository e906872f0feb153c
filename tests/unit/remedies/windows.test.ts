import { describe, expect, it } from 'vitest';

import { known } from '../../../electron/machine/answer.ts';
import { quoteArgument } from '../../../electron/machine/live/win32/elevate.ts';
import { stateDir } from '../../../electron/machine/live/hand/index.ts';
import { Refused } from '../../../electron/remedies/refused.ts';
import { allowInFirewall } from '../../../electron/remedies/windows/allow-in-firewall.ts';
import { bypassProxy } from '../../../electron/remedies/windows/bypass-proxy.ts';
import { releasePort } from '../../../electron/remedies/windows/release-port.ts';
import { unblockInFirewall } from '../../../electron/remedies/windows/unblock-in-firewall.ts';
import { PROFILE, PROGRAM, allPlanned, argvOf, blockRule, firewall, planned } from './support/windows-scene.ts';

describe('the firewall rule', () => {
  it('is one fixed elevated call for this program, port and profile, and is taken back by its own name', async () => {
    const step = await planned(allowInFirewall);
    const rule = String(step.params.rule);
    expect(rule).toMatch(/^NapCat Doctor 8080 [0-9a-f]{8}$/);
    const netsh = ['C:\\WINDOWS\\System32\\netsh.exe', 'advfirewall', 'firewall'];
    expect(argvOf(step)).toEqual([
      ...netsh,
      'add',
      'rule',
      `name=${rule}`,
      'dir=in',
      'action=allow',
      'protocol=TCP',
      'localport=8080',
      `program=${PROGRAM}`,
      'profile=private',
      'enable=yes',
    ]);
    expect(argvOf(step, 'undo')).toEqual([...netsh, 'delete', 'rule', `name=${rule}`]);
    expect(step.needsElevation).toBe(true);
  });

  it.each([
    ['a program that was not seen', { program: null }],
    ['a quote in the path', { program: 'C:\\a"b.exe' }],
    ['a relative path', { program: 'python.exe' }],
    ['a script', { program: 'C:\\x.bat' }],
    ['a port that is none', { params: { port: 70_000 } }],
    ['another system', { platform: 'linux' }],
    ['another product that decides', { firewall: firewall({ serviceRunning: known(false) }) }],
    [
      'a policy',
      {
        firewall: firewall({
          profiles: { domain: PROFILE, private: { ...PROFILE, localRulesIgnored: true }, public: PROFILE },
        }),
      },
    ],
  ] as const)('is refused for %s', async (_, scene) => {
    await expect(planned(allowInFirewall, scene)).rejects.toThrow(Refused);
  });
});

describe('the block rules of a prompt', () => {
  const ids = [`TCP Query User{1}${PROGRAM}`, 'UDP Query User{2}[*]`', 'allow'];
  const rules = [
    blockRule(ids[0] ?? '', 6),
    blockRule(ids[1] ?? '', 17),
    { ...blockRule('allow', 6), action: 'allow' } as const,
  ];

  it('are switched off together, and on again, as data of a fixed script', async () => {
    const step = await planned(unblockInFirewall, { params: { rule: 'python.exe' }, firewall: firewall({ rules }) });
    const [off, on] = [argvOf(step).at(-1) ?? '', argvOf(step, 'undo').at(-1) ?? ''];
    expect(on).toBe(off.replace('Disable-', 'Enable-'));
    const data = /FromBase64String\('([^']*)'\)/.exec(off)?.[1] ?? '';
    expect(JSON.parse(Buffer.from(data, 'base64').toString('utf8'))).toEqual(ids.slice(0, 2));
    expect(off).not.toContain('Query');
  });
});

describe('a reserved port', () => {
  it('is released by one elevated call that starts WinNAT again whatever happens', async () => {
    const notes: string[] = [];
    const step = await planned(releasePort, { params: { from: 8000, to: 8099 }, notes });
    const script = argvOf(step).at(-1) ?? '';
    expect(step.needsElevation).toBe(true);
    expect(argvOf(step)[0]).toBe('C:\\WINDOWS\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(script).toMatch(/stop winnat;try\{.*add excludedportrange protocol=tcp startport=8080 numberofports=1;/);
    expect(script).toMatch(/\}finally\{.*start winnat\};exit \$code$/);
    expect(argvOf(step, 'undo').at(-1)).toBe(script.replace(' add ', ' delete '));
    expect(notes).toEqual(['winnat-pause']);
  });

  it.each([
    ['a port that is none', { port: 70_000, from: 1, to: 2 }],
    ['a port that no range holds', { port: 8080 }],
  ])('is left alone for %s', async (_, params) => {
    await expect(planned(releasePort, { params })).rejects.toThrow(Refused);
  });
});

const SETTINGS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

describe('the proxy exception', () => {
  it('joins what is there and puts it back', async () => {
    const step = await planned(bypassProxy, { noProxy: 'intranet, localhost' });
    expect(argvOf(step).slice(1)).toEqual(['NO_PROXY', 'intranet,localhost,127.0.0.1,::1']);
    expect(argvOf(step, 'undo').slice(1)).toEqual(['NO_PROXY', 'intranet, localhost']);
  });

  it('is deleted again where there was none', async () => {
    expect(argvOf(await planned(bypassProxy), 'undo').slice(1)).toEqual([
      'delete',
      'HKCU\\Environment',
      '/v',
      'NO_PROXY',
      '/f',
    ]);
  });

  it('reaches the list of the system proxy where that is on', async () => {
    const steps = await allPlanned(bypassProxy, { noProxy: '127.0.0.1,localhost,::1', override: '10.*;<-loopback>' });
    const set = ['add', SETTINGS, '/v', 'ProxyOverride', '/t', 'REG_SZ', '/d'];
    expect(steps.map(({ code }) => code)).toEqual(['set-proxy-bypass']);
    const [step] = steps;
    expect(step && argvOf(step).slice(1)).toEqual([...set, '10.*;127.*;localhost;<local>', '/f']);
    expect(step && argvOf(step, 'undo').slice(1)).toEqual([...set, '10.*;<-loopback>', '/f']);
  });

  it('changes nothing where both lists hold it already', async () => {
    const scene = { noProxy: '127.0.0.1,localhost,::1', override: '127.*;localhost;<local>' };
    await expect(allPlanned(bypassProxy, scene)).rejects.toThrow(Refused);
  });

  it('is refused when setx would cut it off', async () => {
    await expect(planned(bypassProxy, { noProxy: 'x'.repeat(1000) })).rejects.toThrow(Refused);
  });
});

it.each([
  ['plain', 'plain'],
  ['', '""'],
  ['a b', '"a b"'],
  ['a"b', '"a\\"b"'],
  ['C:\\dir with\\', '"C:\\dir with\\\\"'],
  ['C:\\dir\\', 'C:\\dir\\'],
  ['\\"', '"\\\\\\""'],
  ['%PATH%&calc', '%PATH%&calc'],
])('the argument %s is written as %s', (argument, written) => {
  expect(quoteArgument(argument)).toBe(written);
});

it.each([
  ['win32', { LOCALAPPDATA: 'C:\\Users\\张三\\AppData\\Local' }, /^C:\\Users\\张三\\AppData\\Local.NapCat Doctor$/],
  ['linux', { XDG_STATE_HOME: '/state' }, /^\/state\/napcat-doctor$/],
  ['linux', { XDG_STATE_HOME: 'relative' }, /^\/home\/me\/\.local\/state\/napcat-doctor$/],
] as const)('our own data lies where %s keeps it', (platform, env, expected) => {
  expect(stateDir(platform, env, '/home/me')).toMatch(expected);
});
