/**
 * The verdict codes: every root cause that NapCat Doctor can name, with the hop it belongs to and the side whose
 * setting is wrong. Codes are stable (they appear in JSON, bundles, links and chats): new ones may be added, none is
 * renamed. The order of this table is the order of causation: an earlier broken hop explains failures of later ones.
 */

/** The five stations of the link, in the order in which they must work. */
export const HOPS = [1, 2, 3, 4, 5] as const;
export type Hop = (typeof HOPS)[number];

/** Whose setting is wrong. `none`: nothing is; `unsure`: the evidence does not say. */
export type Side = 'napcat' | 'framework' | 'windows' | 'network' | 'qq' | 'none' | 'unsure';

/** How much the evidence carries. `certain` is reserved for the proof that the code's page names. */
export type Confidence = 'certain' | 'likely' | 'possible';

interface CodeEntry {
  /** `null` for the codes that are not a cause. */
  readonly hop: Hop | null;
  /** The usual side; a finding may name another one. */
  readonly side: Side;
}

export const VERDICTS = {
  'napcat-not-found': { hop: 1, side: 'napcat' },
  'napcat-not-running': { hop: 1, side: 'napcat' },
  'napcat-launcher-broken': { hop: 1, side: 'napcat' },
  'no-permission': { hop: 1, side: 'windows' },
  'blocked-by-security-software': { hop: 1, side: 'windows' },
  'liteloader-broken': { hop: 1, side: 'qq' },
  'qq-version-unsupported': { hop: 1, side: 'qq' },
  'multiple-instances': { hop: 1, side: 'napcat' },
  'qq-not-logged-in': { hop: 1, side: 'qq' },
  'qq-kicked-offline': { hop: 1, side: 'qq' },
  'napcat-known-bad-version': { hop: 1, side: 'napcat' },

  'config-invalid': { hop: 2, side: 'napcat' },
  'obsolete-config-format': { hop: 2, side: 'napcat' },
  'wrong-account-config': { hop: 2, side: 'napcat' },
  'wrong-direction': { hop: 2, side: 'napcat' },
  'no-client-entry': { hop: 2, side: 'napcat' },
  'entry-disabled': { hop: 2, side: 'napcat' },
  'duplicate-entry-name': { hop: 2, side: 'napcat' },
  'malformed-url': { hop: 2, side: 'napcat' },
  'self-connection': { hop: 2, side: 'napcat' },
  'config-not-applied': { hop: 2, side: 'napcat' },

  'loopback-filtered': { hop: 3, side: 'windows' },
  'container-address': { hop: 3, side: 'napcat' },
  'container-port-not-published': { hop: 3, side: 'network' },
  'proxy-hijack': { hop: 3, side: 'network' },
  'port-excluded': { hop: 3, side: 'windows' },
  'bind-address-invalid': { hop: 3, side: 'framework' },
  'port-in-use': { hop: 3, side: 'framework' },
  'driver-not-reverse': { hop: 4, side: 'framework' },
  'framework-crashed': { hop: 3, side: 'framework' },
  'framework-not-ready': { hop: 3, side: 'framework' },
  'ipv6-localhost': { hop: 3, side: 'napcat' },
  'wrong-address': { hop: 3, side: 'framework' },
  'wrong-port': { hop: 3, side: 'napcat' },
  'server-not-listening': { hop: 3, side: 'framework' },
  'firewall-block': { hop: 3, side: 'windows' },
  'console-paused': { hop: 5, side: 'windows' },
  'server-hung': { hop: 3, side: 'framework' },
  'foreign-server': { hop: 3, side: 'framework' },

  'tls-mismatch': { hop: 4, side: 'napcat' },
  'websocket-support-missing': { hop: 4, side: 'framework' },
  'adapter-not-registered': { hop: 4, side: 'framework' },
  'protocol-mismatch': { hop: 4, side: 'framework' },
  'wrong-path': { hop: 4, side: 'napcat' },
  'token-mismatch': { hop: 4, side: 'napcat' },
  'duplicate-connection': { hop: 4, side: 'napcat' },

  'framework-defect': { hop: 5, side: 'framework' },
  'message-format': { hop: 5, side: 'napcat' },
  'heartbeat-timeout': { hop: 5, side: 'napcat' },
  'events-missing': { hop: 5, side: 'napcat' },
  'bot-ignores-messages': { hop: 5, side: 'framework' },

  'misread-symptom': { hop: null, side: 'none' },
  healthy: { hop: null, side: 'none' },
  undecided: { hop: null, side: 'unsure' },
} as const satisfies Record<string, CodeEntry>;

export type VerdictCode = keyof typeof VERDICTS;

export const VERDICT_CODES = Object.keys(VERDICTS) as readonly VerdictCode[];

export function isVerdictCode(text: string): text is VerdictCode {
  return Object.hasOwn(VERDICTS, text);
}
