/** What the configuration files of an account say, and what NapCat makes of them. */
import type { Answer } from '../../machine/answer.ts';
import type { Secret } from './values.ts';

export interface AccountFacts {
  readonly uin: string;
  readonly inUse: boolean;
  readonly config: ConfigFacts;
}

/** One onebot11 file and what NapCat makes of it. */
export interface ConfigFacts {
  readonly file: string;
  readonly modifiedAt: string | null;
  /** `known` holds the parsed document's view; otherwise why the file could not be read. */
  readonly content: Answer<ConfigContent>;
}

export interface ConfigContent {
  readonly encoding: string;
  /** Why NapCat's OneBot part dies on this file, or `null` when it loads. */
  readonly fatal: ConfigError | null;
  /**
   * `current`: has `network`; `legacy`: the pre-4.1 top-level `http`/`ws`/`reverseWs`; `mixed`: both, `network` empty;
   * `invented`: keys that no NapCat version ever read; `empty`: nothing that matters.
   */
  readonly shape: 'current' | 'legacy' | 'mixed' | 'invented' | 'empty';
  /** Client URLs written in a place that this format does not read (legacy or invented keys), with where. */
  readonly ignoredUrls: readonly { readonly url: string; readonly key: string; readonly enabled: boolean }[];
  readonly entries: readonly Entry[];
}

export interface ConfigError {
  /** `syntax`: not JSON5; `encoding`: not UTF-8; `type`: a value NapCat's schema refuses; `comments`: JSON5 in a NapCat that reads strict JSON. */
  readonly kind: 'syntax' | 'encoding' | 'type' | 'comments';
  /** 1-based, when known. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

export type EntryKind =
  'websocketClients' | 'websocketServers' | 'httpServers' | 'httpSseServers' | 'httpClients' | 'plugins';

export interface Entry {
  readonly kind: EntryKind;
  readonly index: number;
  readonly name: string;
  readonly nameGiven: boolean;
  readonly enabled: boolean;
  /** Clients only. */
  readonly url: EntryUrl | null;
  /** Servers only. */
  readonly host: string | null;
  readonly port: number | null;
  readonly token: Secret;
  readonly messageFormat: string;
  readonly reportSelf: boolean;
  readonly reconnectInterval: number | null;
  readonly heartInterval: number | null;
  readonly verifyCertificate: boolean | null;
  /** A later entry of the same name replaces this one. */
  readonly shadowed: boolean;
  /** 1-based line of the element in the file, when known. */
  readonly line: number | null;
}

/** What NapCat's `new WebSocket(url)` makes of the text. */
export type EntryUrl =
  | {
      readonly usable: true;
      readonly text: string;
      readonly secure: boolean;
      /** Lower case, without brackets. */
      readonly host: string;
      readonly port: number;
      /** Path with query, as sent on the wire. */
      readonly path: string;
      /** Accepted, but not what anybody means: `http-scheme` (ws turns it into ws://), `inner-space` (sent as %20), `outer-space`. */
      readonly oddities: readonly ('http-scheme' | 'inner-space' | 'outer-space' | 'full-width')[];
    }
  | { readonly usable: false; readonly text: string; readonly problem: UrlProblem };

export type UrlProblem =
  'empty' | 'no-scheme' | 'wrong-scheme' | 'full-width' | 'fragment' | 'port-range' | 'quotes' | 'spaces' | 'invalid';
