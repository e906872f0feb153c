/**
 * Which finding explains which: `EXPLAINS` names the direct consequences of a cause; what a cause explains is the
 * transitive closure of it, so that a symptom three steps down hides behind its root even when the steps between
 * were not seen. Causes about one link explain symptoms of that link, and of the whole machine only what is not tied
 * to another link.
 */
import type { VerdictCode } from '../contract/codes.ts';
import type { CheckResult } from './check.ts';

/** A cause, or one of its variants where only that one has these consequences. */
export type Cause = VerdictCode | `${VerdictCode}/${string}`;
export type Explains = Readonly<Partial<Record<Cause, readonly VerdictCode[]>>>;

/** What goes wrong by itself when NapCat never dials. */
const NEVER_DIALS: readonly VerdictCode[] = ['config-not-applied', 'events-missing'];

export const EXPLAINS: Explains = {
  'napcat-not-found': ['napcat-not-running', 'no-client-entry', ...NEVER_DIALS],
  'blocked-by-security-software': ['napcat-launcher-broken', 'napcat-not-running', 'no-permission'],
  'liteloader-broken': ['napcat-not-found', 'napcat-not-running', 'napcat-launcher-broken'],
  'napcat-launcher-broken': ['napcat-not-running'],
  'no-permission': [
    'napcat-not-running',
    'config-invalid',
    'no-client-entry',
    'qq-not-logged-in',
    'config-not-applied',
  ],
  'qq-version-unsupported': [
    'qq-not-logged-in',
    'qq-kicked-offline',
    'napcat-not-running',
    'napcat-launcher-broken',
    ...NEVER_DIALS,
  ],
  'multiple-instances': ['duplicate-connection', 'qq-not-logged-in', 'config-not-applied', 'qq-kicked-offline'],
  'qq-not-logged-in': ['no-client-entry', 'wrong-account-config', ...NEVER_DIALS],
  'qq-kicked-offline': ['qq-not-logged-in', 'events-missing'],
  'napcat-known-bad-version': ['config-not-applied', 'events-missing', 'bot-ignores-messages'],
  'napcat-not-running': NEVER_DIALS,

  'config-invalid': ['no-client-entry', 'wrong-account-config', ...NEVER_DIALS],
  'obsolete-config-format': ['no-client-entry', 'wrong-direction', 'wrong-account-config', ...NEVER_DIALS],
  'wrong-account-config': ['no-client-entry', 'entry-disabled', 'wrong-direction', 'config-not-applied'],
  'wrong-direction': ['no-client-entry', ...NEVER_DIALS],
  'wrong-direction/both-clients': ['server-not-listening', 'wrong-port'],
  'entry-disabled': [...NEVER_DIALS, 'bot-ignores-messages'],
  'no-client-entry': NEVER_DIALS,
  'duplicate-entry-name': NEVER_DIALS,
  'malformed-url': NEVER_DIALS,
  'malformed-url/spaces': ['wrong-path', 'wrong-address'],
  'malformed-url/http-scheme': ['wrong-path', 'wrong-address'],
  'self-connection': ['wrong-port', 'foreign-server', 'wrong-path', 'port-in-use', 'server-hung', 'protocol-mismatch'],
  'config-not-applied': ['events-missing'],
  'config-not-applied/other-url': ['server-not-listening', 'server-hung', 'wrong-port', 'wrong-path', 'foreign-server'],
  'config-not-applied/manager': ['no-client-entry', 'entry-disabled', 'obsolete-config-format', 'wrong-direction'],
  'config-not-applied/other-folder': ['no-client-entry', 'entry-disabled', 'obsolete-config-format', 'wrong-direction'],

  'loopback-filtered': ['server-not-listening', 'server-hung', 'foreign-server', 'config-not-applied'],
  'container-address': ['server-not-listening', 'wrong-address', 'ipv6-localhost', 'wrong-port', 'foreign-server'],
  'container-port-not-published': ['server-not-listening', 'server-hung', 'foreign-server', 'framework-not-ready'],
  'proxy-hijack': ['foreign-server', 'server-not-listening', 'server-hung'],
  'port-excluded': ['framework-crashed', 'server-not-listening', 'wrong-port'],
  'bind-address-invalid': ['framework-crashed', 'server-not-listening', 'wrong-address'],
  'port-in-use': ['framework-crashed', 'server-not-listening', 'foreign-server', 'wrong-port', 'server-hung'],
  'driver-not-reverse': ['server-not-listening', 'framework-not-ready', 'wrong-port'],
  'framework-crashed': ['server-not-listening', 'framework-not-ready', 'events-missing'],
  'framework-not-ready': ['server-not-listening', 'server-hung', 'foreign-server', 'config-not-applied'],
  'ipv6-localhost': ['server-not-listening', 'wrong-address'],
  'wrong-address': ['server-not-listening', 'foreign-server'],
  'wrong-address/port-proxy': ['server-hung', 'port-in-use'],
  'wrong-port': ['server-not-listening', 'foreign-server', 'server-hung'],
  'server-not-listening': ['config-not-applied'],
  'firewall-block': ['server-hung', 'wrong-address', 'server-not-listening'],
  'console-paused': ['server-hung', 'framework-not-ready', 'events-missing', 'config-not-applied'],
  'server-hung': ['config-not-applied', 'events-missing'],
  'foreign-server': ['server-hung', 'config-not-applied'],

  'tls-mismatch': ['foreign-server', 'server-hung', 'config-not-applied'],
  'websocket-support-missing': ['wrong-path', 'config-not-applied', 'duplicate-connection'],
  'adapter-not-registered': ['config-not-applied', 'duplicate-connection'],
  'adapter-not-registered/switched-off': [
    ...(['server-not-listening', 'framework-not-ready', 'wrong-path', 'wrong-account-config'] as const),
    ...(['token-mismatch', 'heartbeat-timeout', 'protocol-mismatch'] as const),
  ],
  'protocol-mismatch': ['wrong-path', 'config-not-applied', 'duplicate-connection'],
  'wrong-path': ['config-not-applied', 'duplicate-connection'],
  'token-mismatch': ['config-not-applied', 'duplicate-connection'],
  'duplicate-connection': ['config-not-applied', 'events-missing'],
  'heartbeat-timeout': ['events-missing'],
  'framework-defect': [
    'framework-crashed',
    'events-missing',
    'token-mismatch',
    'message-format',
    'config-not-applied',
    'heartbeat-timeout',
  ],
};

/** Every code that `code` explains, near and far. Safe for graphs with circles; a code never explains itself. */
export function closure(explains: Explains, code: VerdictCode, variant?: string): ReadonlySet<VerdictCode> {
  const seen = new Set<VerdictCode>();
  const queue = [...(explains[code] ?? []), ...(variant === undefined ? [] : (explains[`${code}/${variant}`] ?? []))];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === code || seen.has(next)) continue;
    seen.add(next);
    queue.push(...(explains[next] ?? []));
  }
  return seen;
}

/**
 * For each result the root that explains it, or `null` when it is a root itself. Only a cause at least as sure as
 * its symptom explains it away: a guess must not hide a proof.
 */
export function explainAll(results: readonly CheckResult[]): readonly (VerdictCode | null)[] {
  return results.map((symptom) => {
    const causes = results.filter((cause) => cause !== symptom && explainsAway(cause, symptom));
    const roots = causes.filter((cause) => !causes.some((other) => other !== cause && explainsAway(other, cause)));
    return (roots[0] ?? causes[0])?.code ?? null;
  });
}

function explainsAway(cause: CheckResult, symptom: CheckResult): boolean {
  if (cause.outcome !== 'fail' || cause.code === symptom.code) return false;
  if (isOwnRoot(symptom) || !closure(EXPLAINS, cause.code, cause.variant).has(symptom.code)) return false;
  const sameLink = cause.about === null || symptom.about === null || cause.about === symptom.about;
  return sameLink && (sureness(cause) >= sureness(symptom) || ALWAYS_SYMPTOMS.has(symptom.code));
}

/** A variant with consequences of its own is a cause, not the symptom that its code otherwise is. */
function isOwnRoot({ code, variant }: CheckResult): boolean {
  return variant !== undefined && Object.hasOwn(EXPLAINS, `${code}/${variant}`);
}

/** Codes that only ever describe what was seen: any likely cause behind them is worth more. */
const ALWAYS_SYMPTOMS: ReadonlySet<VerdictCode> = new Set([
  'server-not-listening',
  'napcat-not-running',
  'server-hung',
  'foreign-server',
  'napcat-not-found',
  'napcat-launcher-broken',
  'qq-not-logged-in',
]);

function sureness(result: CheckResult): number {
  return { certain: 3, likely: 2, possible: 1 }[result.confidence];
}
