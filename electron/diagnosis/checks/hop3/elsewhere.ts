/** What stands between the two: a container's own loopback, an unpublished port, a proxy, a filter on loopback. */
import type { Evidence } from '../../../contract/diagnosis.ts';
import { valueOf } from '../../../machine/answer.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEntry, ofEvent, ofOrigin, ofProcess } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import { saidToBeInContainer, saidToBeInWsl } from '../../in-container.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';
import type { Facts, FrameworkFacts, ModeEvidence, ProxyFacts, SecurityProduct } from '../../../survey/facts.ts';

export const sameLoopback: Check = {
  id: 'same-loopback',
  hop: 3,
  run: (situation) => forEachLink(situation, containerAddress),
};

function containerAddress(situation: Situation, link: Link): readonly CheckResult[] | 'pass' {
  if (link.connection != null || link.target.hostKind !== 'loopback') return 'pass';
  const inside = insideOf(situation, link);
  if (inside === null) return 'pass';
  const wsl = inside.wsl;
  return [
    {
      code: 'container-address',
      outcome: 'fail',
      confidence: inside.confidence,
      variant: wsl ? 'wsl' : 'napcat-in-container',
      params: {
        url: link.url.text,
        host: link.url.host,
        suggestion: link.url.text.replace(
          /localhost|127\.0\.0\.1|\[::1\]/,
          wsl ? '<Windows IP>' : 'host.docker.internal',
        ),
      },
      evidence: [
        ...inside.evidence,
        ...(link.entry === null ? [] : [ofEntry(link.target.file, link.entry, 'url', link.url.text)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

interface Inside {
  readonly wsl: boolean;
  readonly confidence: CheckResult['confidence'];
  readonly evidence: readonly Evidence[];
}

/** Where NapCat has a loopback of its own: a container or WSL that is seen, that its log names, or that we are in. */
function insideOf(situation: Situation, link: Link): Inside | null {
  const { napcat, logs, facts } = situation;
  if (napcat?.mode === 'container') {
    if (sharesHostNetwork(situation)) return null;
    const evidence = napcat.modeEvidence.slice(0, 1).map((sign) => ofModeEvidence(situation, sign));
    // A container that shares its host's network would show in a connection, and in a port of its own.
    const webUi = napcat.webui?.port ?? 6099;
    const ownersKnown = valueOf(facts.listeners)?.every(({ pid, port }) => pid !== null || port !== webUi) === true;
    const seen = link.connection === null && ownersKnown;
    const confidence = seen || napcat.running === null ? 'certain' : 'likely';
    return { wsl: napcat.form === 'wsl', confidence, evidence };
  }
  // Whoever only says so may mean another part of it: NapCat must have met nobody there.
  const said = saidToBeInContainer(situation);
  const refused = logs.latestAbout(link.url.text, 'napcat.connect-refused', 'napcat.connect-refused-all');
  if (said !== null && (said.rule === 'user.docker-run-napcat' || refused !== null)) {
    const evidence = [said, refused].flatMap((event) => (event === null ? [] : [ofEvent(event)]));
    return { wsl: false, confidence: 'likely', evidence };
  }
  const inWsl = saidToBeInWsl(situation);
  if (inWsl !== null && refused !== null)
    return { wsl: true, confidence: 'likely', evidence: [ofEvent(inWsl), ofEvent(refused)] };
  // We are in WSL ourselves, nobody listens here and no framework is here at all: it is on the Windows side.
  const here = napcat?.running != null && /microsoft/i.test(facts.host.release);
  const nobody = link.answering === null && link.tcp !== 'connected' && facts.frameworks.length === 0;
  const evidence: readonly Evidence[] = [
    { kind: 'file', path: '/proc/sys/kernel/osrelease', value: facts.host.release },
  ];
  return here && nobody ? { wsl: true, confidence: 'likely', evidence } : null;
}

function ofModeEvidence(situation: Situation, { sign, origin }: ModeEvidence): Evidence {
  if (origin.kind === 'file') return { kind: 'file', path: origin.path };
  const pid = origin.kind === 'process' ? origin.pid : (situation.napcat?.running?.pid ?? 0);
  return ofProcess(situation, pid, 'port' in sign ? `:${sign.port}` : undefined);
}

/**
 * `--network host`: seen from the host, a process of the container owns a port of the host itself. From inside the
 * container it does so too, but there the container's engine is not among the processes.
 */
function sharesHostNetwork({ napcat, facts, process }: Situation): boolean {
  const family = napcat?.running?.family ?? [];
  const owns = (valueOf(facts.listeners) ?? []).some(({ pid }) => pid !== null && family.includes(pid));
  const seenFromHost = family.some((pid) =>
    /^(?:containerd-shim|conmon)/.test(process(process(pid)?.ppid)?.name ?? ''),
  );
  return owns && seenFromHost;
}

export const loopbackWorks: Check = {
  id: 'loopback-works',
  hop: 3,
  run({ facts }) {
    const { tcp, webSocket } = facts.system.selfTest;
    const failed = valueOf(tcp) === 'failed' || valueOf(webSocket) === 'failed';
    if (!failed) return tcp.state === 'known' ? 'pass' : 'skip';
    // What filters connections is the first to be paused, then what carries them elsewhere.
    const products = (valueOf(facts.system.securityProducts) ?? []).toSorted(
      (a, b) => SUSPECTS.indexOf(a.kind) - SUSPECTS.indexOf(b.kind),
    );
    return [
      {
        code: 'loopback-filtered',
        outcome: 'fail',
        confidence: 'certain',
        params: products[0] === undefined ? {} : { product: products[0].name },
        evidence: [
          { kind: 'probe', probe: 'self-test', target: '127.0.0.1', answer: 'failed' },
          ...products.map(({ pid, process, name }) => ({ kind: 'process' as const, pid, name: process, detail: name })),
        ],
        about: null,
      },
    ];
  },
};

const SUSPECTS: readonly SecurityProduct['kind'][] = ['filter', 'proxy', 'antivirus'];

export const noProxyBetween: Check = {
  id: 'no-proxy-between',
  hop: 3,
  run(situation) {
    const { logs, facts, dialled, framework } = situation;
    const proxy = proxiesOf(facts, framework);
    const said = logs.latest('nonebot.proxy-rejected');
    const results = dialled.flatMap((link): CheckResult[] => {
      if (link.connection != null) return [];
      const detour = refusedElsewhere(situation, link);
      const answer = link.target.http
        .map(({ answer: http }) => valueOf(http))
        .find((http) => http !== undefined && isProxyAnswer(http));
      if (detour === null && answer === undefined) return [];
      return [
        {
          code: 'proxy-hijack',
          outcome: 'fail',
          confidence: 'certain',
          params: { url: link.url.text, ...(detour === null ? firstProxy(proxy) : { proxy: detour.address }) },
          evidence: [
            ...(detour === null ? [] : [ofEvent(detour.event)]),
            ...(answer === undefined
              ? []
              : [
                  {
                    kind: 'probe' as const,
                    probe: 'http' as const,
                    target: link.url.text,
                    answer: `${answer.status} via ${answer.headers.via ?? answer.headers['proxy-agent'] ?? answer.headers.server ?? 'proxy'}`,
                  },
                ]),
            ...settingsOf(proxy),
          ],
          about: situation.links.indexOf(link),
        },
      ];
    });
    if (results.length > 0) return results;
    if (said === null) return proxy === undefined && framework === null ? 'skip' : 'pass';
    return [
      {
        code: 'proxy-hijack',
        outcome: 'fail',
        confidence: 'certain',
        params: { ...(framework === null ? {} : { framework: framework.kind }), ...firstProxy(proxy) },
        evidence: [ofEvent(said), ...settingsOf(proxy)],
        about: null,
      },
    ];
  },
};

/** What the framework itself was started with comes before the session's: it may have another one. */
function proxiesOf({ system }: Facts, framework: FrameworkFacts | null): ProxyFacts | undefined {
  const shared = valueOf(system.proxy);
  const own = framework?.running == null ? undefined : valueOf(framework.running.proxies);
  if (own === undefined || Object.keys(own).length === 0) return shared;
  const { no_proxy: lower, NO_PROXY: noProxy = lower, ...environment } = own;
  return { environment, noProxy: noProxy ?? null, system: shared?.system ?? null };
}

function firstProxy(proxy: ProxyFacts | undefined): { proxy?: string } {
  const { environment = {}, system = null } = proxy ?? {};
  const inForce = system?.enabled === true ? system.server : (system?.autoConfig ?? null);
  const first = Object.values(environment)[0] ?? inForce;
  return first === null ? {} : { proxy: first };
}

const INTERNET_SETTINGS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** Proxies that are set on this machine. They prove nothing by themselves and stand beside what does. */
function settingsOf(proxy: ProxyFacts | undefined): readonly Evidence[] {
  const { environment = {}, noProxy = null, system = null } = proxy ?? {};
  const variables = Object.entries({ ...environment, ...(noProxy === null ? {} : { NO_PROXY: noProxy }) });
  const settings = {
    ...(system?.enabled === true && system.server !== null ? { ProxyServer: system.server } : {}),
    ...(system?.autoConfig == null ? {} : { AutoConfigURL: system.autoConfig }),
  };
  return [
    ...variables.map(([key, value]) => ofOrigin({ kind: 'environment', key }, value)),
    ...Object.entries(settings).map(([value, data]) =>
      ofOrigin({ kind: 'registry', key: INTERNET_SETTINGS, value }, data),
    ),
  ];
}

function isProxyAnswer(answer: {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
}): boolean {
  const gateway = answer.status === 502 || answer.status === 503 || answer.status === 504;
  return (
    gateway &&
    (answer.headers.via !== undefined ||
      answer.headers['proxy-agent'] !== undefined ||
      answer.headers['proxy-connection'] !== undefined)
  );
}

/** The address in the error is not the address in the URL: somebody dialled for NapCat. */
function refusedElsewhere(
  { logs }: Situation,
  link: Link,
): { event: NonNullable<ReturnType<typeof logs.latest>>; address: string } | null {
  const event = logs.latestAbout(link.url.text, 'napcat.connect-refused', 'gocqhttp.connect-refused');
  const { host, port } = event?.captures ?? {};
  if (event === null || host === undefined || port === undefined) return null;
  const expected = link.addresses.length > 0 ? link.addresses : [link.url.host];
  const same = Number(port) === link.url.port || expected.includes(host);
  return same ? null : { event, address: `${host}:${port}` };
}
