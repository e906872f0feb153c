/**
 * The confidence ladder of each code: the least evidence that lets it be called `certain`, and the least for `likely`.
 * A rung names the kinds of evidence that must all be there; one rung is enough. With less, a finding steps down
 * (diagnosis/diagnose.ts), whatever its check thinks of itself. What a page says in words under "what proves it", the
 * ladder says to the machine.
 */
import type { VerdictCode } from './codes.ts';
import type { Evidence } from './diagnosis.ts';

export type EvidenceKind = Evidence['kind'];
export type Rung = readonly EvidenceKind[];

export interface Ladder {
  /** Empty: nothing makes it certain. */
  readonly certain: readonly Rung[];
  readonly likely: readonly Rung[];
}

const LOG: Rung = ['log'];
const FILE: Rung = ['file'];
const PROBE: Rung = ['probe'];
const PROCESS: Rung = ['process'];
const LISTENER: Rung = ['listener'];
const CONNECTION: Rung = ['connection'];
const MISSING: Rung = ['missing'];
const ANY: readonly Rung[] = [LOG, FILE, PROBE, PROCESS, LISTENER, CONNECTION, MISSING, ['registry'], ['version']];

export const LADDERS: Readonly<Record<VerdictCode, Ladder>> = {
  'napcat-not-found': { certain: [MISSING], likely: [MISSING] },
  'napcat-not-running': { certain: [MISSING], likely: [MISSING] },
  'napcat-launcher-broken': { certain: [LOG, MISSING], likely: [LOG, MISSING] },
  'no-permission': { certain: [LOG], likely: [LOG, FILE] },
  // A product that runs accuses nobody: its own words, or what it took away.
  'blocked-by-security-software': { certain: [['log', 'missing'], LOG], likely: [LOG, ['missing', 'process']] },
  'liteloader-broken': { certain: [FILE, LOG, MISSING], likely: [FILE, LOG, MISSING] },
  'qq-version-unsupported': { certain: [LOG], likely: [LOG, FILE, ['version']] },
  'multiple-instances': { certain: [PROCESS], likely: [PROCESS, LOG] },
  'qq-not-logged-in': { certain: [LOG, PROBE], likely: [LOG, PROBE, FILE, MISSING] },
  'qq-kicked-offline': { certain: [LOG, PROBE], likely: [LOG, PROBE] },
  // A version alone accuses nobody either: its symptom must be seen, and even then it may have another reason.
  'napcat-known-bad-version': {
    certain: [],
    likely: [
      ['version', 'log'],
      ['version', 'missing'],
    ],
  },

  'config-invalid': { certain: [FILE, LOG], likely: [FILE, LOG] },
  'obsolete-config-format': { certain: [FILE], likely: [FILE] },
  'wrong-account-config': { certain: [['file', 'missing'], FILE], likely: [FILE] },
  'wrong-direction': { certain: [['file', 'missing'], ['file', 'listener'], FILE], likely: [FILE] },
  'no-client-entry': { certain: [MISSING], likely: [MISSING] },
  'entry-disabled': { certain: [FILE], likely: [FILE] },
  'duplicate-entry-name': { certain: [FILE], likely: [FILE] },
  'malformed-url': { certain: [FILE, LOG], likely: [FILE, LOG] },
  'self-connection': { certain: [['file', 'listener'], ['file', 'probe'], FILE], likely: [LISTENER, LOG, FILE, PROBE] },
  'config-not-applied': {
    certain: [
      ['file', 'missing'],
      ['file', 'connection'],
      ['file', 'probe'],
      ['missing', 'probe'],
      ['file', 'log'],
    ],
    likely: [['file', 'missing'], ['file', 'log'], PROBE],
  },

  'loopback-filtered': { certain: [PROBE], likely: [PROBE] },
  'container-address': { certain: [['file', 'process'], ['file', 'probe'], PROCESS, FILE, LOG, PROBE], likely: ANY },
  'container-port-not-published': {
    certain: [
      ['file', 'missing', 'process'],
      ['listener', 'probe'],
    ],
    likely: ANY,
  },
  'proxy-hijack': { certain: [LOG, PROBE], likely: [LOG, PROBE] },
  'port-excluded': { certain: [PROBE], likely: [PROBE, LOG] },
  'bind-address-invalid': { certain: [LOG, FILE], likely: [LOG, FILE] },
  'port-in-use': { certain: [LOG, LISTENER], likely: [LOG, LISTENER] },
  'driver-not-reverse': { certain: [LOG, FILE], likely: [LOG, FILE] },
  'framework-crashed': { certain: [LOG], likely: ANY },
  'framework-not-ready': {
    certain: [
      ['process', 'log'],
      ['process', 'probe'],
      ['log', 'probe'],
    ],
    likely: ANY,
  },
  'ipv6-localhost': { certain: [['listener', 'probe'], ['listener', 'log'], LISTENER], likely: [LISTENER, LOG] },
  'wrong-address': { certain: [LISTENER, PROBE, ['file', 'log'], LOG, ['file', 'probe']], likely: ANY },
  'wrong-port': { certain: [LISTENER], likely: [LISTENER, FILE, LOG] },
  'server-not-listening': { certain: [MISSING, PROBE], likely: [MISSING, PROBE, LOG] },
  'firewall-block': {
    certain: [
      ['registry', 'log'],
      ['registry', 'probe'],
    ],
    likely: [['registry']],
  },
  'console-paused': { certain: [['process', 'probe'], PROCESS], likely: [PROCESS, LOG] },
  'server-hung': { certain: [PROBE], likely: [PROBE, LOG] },
  'foreign-server': { certain: [PROBE, LOG], likely: [PROBE, LOG] },

  'tls-mismatch': { certain: [PROBE, LOG, FILE], likely: [PROBE, LOG] },
  'websocket-support-missing': { certain: [PROBE, LOG], likely: [PROBE, LOG] },
  'adapter-not-registered': { certain: [PROBE, LOG], likely: [PROBE, LOG, FILE] },
  'protocol-mismatch': { certain: [LOG, PROBE, FILE], likely: [LOG, PROBE, FILE] },
  'wrong-path': { certain: [FILE, LOG, PROBE], likely: [FILE, LOG, PROBE] },
  'token-mismatch': { certain: [FILE, LOG, PROBE], likely: [FILE, LOG, PROBE] },
  'duplicate-connection': { certain: [LOG, FILE], likely: [LOG, FILE, CONNECTION] },

  'framework-defect': { certain: [LOG], likely: [LOG, ['version']] },
  'message-format': { certain: [['file', 'log'], LOG], likely: [FILE, LOG] },
  'heartbeat-timeout': { certain: [['file', 'log']], likely: [['file', 'log']] },
  'events-missing': { certain: [['connection', 'log']], likely: [LOG] },
  // That nobody answers may be wanted: the link is proven, the reason never is.
  'bot-ignores-messages': { certain: [], likely: [['connection', 'log'], LOG] },

  'misread-symptom': { certain: [['connection', 'log']], likely: [LOG] },
  healthy: { certain: [CONNECTION], likely: [] },
  undecided: { certain: [], likely: [] },
};

/** Whether this evidence carries that confidence. What was watched happen stands for any kind. */
export function carries(code: VerdictCode, level: keyof Ladder, evidence: readonly Evidence[]): boolean {
  const seen = new Set(evidence.map(({ kind }) => kind));
  return seen.has('watch') || LADDERS[code][level].some((rung) => rung.every((kind) => seen.has(kind)));
}
