import { describe, expect, it } from 'vitest';

import { firewallOpen } from '../../../electron/diagnosis/checks/hop3/firewall.ts';
import { LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import { situationFrom } from '../../../electron/diagnosis/situation.ts';
import { ABSENT, known, NOT_ASKED } from '../../../electron/machine/answer.ts';
import type { Connection, FirewallProfile } from '../../../electron/machine/machine.ts';
import type {
  Facts,
  FirewallFacts,
  FirewallProfileFacts,
  FirewallRule,
  Mode,
  NapCatFacts,
  NapCatForm,
  TargetFacts,
} from '../../../electron/survey/facts.ts';
import { readLogText } from '../../../electron/survey/logs/index.ts';

const OWN = '192.168.1.5';
const PYTHON = { pid: 7004, name: 'python.exe', path: 'C:\\Python311\\python.exe' };
const QQ = { pid: 6400, name: 'QQ.exe', path: 'C:\\QQNT\\QQ.exe' };

/** NapCat in WSL dials NoneBot on Windows; a cancelled prompt left a block rule for python.exe. */
interface Scene {
  readonly host: string;
  readonly hostKind: TargetFacts['hostKind'];
  /** `null`: no NapCat on this machine. */
  readonly napcat: { readonly mode: Mode; readonly form: NapCatForm } | null;
  readonly platform: 'win32' | 'linux';
  readonly listeners: Facts['listeners'];
  readonly connections: readonly Connection[];
  readonly path: string | null;
  readonly rules: readonly FirewallRule[];
  readonly profile: Partial<FirewallProfileFacts>;
  readonly active: readonly FirewallProfile[] | null;
  readonly firewall: Facts['system']['firewall'] | null;
  readonly wsl: string | null;
  readonly docker: boolean;
  readonly tcp: TargetFacts['tcp'];
  /** What NapCat's log says after the URL. */
  readonly errors: readonly string[];
}

const RULE: FirewallRule = {
  id: 'TCP Query User{0A0B0C0D-1111-4222-8333-444455556666}C:\\python311\\python.exe',
  store: 'local',
  name: 'python.exe',
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
  fromPrompt: true,
  narrowed: [],
};

const BLOCK_QQ: FirewallRule = { ...RULE, direction: 'out', program: 'c:\\qqnt\\qq.exe', name: 'no QQ' };
const TIMED_OUT = 'Error: connect ETIMEDOUT 192.168.1.5:8080';

const SCENE: Scene = {
  host: OWN,
  hostKind: 'own',
  napcat: { mode: 'container', form: 'wsl' },
  platform: 'win32',
  listeners: known([{ address: '0.0.0.0', port: 8080, pid: PYTHON.pid }]),
  connections: [],
  path: PYTHON.path,
  rules: [RULE],
  profile: {},
  active: ['public'],
  firewall: null,
  wsl: null,
  docker: false,
  tcp: NOT_ASKED,
  errors: [TIMED_OUT],
};

const SHELL = { mode: 'shell', form: 'shell-zip' } as const;
const AWAY = { napcat: SHELL, host: '192.168.1.42', hostKind: 'private', listeners: known([]) } as const;

function run(change: Partial<Scene>): string {
  const answer = firewallOpen.run(
    situationFrom(factsOf({ ...SCENE, ...change }), perspectiveOf({ ...SCENE, ...change })),
  );
  return typeof answer === 'string' ? answer : answer.map(({ confidence }) => confidence).join();
}

describe('the firewall is blamed', () => {
  it('with certainty for a block rule on the profile in force and a known program', () => {
    expect(run({})).toBe('certain');
  });

  it('with the rule, profile, program and place', () => {
    const [finding] = firewallOpen.run(situationFrom(factsOf(SCENE), perspectiveOf(SCENE)));
    expect(finding).toMatchObject({
      code: 'firewall-block',
      params: { rule: 'python.exe', profile: 'public', process: 'python.exe', port: 8080, host: OWN },
    });
  });

  it.each<[string, Partial<Scene>, string | undefined]>([
    ['of a cancelled prompt', {}, 'prompt'],
    ['that somebody made by hand', { rules: [{ ...RULE, fromPrompt: false }] }, undefined],
    ['that is no rule but "block all incoming"', { rules: [], profile: { shieldsUp: true } }, 'shields-up'],
    ['that a policy made', { rules: [{ ...RULE, store: 'policy' }] }, 'managed'],
    ['that a policy leaves no way around', { rules: [], profile: { localRulesIgnored: true } }, 'managed'],
    ['that keeps QQ in', { ...AWAY, rules: [BLOCK_QQ], errors: [] }, 'outbound'],
  ])('as the kind of block %s', (_which, change, variant) => {
    const scene = { ...SCENE, ...change };
    const [finding] = firewallOpen.run(situationFrom(factsOf(scene), perspectiveOf(scene)));
    expect(finding).toMatchObject({ code: 'firewall-block' });
    expect((finding as { variant?: string }).variant).toBe(variant);
  });

  it.each<[string, Partial<Scene>, string]>([
    ['for a computer that is not this one', { napcat: null }, 'certain'],
    ['without any log', { errors: [] }, 'certain'],
    ["for NapCat's own two seconds", { errors: ['Error: Opening handshake has timed out'] }, 'certain'],
    ['when all incoming is blocked', { rules: [], profile: { shieldsUp: true } }, 'certain'],
    ['when every profile blocks and none is known', { rules: [{ ...RULE, profiles: 'all' }], active: null }, 'likely'],
    ['when nobody saw whether it is on', { profile: { enabled: null } }, 'likely'],
    [
      'when one of two profiles blocks and NapCat meets silence',
      {
        napcat: null,
        active: ['private', 'public'],
        rules: [RULE, { ...RULE, action: 'allow', profiles: ['private'] }],
      },
      'likely',
    ],
    [
      'through Docker Desktop when NapCat meets silence',
      { napcat: { mode: 'container', form: 'docker' }, docker: true },
      'likely',
    ],
    ['when nothing allows it and NapCat meets silence', { rules: [] }, 'likely'],
    ['when nothing allows it and nobody complains', { rules: [], errors: [] }, 'possible'],
    ['when QQ must not get out', { ...AWAY, rules: [BLOCK_QQ], errors: [] }, 'certain'],
  ])('%s', (_when, change, confidence) => {
    expect(run(change)).toBe(confidence);
  });
});

describe('the firewall has nothing to do with', () => {
  it.each<[string, Partial<Scene>]>([
    ['127.0.0.1', { host: '127.0.0.1', hostKind: 'loopback', napcat: SHELL }],
    ['localhost', { host: 'localhost', hostKind: 'loopback', napcat: SHELL }],
    ['::1', { host: '::1', hostKind: 'loopback', napcat: SHELL }],
    ["this machine's own address, dialled from itself", { napcat: SHELL }],
    ['loopback inside a container', { host: '127.0.0.1', hostKind: 'loopback' }],
    ['mirrored WSL', { wsl: 'mirrored' }],
    ['a listener on loopback', { listeners: known([{ address: '127.0.0.1', port: 8080, pid: PYTHON.pid }]) }],
    ['a port where nobody listens', { listeners: known([]) }],
    ['Linux', { platform: 'linux' }],
  ])('%s', (_what, change) => {
    expect(run(change)).toBe('skip');
  });
});

describe('the firewall is acquitted', () => {
  it.each<[string, Partial<Scene>]>([
    ['when the server answered', { errors: [TIMED_OUT, 'Error: Unexpected server response: 403'] }],
    ['when the connection was refused', { errors: ['Error: connect ECONNREFUSED 192.168.1.5:8080'] }],
    [
      'when somebody from outside is connected',
      {
        connections: [
          {
            local: { address: OWN, port: 8080 },
            remote: { address: '172.28.0.2', port: 40000 },
            state: 'established',
            pid: PYTHON.pid,
          },
        ],
      },
    ],
    ['when it is off', { profile: { enabled: false } }],
    ['when a rule allows it', { rules: [{ ...RULE, action: 'allow' }] }],
    ['on the way out when only the way in is blocked', AWAY],
  ])('%s', (_when, change) => {
    expect(run(change)).toBe('pass');
  });

  it('not by an answer that is older than the silence', () => {
    expect(run({ errors: ['Error: Unexpected server response: 403', TIMED_OUT] })).toBe('certain');
  });

  it('not by a connection from this machine itself', () => {
    const self: Connection = {
      local: { address: OWN, port: 8080 },
      remote: { address: OWN, port: 40000 },
      state: 'established',
      pid: PYTHON.pid,
    };
    expect(run({ napcat: null, connections: [self] })).toBe('certain');
  });
});

describe('the firewall stays unknown', () => {
  it.each<[string, Partial<Scene>]>([
    ['when it could not be read', { firewall: { state: 'denied' } }],
    ['when a narrowed rule may allow it', { rules: [{ ...RULE, action: 'allow', narrowed: ['IFType'] }] }],
    [
      'when the profile is not known and only one of them blocks',
      { active: null, errors: [], rules: [RULE, { ...RULE, action: 'allow', profiles: 'all' }] },
    ],
    [
      'through Docker Desktop, which dials by itself, when nobody complains',
      { napcat: { mode: 'container', form: 'docker' }, docker: true, errors: [] },
    ],
  ])('%s', (_when, change) => {
    expect(run(change)).toBe('unknown');
  });
});

function perspectiveOf({ napcat }: Scene): Parameters<typeof situationFrom>[1] {
  return napcat === null ? { napcat: null, account: null } : { napcat: 0, account: '10001' };
}

function factsOf(scene: Scene): Facts {
  const { napcat } = scene;
  const process = { ppid: null, commandLine: null, cwd: null, startedAt: null };
  const processes = [
    { ...process, ...PYTHON, path: scene.path },
    { ...process, ...QQ },
    ...(scene.docker ? [{ ...process, pid: 9, name: 'com.docker.backend.exe', path: null }] : []),
  ];
  const facts: Pick<
    Facts,
    'host' | 'processes' | 'listeners' | 'connections' | 'napcats' | 'frameworks' | 'targets' | 'logs' | 'watch'
  > = {
    host: { platform: scene.platform, release: '10.0', arch: 'x64', homeDir: 'C:\\Users\\me' },
    processes: known(processes),
    listeners: scene.listeners,
    connections: known(scene.connections),
    napcats: napcat === null ? [] : [napcatOf(napcat)],
    frameworks: [],
    watch: null,
    targets: [targetOf(scene)],
    logs: [logOf(scene)],
  };
  const system = {
    network: known({ interfaces: [{ name: '以太网', address: OWN }] }),
    hostsFile: NOT_ASKED,
    ipv6: NOT_ASKED,
    firewall: scene.firewall ?? known(firewallOf(scene)),
    wsl: known({ networkingMode: scene.wsl, relayPids: [] }),
  };
  // The check reads nothing else of the facts.
  return { ...facts, system, pastedConfig: null, request: { deep: false } } as unknown as Facts;
}

function firewallOf({ rules, profile, active }: Scene): FirewallFacts {
  const settings: FirewallProfileFacts = {
    enabled: true,
    blockByDefault: true,
    shieldsUp: false,
    localRulesIgnored: false,
    source: 'local',
    ...profile,
  };
  return {
    serviceRunning: NOT_ASKED,
    activeProfiles: active === null ? NOT_ASKED : known(active),
    profiles: { domain: settings, private: settings, public: settings },
    rules,
    unreadable: [],
  };
}

function napcatOf({ mode, form }: NonNullable<Scene['napcat']>): NapCatFacts {
  const running = {
    pid: QQ.pid,
    family: [QQ.pid],
    socketPid: QQ.pid,
    launcherPid: null,
    startedAt: null,
    hidden: false,
    account: null,
  };
  const config = { file: 'onebot11_10001.json', modifiedAt: null, content: ABSENT };
  return {
    dir: null,
    baseDir: null,
    mode,
    form,
    modeEvidence: [],
    otherReadings: [],
    version: NOT_ASKED,
    running,
    accounts: [{ uin: '10001', inUse: true, config }],
    template: null,
    webui: null,
    webuiState: NOT_ASKED,
    fileLog: NOT_ASKED,
    managedBy: null,
    missingFiles: [],
    qqDir: null,
    deniedFiles: [],
    unreadConfigs: [],
    qrCodeAt: null,
  };
}

function urlOf({ host }: Scene): string {
  return `ws://${host.includes(':') ? `[${host}]` : host}:8080/onebot/v11/ws`;
}

function targetOf(scene: Scene): TargetFacts {
  return {
    napcat: scene.napcat === null ? null : 0,
    account: scene.napcat === null ? null : '10001',
    entry: null,
    file: null,
    url: {
      usable: true,
      text: urlOf(scene),
      secure: false,
      host: scene.host,
      port: 8080,
      path: '/onebot/v11/ws',
      oddities: [],
    },
    hostKind: scene.hostKind,
    resolved: NOT_ASKED,
    tcp: scene.tcp,
    http: [],
    webSocket: [],
    bind: NOT_ASKED,
  };
}

function logOf(scene: Scene): Facts['logs'][number] {
  const lines = scene.errors.map(
    (error) => `[error] [OneBot] [WebSocket Client] 反向WebSocket (${urlOf(scene)}) 连接错误 ${error}`,
  );
  return readLogText(lines.join('\n'), { product: 'napcat', of: 'napcat', rules: LOG_RULES, now: new Date(0) });
}
