import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseFirewallRule } from '../../../../electron/survey/system/firewall-rule.ts';
import { expander } from '../../../../electron/survey/system/variables.ts';
import type { FirewallRule } from '../../../../electron/survey/facts.ts';

const EXPAND = expander({ SystemRoot: 'C:\\Windows', ProgramFiles: 'D:\\Programme' });
const ID = '{0A0B0C0D-1111-4222-8333-444455556666}';

function parse(fields: string, id = ID): FirewallRule {
  const rule = parseFirewallRule(id, `v2.33|Action=Allow|Active=TRUE|Dir=In|${fields}`, 'local', EXPAND);
  if ('error' in rule) throw new Error(rule.error);
  return rule;
}

function errorOf(data: Parameters<typeof parseFirewallRule>[1]): string | null {
  const rule = parseFirewallRule(ID, data, 'local', EXPAND);
  return 'error' in rule ? rule.error : null;
}

describe('a rule string', () => {
  it('is read field by field', () => {
    const data =
      'v2.33|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|App=C:\\Python311\\python.exe|Name=python|Desc=x|Defer=User|';
    expect(parseFirewallRule(ID, data, 'local', EXPAND)).toEqual({
      id: ID,
      store: 'local',
      name: 'python',
      action: 'block',
      active: true,
      direction: 'in',
      profiles: ['public'],
      protocol: 6,
      localPorts: 'all',
      remotePorts: 'all',
      localAddresses: null,
      remoteAddresses: null,
      program: 'c:\\python311\\python.exe',
      fromPrompt: false,
      narrowed: [],
    });
  });

  it('without Active is inactive', () => {
    expect(parseFirewallRule(ID, 'v2.10|Action=Allow|Dir=In|', 'local', EXPAND)).toMatchObject({ active: false });
  });

  it('without Protocol, and with 256, means any protocol', () => {
    expect([parse('').protocol, parse('Protocol=256|').protocol]).toEqual([null, null]);
  });

  it('without Profile counts on every profile', () => {
    expect(parse('').profiles).toBe('all');
  });

  it('collects a repeated Profile', () => {
    expect(parse('Profile=Domain|Profile=Private|Profile=Domain|').profiles).toEqual(['domain', 'private']);
  });

  it('ORs single ports and ranges', () => {
    expect(parse('Protocol=6|LPort2_10=8080-8090|LPort=6099|').localPorts).toEqual([
      { from: 8080, to: 8090 },
      { from: 6099, to: 6099 },
    ]);
  });

  it.each(['LPort=RPC', 'LPort=RPC-EPMap', 'LPort2_10=IPHTTPSIn', 'LPort2_20=Ply2Disc', 'LPort2_25=mDNS'])(
    'with only the keyword %s has no ordinary port',
    (field) => {
      expect(parse(`${field}|`).localPorts).toBe('keyword-only');
    },
  );

  it('keeps the numbers that stand beside a keyword', () => {
    expect(parse('LPort=RPC|LPort=135|').localPorts).toEqual([{ from: 135, to: 135 }]);
  });

  it('keeps addresses as they are written, of both families and of keywords', () => {
    const rule = parse('RA4=192.168.0.0/255.255.0.0|RA42=IntErnet|RA6=LocalSubnet|LA4=10.0.0.1-10.0.0.9|');
    expect([rule.remoteAddresses, rule.localAddresses]).toEqual([
      ['192.168.0.0/255.255.0.0', 'IntErnet', 'LocalSubnet'],
      ['10.0.0.1-10.0.0.9'],
    ]);
  });

  it.each([
    ['%SystemRoot%\\system32\\svchost.exe', 'c:\\windows\\system32\\svchost.exe'],
    ['%programfiles%\\NapCat\\QQ.exe', 'd:\\programme\\napcat\\qq.exe'],
    [' "C:/Bots/机器人/python.exe" ', 'c:\\bots\\机器人\\python.exe'],
    ['\\\\?\\C:\\node\\node.exe', 'c:\\node\\node.exe'],
    ['\\\\?\\UNC\\nas\\share\\a.exe', '\\\\nas\\share\\a.exe'],
    ['System', 'system'],
  ])('spells the program %s as %s', (app, program) => {
    expect(parse(`App=${app}|`)).toMatchObject({ program, narrowed: [] });
  });

  it('leaves open which program an unknown variable means', () => {
    expect(parse('App=%BotHome%\\python.exe|')).toMatchObject({
      program: '%bothome%\\python.exe',
      narrowed: ['App'],
    });
  });

  it.each(['Svc=termservice', 'LUOwn=S-1-5-21-1', 'AppPkgId=S-1-15-2-1', 'TTK2_22=WFDPrint', 'IF={1}', 'IFType=Lan'])(
    'is narrowed by %s',
    (field) => {
      expect(parse(`${field}|`).narrowed).toEqual([field.split('=')[0]]);
    },
  );

  it('is narrowed by a key that nobody knows yet', () => {
    expect(parse('Wormhole2_99=Ω|').narrowed).toEqual(['Wormhole2_99']);
  });

  it('is not narrowed by Svc=*', () => {
    expect(parse('Svc=*|').narrowed).toEqual([]);
  });

  it('splits at the first equals sign only', () => {
    expect(parse('Name=a=b|').name).toBe('a=b');
  });

  it('goes by the name of its value when its own name points into a library', () => {
    expect(parse('Name=@FirewallAPI.dll,-25301|', 'CoreNet-In').name).toBe('CoreNet-In');
  });

  it.each(['TCP', 'UDP'])('of the prompt is known by the name of its value (%s)', (protocol) => {
    const id = `${protocol} Query User{C7351DFF-C214-482C-83AB-2C48537B62E8}C:\\program files\\roomler\\roomlerd.exe`;
    expect(parse('', id).fromPrompt).toBe(true);
  });
});

describe('a string that breaks the grammar', () => {
  it.each([
    ['a number', 1],
    ['a list', ['v2.33|Action=Allow|']],
    ['no version', 'Action=Allow|Dir=In|'],
    ['no action', 'v2.33|Active=TRUE|Dir=In|'],
    ['an unknown action', 'v2.33|Action=Perhaps|'],
    ['two actions', 'v2.33|Action=Allow|Action=Block|'],
    ['a cut end', 'v2.33|Action=Block|Active=TRUE|Dir=In|App=C:\\Pyth'],
    ['a field without a value', 'v2.33|Action=Block|Active|'],
    ['a port out of range', 'v2.33|Action=Block|LPort=70000|'],
    ['a range that runs backwards', 'v2.33|Action=Block|LPort2_10=90-80|'],
    ['a protocol out of range', 'v2.33|Action=Block|Protocol=999|'],
    ['an unknown profile', 'v2.33|Action=Block|Profile=Home|'],
    ['an unclear Active', 'v2.33|Action=Block|Active=MAYBE|'],
  ])('with %s is an error', (_what, data) => {
    expect(errorOf(data)).not.toBeNull();
  });

  const field = fc.oneof(
    fc.string(),
    fc
      .tuple(
        fc.constantFrom('Action', 'Active', 'Dir', 'Profile', 'Protocol', 'LPort', 'RA4', 'App', 'Svc'),
        fc.string(),
      )
      .map(([key, value]) => `${key}=${value}`),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(field), fc.string(), (fields, id) => {
        parseFirewallRule(id, `v2.33|Action=Allow|${fields.join('|')}|`, 'mdm', EXPAND);
      }),
    );
  });
});
