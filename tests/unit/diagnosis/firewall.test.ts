import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { judgeInbound, judgeOutbound } from '../../../electron/diagnosis/firewall.ts';
import type { FirewallJudgement, FirewallQuestion } from '../../../electron/diagnosis/firewall.ts';
import { matchAddress, NEIGHBOUR } from '../../../electron/diagnosis/firewall-address.ts';
import type { FirewallFacts, FirewallProfileFacts, FirewallRule } from '../../../electron/survey/facts.ts';

const PYTHON = 'C:\\Python311\\python.exe';

const QUESTION: FirewallQuestion = {
  program: PYTHON,
  port: 8080,
  profile: 'public',
  remote: '192.168.1.9',
  protocol: 6,
};

const ON: FirewallProfileFacts = {
  enabled: true,
  blockByDefault: true,
  shieldsUp: false,
  localRulesIgnored: false,
  source: 'local',
};

function rule(change: Partial<FirewallRule> = {}): FirewallRule {
  return {
    id: 'id',
    store: 'local',
    name: 'name',
    action: 'allow',
    active: true,
    direction: 'in',
    profiles: 'all',
    protocol: 6,
    localPorts: 'all',
    remotePorts: 'all',
    localAddresses: null,
    remoteAddresses: null,
    program: null,
    fromPrompt: false,
    narrowed: [],
    ...change,
  };
}

const allow = (change: Partial<FirewallRule> = {}): FirewallRule => rule(change);
const block = (change: Partial<FirewallRule> = {}): FirewallRule => rule({ ...change, action: 'block' });

function firewall(rules: readonly FirewallRule[], change: Partial<FirewallProfileFacts> = {}): FirewallFacts {
  const profile = { ...ON, ...change };
  return {
    serviceRunning: { state: 'not-asked' },
    activeProfiles: { state: 'not-asked' },
    profiles: { domain: profile, private: profile, public: profile },
    rules,
    unreadable: [],
  };
}

interface Row {
  readonly that: string;
  readonly rules?: readonly FirewallRule[];
  readonly profile?: Partial<FirewallProfileFacts>;
  readonly facts?: Partial<FirewallFacts>;
  readonly asked?: Partial<FirewallQuestion>;
  readonly is: `${FirewallJudgement['verdict']}, ${FirewallJudgement['why']}`;
}

const ports = [{ from: 8000, to: 8090 }];
const pythonExe = 'c:\\python311\\python.exe';

const INBOUND: readonly Row[] = [
  { that: 'nothing allows it', is: 'blocked, default' },
  { that: 'the profile allows by default', profile: { blockByDefault: false }, is: 'allowed, default' },
  { that: 'the default is not known', profile: { blockByDefault: null }, is: 'blocked, default' },
  { that: 'the firewall is off', rules: [block()], profile: { enabled: false }, is: 'allowed, off' },
  {
    that: 'the service is off',
    rules: [block()],
    facts: { serviceRunning: { state: 'known', value: false } },
    is: 'allowed, service-off',
  },
  { that: 'all incoming is blocked', rules: [allow()], profile: { shieldsUp: true }, is: 'blocked, shields-up' },
  {
    that: 'all incoming is blocked and the firewall off',
    profile: { shieldsUp: true, enabled: false },
    is: 'allowed, off',
  },
  { that: 'a rule allows it', rules: [allow()], is: 'allowed, allow-rule' },
  { that: 'one rule allows and a later one blocks', rules: [allow(), block()], is: 'blocked, block-rule' },
  { that: 'one rule blocks and a later one allows', rules: [block(), allow()], is: 'blocked, block-rule' },
  { that: 'a rule only exempts secured traffic', rules: [rule({ action: 'bypass' })], is: 'blocked, default' },
  { that: 'the rule is switched off', rules: [allow({ active: false })], is: 'blocked, default' },
  { that: 'the rule is for the way out', rules: [allow({ direction: 'out' })], is: 'blocked, default' },
  { that: 'the rule has no direction', rules: [allow({ direction: null })], is: 'blocked, default' },
  { that: 'the rule is for UDP', rules: [allow({ protocol: 17 })], is: 'blocked, default' },
  { that: 'the rule is for any protocol', rules: [allow({ protocol: null })], is: 'allowed, allow-rule' },
  {
    that: 'the rule is for another profile',
    rules: [block({ profiles: ['private'] }), allow()],
    is: 'allowed, allow-rule',
  },
  { that: 'the port is in the range', rules: [allow({ localPorts: ports })], is: 'allowed, allow-rule' },
  {
    that: 'the port is the last of the range',
    rules: [allow({ localPorts: ports })],
    asked: { port: 8090 },
    is: 'allowed, allow-rule',
  },
  {
    that: 'the port is beside the range',
    rules: [allow({ localPorts: ports })],
    asked: { port: 8091 },
    is: 'blocked, default',
  },
  { that: 'the rule has only keyword ports', rules: [allow({ localPorts: 'keyword-only' })], is: 'blocked, default' },
  {
    that: 'the rule wants a certain port of the other side',
    rules: [allow({ remotePorts: [{ from: 5000, to: 5000 }] })],
    is: 'unknown, narrowed-rule',
  },
  { that: 'the program is ours', rules: [block({ program: pythonExe })], is: 'blocked, block-rule' },
  {
    that: 'the program is ours, spelt otherwise',
    rules: [block({ program: pythonExe })],
    asked: { program: '\\\\?\\C:/PYTHON311/Python.exe' },
    is: 'blocked, block-rule',
  },
  {
    that: 'the program has the same name in another folder',
    rules: [block({ program: 'd:\\bot\\python.exe' }), allow()],
    is: 'allowed, allow-rule',
  },
  {
    that: 'our program is not known and a rule blocks one',
    rules: [block({ program: pythonExe }), allow()],
    asked: { program: null },
    is: 'unknown, narrowed-rule',
  },
  {
    that: 'a variable hides which folder the program is in',
    rules: [allow({ program: '%home%\\python.exe', narrowed: ['App'] })],
    is: 'unknown, narrowed-rule',
  },
  {
    that: 'a variable hides the folder of another program',
    rules: [allow({ program: '%home%\\node.exe', narrowed: ['App'] })],
    is: 'blocked, default',
  },
  { that: 'the rule is for a service', rules: [allow({ narrowed: ['Svc'] })], is: 'blocked, default' },
  {
    that: 'the rule is for a packaged app',
    rules: [allow({ narrowed: ['LUOwn', 'AppPkgId'] })],
    is: 'blocked, default',
  },
  { that: 'the rule is for Wi-Fi Direct', rules: [allow({ narrowed: ['TTK2_22'] })], is: 'blocked, default' },
  { that: 'the allowing rule is narrowed', rules: [allow({ narrowed: ['IFType'] })], is: 'unknown, narrowed-rule' },
  {
    that: 'the blocking rule is narrowed',
    rules: [block({ narrowed: ['LUAuth'] }), allow()],
    is: 'unknown, narrowed-rule',
  },
  { that: 'a narrowed block meets the default', rules: [block({ narrowed: ['IF'] })], is: 'blocked, default' },
  {
    that: 'a rule wants one of our addresses',
    rules: [allow({ localAddresses: ['10.0.0.1'] })],
    is: 'unknown, narrowed-rule',
  },
  {
    that: 'the other side is meant',
    rules: [block({ remoteAddresses: ['192.168.0.0/16'] }), allow()],
    is: 'blocked, block-rule',
  },
  {
    that: 'the other side is not meant',
    rules: [block({ remoteAddresses: ['10.0.0.0/8'] }), allow()],
    is: 'allowed, allow-rule',
  },
  {
    that: 'the other side is not known and the rule means some',
    rules: [allow({ remoteAddresses: ['LocalSubnet'] })],
    asked: { remote: null },
    is: 'unknown, narrowed-rule',
  },
  {
    that: 'local rules do not count and the rule is local',
    rules: [allow()],
    profile: { localRulesIgnored: true },
    is: 'blocked, default',
  },
  {
    that: 'local rules do not count and the rule is one of policy',
    rules: [block(), allow({ store: 'policy' })],
    profile: { localRulesIgnored: true },
    is: 'allowed, allow-rule',
  },
  {
    that: 'a rule could not be read and nothing else allows it',
    facts: { unreadable: ['x'] },
    is: 'unknown, unreadable-rules',
  },
  {
    that: 'a rule could not be read and another blocks it',
    rules: [block()],
    facts: { unreadable: ['x'] },
    is: 'blocked, block-rule',
  },
  {
    that: 'the profile is not known and all block',
    rules: [block()],
    asked: { profile: null },
    is: 'blocked, block-rule',
  },
  {
    that: 'the profile is not known and one rule blocks on one of them only',
    rules: [block({ profiles: ['public'] }), allow()],
    asked: { profile: null },
    is: 'unknown, profile-unknown',
  },
];

describe('a connection from outside', () => {
  it.each(INBOUND)('is $is when $that', ({ rules = [], profile, facts, asked, is }) => {
    const { verdict, why } = judgeInbound({ ...firewall(rules, profile), ...facts }, { ...QUESTION, ...asked });
    expect(`${verdict}, ${why}`).toBe(is);
  });

  it('names the rule that decides', () => {
    const deciding = block({ id: 'b' });
    expect(judgeInbound(firewall([allow(), deciding]), QUESTION).rule).toBe(deciding);
  });

  it('says what was taken for granted', () => {
    const unseen = firewall([], { enabled: null, blockByDefault: null });
    expect(judgeInbound(unseen, { ...QUESTION, profile: null }).assumed).toEqual([
      'firewall-on',
      'default-action',
      'profile',
    ]);
  });

  it('does not claim one rule for profiles that block for other reasons', () => {
    const facts = firewall([block({ profiles: ['domain'] })]);
    expect(judgeInbound(facts, { ...QUESTION, profile: null })).toMatchObject({ verdict: 'blocked', why: 'default' });
  });
});

describe('a connection to the outside', () => {
  const out = { direction: 'out', remotePorts: ports } as const;

  it.each<Row>([
    { that: 'nothing blocks it', is: 'allowed, default' },
    { that: 'a rule blocks the port of the other side', rules: [block(out)], is: 'blocked, block-rule' },
    {
      that: 'a rule blocks another port',
      rules: [block({ ...out, remotePorts: [{ from: 1, to: 2 }] })],
      is: 'allowed, default',
    },
    { that: 'all incoming is blocked', profile: { shieldsUp: true }, is: 'allowed, default' },
    { that: 'the blocking rule is for the way in', rules: [block()], is: 'allowed, default' },
    {
      that: 'a rule blocks certain users',
      rules: [block({ ...out, narrowed: ['LUAuth'] })],
      is: 'unknown, narrowed-rule',
    },
  ])('is $is when $that', ({ rules = [], profile, is }) => {
    const { verdict, why } = judgeOutbound(firewall(rules, profile), QUESTION);
    expect(`${verdict}, ${why}`).toBe(is);
  });
});

describe('an address list', () => {
  it.each([
    [['192.168.1.9'], '192.168.1.9', 'yes'],
    [['192.168.1.0/24'], '192.168.1.9', 'yes'],
    [['192.168.1.0/255.255.255.0'], '192.168.1.9', 'yes'],
    [['192.168.1.0/255.255.255.0'], '192.168.2.9', 'no'],
    [['0.0.0.0/0.0.0.0'], '8.8.8.8', 'yes'],
    [['192.168.1.1-192.168.1.9'], '192.168.1.9', 'yes'],
    [['192.168.1.1-192.168.1.9'], '192.168.1.10', 'no'],
    [['fe80::/64'], 'fe80::1%12', 'yes'],
    [['2001:db8::1-2001:db8::ff'], '2001:db8::80', 'yes'],
    [['192.168.1.0/24'], 'fe80::1', 'no'],
    [['10.0.0.1', '192.168.1.9'], '192.168.1.9', 'yes'],
    [['LocalSubnet'], 'fe80::1', 'yes'],
    [['LocalSubnet'], NEIGHBOUR, 'yes'],
    [['LocalSubnet'], '192.168.1.9', 'maybe'],
    [['IntErnet'], '8.8.8.8', 'maybe'],
    [['192.168.1.0/24'], NEIGHBOUR, 'maybe'],
    [['192.168.1.0/24'], null, 'maybe'],
    [['192.168.1.0/99'], '192.168.1.9', 'maybe'],
    [['192.168.1.0/255.0.255.0'], '192.168.1.9', 'maybe'],
    [['192.168.1.9-192.168.1.1'], '192.168.1.5', 'maybe'],
    [['nonsense'], '192.168.1.9', 'maybe'],
  ])('%j means %s: %s', (list, peer, match) => {
    expect(matchAddress(list, peer)).toBe(match);
  });

  it('never throws', () => {
    const part = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constantFrom('', '/', '-', '*'));
    const pattern = fc.tuple(part, fc.constantFrom('', '-', '/'), part).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.array(pattern), part, (list, peer) => void matchAddress(list, peer)));
  });
});

const someRule: fc.Arbitrary<FirewallRule> = fc
  .record({
    action: fc.constantFrom('allow', 'block', 'bypass'),
    active: fc.boolean(),
    direction: fc.constantFrom('in', 'out', null),
    profiles: fc.constantFrom<FirewallRule['profiles']>('all', ['public'], ['private', 'domain']),
    protocol: fc.constantFrom(6, 17, null),
    localPorts: fc.constantFrom<FirewallRule['localPorts']>('all', 'keyword-only', ports, [{ from: 1, to: 2 }]),
    remoteAddresses: fc.constantFrom(null, ['LocalSubnet'], ['10.0.0.0/8'], ['192.168.0.0/16']),
    program: fc.constantFrom(null, pythonExe, 'c:\\other.exe'),
    narrowed: fc.constantFrom<readonly string[]>([], ['Svc'], ['IFType']),
    store: fc.constantFrom('local', 'policy', 'mdm'),
  } as const)
  .map((change) => rule(change));

const someFirewall = fc
  .tuple(
    fc.array(someRule, { maxLength: 8 }),
    fc.record({
      enabled: fc.constantFrom(true, false, null),
      blockByDefault: fc.constantFrom(true, false, null),
      shieldsUp: fc.boolean(),
      localRulesIgnored: fc.boolean(),
    }),
  )
  .map(([rules, profile]) => firewall(rules, profile));

const someQuestion: fc.Arbitrary<FirewallQuestion> = fc.record({
  program: fc.constantFrom(PYTHON, null),
  port: fc.constantFrom(8080, 1, 9999),
  profile: fc.constantFrom('public', 'private', 'domain', null),
  remote: fc.constantFrom('192.168.1.9', NEIGHBOUR, null),
  protocol: fc.constant(6),
});

/** A place for one more rule among the others. */
function insert(facts: FirewallFacts, at: number, added: FirewallRule): FirewallFacts {
  return { ...facts, rules: facts.rules.toSpliced(at % (facts.rules.length + 1), 0, added) };
}

describe('whatever the rules are', () => {
  it('one more block never lets more through', () => {
    const order = ['blocked', 'unknown', 'allowed'];
    fc.assert(
      fc.property(someFirewall, someQuestion, fc.nat(), someRule, (facts, question, at, added) => {
        const after = judgeInbound(insert(facts, at, { ...added, action: 'block' }), question);
        return order.indexOf(after.verdict) <= order.indexOf(judgeInbound(facts, question).verdict);
      }),
    );
  });

  it('one more matching block never turns blocked into something else', () => {
    fc.assert(
      fc.property(someFirewall, someQuestion, fc.nat(), (facts, question, at) => {
        fc.pre(judgeInbound(facts, question).verdict === 'blocked');
        return judgeInbound(insert(facts, at, block()), question).verdict === 'blocked';
      }),
    );
  });

  it.each([
    ['another program', { program: 'c:\\unrelated.exe' }],
    ['another port', { localPorts: [{ from: 60000, to: 60001 }] }],
    ['another protocol', { protocol: 17 }],
    ['the other direction', { direction: 'out' }],
    ['nobody, being switched off', { active: false }],
    ['a service', { narrowed: ['Svc'] }],
  ] as const)('a rule about %s changes nothing', (_about, unrelated) => {
    fc.assert(
      fc.property(someFirewall, someQuestion, fc.nat(), someRule, (facts, question, at, added) => {
        const asked = { ...question, program: PYTHON };
        const after = judgeInbound(insert(facts, at, { ...added, ...unrelated }), asked);
        expect(after).toEqual(judgeInbound(facts, asked));
      }),
    );
  });
});
