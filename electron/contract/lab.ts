/**
 * What the lab's stand-ins see of a link and conclude from it. Plain data for every host: no token, no chat text, and of
 * account numbers only the ends.
 */
import type { VerdictCode } from './codes.ts';
import type { ServerKind } from './server-kind.ts';

/** The two ends of a link. */
export type Peer = 'napcat' | 'framework';

/** What came as Authorization. `other`: a scheme that OneBot does not know. */
export type TokenState = 'none' | 'empty' | 'sent' | 'other';

/** The upgrade as it arrived. */
export interface Handshake {
  /** Values of a query are masked. */
  readonly path: string;
  /** X-Self-ID, masked; `null`: none came. */
  readonly account: string | null;
  readonly role: string | null;
  readonly userAgent: string | null;
  readonly token: TokenState;
  /** Whether it is the expected one; `null`: none was expected. */
  readonly tokenMatches: boolean | null;
}

export const FRAME_KINDS = [
  'lifecycle',
  'heartbeat',
  'meta',
  'message',
  'notice',
  'request',
  'event',
  'call',
  'answer',
  /** JSON of another shape. */
  'json',
  'text',
  'binary',
  /** Too large to look into. */
  'large',
] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];

/** A frame without what people wrote in it. */
export interface Frame {
  readonly kind: FrameKind;
  /** A word of the protocol: `connect`, `private.friend`, `get_login_info`. */
  readonly name: string | null;
  readonly bytes: number;
  /** Of a heartbeat: milliseconds, and whether the account is online. */
  readonly interval?: number;
  readonly online?: boolean;
  /** Of an answer: whether it is "ok", its code, and how long it took. */
  readonly ok?: boolean;
  readonly retcode?: number;
  readonly tookMs?: number;
}

interface Happening {
  /** Milliseconds since the stand-in began. */
  readonly atMs: number;
}
interface OnLink extends Happening {
  /** Counts connections from 1. */
  readonly link: number;
}

/** As it happens, for a live view. */
export type LabEvent =
  /** Open for NapCat on this port. */
  | (Happening & { readonly kind: 'waiting'; readonly port: number })
  | (OnLink & { readonly kind: 'handshake'; readonly handshake: Handshake })
  | (OnLink & { readonly kind: 'open'; readonly tookMs: number })
  | (OnLink & { readonly kind: 'refused'; readonly status: number })
  /** The framework could not be reached at all. */
  | (OnLink & { readonly kind: 'unreached'; readonly outcome: string })
  | (OnLink & { readonly kind: 'frame'; readonly from: Peer; readonly frame: Frame })
  | (OnLink & { readonly kind: 'closed'; readonly by: Peer | 'us'; readonly code: number; readonly reason: string })
  /** Something that is no upgrade came to our port. */
  | (Happening & { readonly kind: 'stranger'; readonly what: StrangerKind; readonly path: string | null });

export type StrangerKind = 'http-get' | 'http-post' | 'tls' | 'not-http' | 'too-many';

/** What a knock met, in the order in which it is met. Each names the verdict that it would prove, if it proves one. */
export const KNOCK_OUTCOMES = {
  'bad-url': 'malformed-url',
  'name-not-found': 'wrong-address',
  'not-listening': 'server-not-listening',
  unreachable: null,
  hung: 'server-hung',
  'own-webui': 'self-connection',
  'tls-wanted': 'tls-mismatch',
  'tls-refused': 'tls-mismatch',
  'not-http': 'foreign-server',
  foreign: 'foreign-server',
  'no-websocket': 'websocket-support-missing',
  'no-adapter': 'adapter-not-registered',
  'wrong-path': 'wrong-path',
  'other-protocol': 'protocol-mismatch',
  'token-missing': 'token-mismatch',
  'token-wrong': 'token-mismatch',
  /** Koishi takes only the accounts of its configuration; everything before that was right. */
  'account-unknown': null,
  refused: null,
  closed: null,
  cancelled: null,
  online: 'healthy',
} as const satisfies Readonly<Record<string, VerdictCode | null>>;
export type KnockOutcome = keyof typeof KNOCK_OUTCOMES;

export interface KnockReport {
  readonly format: 'napcat-doctor/knock@1';
  /** A password in it is masked. */
  readonly url: string;
  /** The made-up number. */
  readonly account: string;
  readonly token: 'given' | 'from-entry' | 'none';
  readonly outcome: KnockOutcome;
  readonly code: VerdictCode | null;
  /** What answers there, by its looks. */
  readonly server: ServerKind | null;
  /** Of a refused upgrade. */
  readonly status: number | null;
  readonly handshakeMs: number | null;
  /** What the framework asked of the made-up account, with how often. Each was answered at once with "failed". */
  readonly calls: Readonly<Record<string, number>>;
  /** How the framework closed, when it did. */
  readonly close: { readonly code: number; readonly reason: string; readonly afterMs: number } | null;
  readonly elapsedMs: number;
}

/** What came of waiting for NapCat. Those before `arrived` are faults of its entry, or of what lies between. */
export const LISTEN_OUTCOMES = {
  'port-taken': 'port-in-use',
  'port-forbidden': 'port-excluded',
  'port-failed': null,
  nobody: null,
  'tls-client': 'tls-mismatch',
  'http-client': 'wrong-direction',
  'not-napcat': null,
  'wrong-path': 'wrong-path',
  'token-missing': 'token-mismatch',
  'token-wrong': 'token-mismatch',
  /** Connected, and sends nothing. */
  silent: 'events-missing',
  'api-silent': 'events-missing',
  /** Arrived, sends its events and answers. */
  arrived: 'healthy',
} as const satisfies Readonly<Record<string, VerdictCode | null>>;
export type ListenOutcome = keyof typeof LISTEN_OUTCOMES;

/** Frames by kind. */
export type Tally = Readonly<Partial<Record<FrameKind, number>>>;

/** A connection in short. */
export interface LinkReport {
  readonly handshake: Handshake;
  readonly fromNapcat: Tally;
  readonly fromFramework: Tally;
  /** Milliseconds between two heartbeats, as announced. */
  readonly heartbeatMs: number | null;
  readonly online: boolean | null;
  readonly calls: { readonly answered: number; readonly open: number; readonly slowestMs: number | null };
  /** Of an upgrade that the framework refused. */
  readonly status: number | null;
  readonly close: { readonly by: Peer | 'us'; readonly code: number; readonly reason: string } | null;
}

export interface ListenReport {
  readonly format: 'napcat-doctor/listen@1';
  readonly port: number;
  /** Whose port it is when it is taken, as far as that can be seen. */
  readonly owner: { readonly pid: number; readonly name: string } | null;
  readonly outcome: ListenOutcome;
  readonly code: VerdictCode | null;
  /** The first and the latest ones. */
  readonly links: readonly LinkReport[];
  /** What NapCat says it is (`get_version_info`). */
  readonly napcat: string | null;
  readonly elapsedMs: number;
}

export const RELAY_OUTCOMES = {
  'not-loopback': null,
  'bad-url': 'malformed-url',
  'own-port': 'self-connection',
  'port-taken': 'port-in-use',
  'port-forbidden': 'port-excluded',
  'port-failed': null,
  nobody: null,
  'framework-unreached': 'server-not-listening',
  'framework-refused': null,
  'no-events': 'events-missing',
  'api-unanswered': 'events-missing',
  'framework-closed': null,
  flows: 'healthy',
} as const satisfies Readonly<Record<string, VerdictCode | null>>;
export type RelayOutcome = keyof typeof RELAY_OUTCOMES;

export interface RelayReport {
  readonly format: 'napcat-doctor/relay@1';
  readonly port: number;
  readonly url: string;
  readonly owner: ListenReport['owner'];
  readonly outcome: RelayOutcome;
  readonly code: VerdictCode | null;
  readonly links: readonly LinkReport[];
  readonly elapsedMs: number;
}

/** Seconds, where nobody says otherwise; and the longest that may be said. */
export const LAB_SECONDS = { knock: 3, listen: 120, relay: 600, most: 3600 } as const;
