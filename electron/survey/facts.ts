/**
 * Facts: what the survey found, plain and serialisable. Diagnosis reads nothing else.
 *
 * Every fact that may be missing is an `Answer`, so that "not there" and "could not look" never mix. No token, no chat
 * text and no environment value that may be secret is ever in here: a secret becomes a `Secret` where it is read.
 */
import type { VerdictCode } from '../contract/codes.ts';
import type { Doubt } from '../contract/diagnosis.ts';
import type { Collector } from '../contract/collectors.ts';
import type { FrameworkName } from '../contract/frameworks.ts';
import type { Answer, AnswerState } from '../machine/answer.ts';
import type { WatchChange } from '../machine/watch-record.ts';
import type {
  BindOutcome,
  Connection,
  HostInfo,
  HttpAnswer,
  HttpQuestion,
  Listener,
  NetworkState,
  PortRange,
  ProcessInfo,
  ProbeToken,
  TcpOutcome,
  WebSocketAnswer,
} from '../machine/machine.ts';

export interface Facts {
  readonly takenAt: string;
  readonly host: HostInfo;
  readonly request: SurveyRequest;
  /** One line a collector: how its question ended. */
  readonly coverage: Readonly<Record<Collector, AnswerState>>;
  readonly processes: Answer<readonly ProcessInfo[]>;
  readonly listeners: Answer<readonly Listener[]>;
  readonly connections: Answer<readonly Connection[]>;
  /** Running ones first; of several, the one with the wanted account first. */
  readonly napcats: readonly NapCatFacts[];
  readonly qqs: readonly QqFacts[];
  /** Running ones first. */
  readonly frameworks: readonly FrameworkFacts[];
  /** Containers that compose files on this machine describe. */
  readonly compose: readonly ComposeService[];
  /** Where the client entries of the accounts looked at point, one an entry, and `--url` if given. */
  readonly targets: readonly TargetFacts[];
  readonly logs: readonly LogFacts[];
  readonly system: SystemFacts;
  /** What happened while the machine was watched; `null`: it was not. */
  readonly watch: WatchFacts | null;
}

export interface SurveyRequest {
  readonly napcatDir?: string;
  readonly account?: string;
  readonly url?: string;
  readonly deep: boolean;
  /** Whether the user agreed that the running NapCat is asked through its WebUI. */
  readonly webui?: boolean;
}

/** Where a fact was read. */
export type Origin =
  | { readonly kind: 'file'; readonly path: string; readonly key?: string; readonly line?: number }
  | { readonly kind: 'process'; readonly pid: number }
  | { readonly kind: 'environment'; readonly key: string; readonly pid?: number }
  | { readonly kind: 'registry'; readonly key: string; readonly value?: string }
  | { readonly kind: 'log'; readonly path: string | null; readonly line?: number }
  | { readonly kind: 'default' };

/** A token without its text. Equal ids mean equal texts within one survey; ids mean nothing outside it. */
export interface Secret {
  readonly id: string;
  readonly length: 'empty' | 'short' | 'medium' | 'long';
  readonly flaws: readonly SecretFlaw[];
}

/** Properties of a token that break a link by themselves, whatever the other side has. */
export type SecretFlaw = 'outer-space' | 'non-latin' | 'control-character' | 'numeric';

// ── NapCat ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Mode = 'shell' | 'framework' | 'desktop-gui' | 'container' | 'unknown';

/** The exact distribution form behind a mode (domain facts: NapCat dossier §1.1). */
export type NapCatForm =
  | 'shell-zip'
  | 'shell-onekey'
  | 'shell-node'
  | 'ncd'
  | 'framework-liteloader'
  | 'framework-napiloader'
  | 'framework-once'
  | 'framework-onekey'
  | 'linux'
  | 'docker'
  | 'wsl'
  | 'unknown';

/** One observation that speaks for a reading of the mode, strongest kinds first in the list that holds them. */
export interface ModeEvidence {
  readonly kind:
    | 'socket-owner'
    | 'parent'
    | 'launcher'
    | 'pipe'
    | 'module'
    | 'switch'
    | 'children'
    | 'file'
    | 'registry'
    | 'environment';
  readonly text: string;
  readonly origin: Origin;
}

export interface NapCatFacts {
  /** Folder that holds napcat.mjs; `null` when a running one could not be located. */
  readonly dir: string | null;
  /** Folder that holds config\ and logs\ (NAPCAT_WORKDIR may move it). */
  readonly baseDir: string | null;
  readonly mode: Mode;
  readonly form: NapCatForm;
  readonly modeEvidence: readonly ModeEvidence[];
  /** A second reading that the evidence allows, with the reason. */
  readonly otherReadings: readonly { readonly mode: Mode; readonly form: NapCatForm; readonly doubt: Doubt }[];
  readonly version: Answer<{ readonly text: string; readonly origin: Origin }>;
  readonly running: RunningNapCat | null;
  /** The accounts this install knows, the one in use first. */
  readonly accounts: readonly AccountFacts[];
  /** onebot11.json without an account: the template that a first login copies. */
  readonly template: ConfigFacts | null;
  readonly webui: WebUiFacts | null;
  /** What the running NapCat said of itself through its WebUI; asked with the user's consent only. */
  readonly webuiState: Answer<WebUiState>;
  /** Whether NapCat writes a log file (napcat_<uin>.json over napcat.json over its default). */
  readonly fileLog: Answer<boolean>;
  readonly managedBy: {
    readonly name: 'NapCatQQ-Desktop';
    readonly version: string | null;
    readonly pid: number | null;
  } | null;
  /** Files that this form cannot start without and that are not there. */
  readonly missingFiles: readonly string[];
  /** Folder of the QQ.exe that it runs in or would start, when known. */
  readonly qqDir: string | null;
  /** When it last wrote the QR code that waits to be scanned, if ever. */
  readonly qrCodeAt: string | null;
  /** Configuration that its owner may have edited and that this NapCat does not read. */
  readonly unreadConfigs: readonly UnreadConfig[];
  /** A file in its own folder that could not be read or written for lack of rights. */
  readonly deniedFiles: readonly string[];
}

/** A configuration with client entries that the running NapCat does not read. */
export interface UnreadConfig {
  /** `beside-program`: NAPCAT_WORKDIR moved the real one; `manager`: NapCatQQ-Desktop's own, written out at the next start. */
  readonly kind: 'beside-program' | 'manager';
  readonly file: string;
  readonly uin: string;
  readonly modifiedAt: string | null;
  readonly clients: readonly { readonly url: string; readonly enabled: boolean }[];
}

export interface RunningNapCat {
  /** The top QQ.exe or node.exe. */
  readonly pid: number;
  /** The processes that belong to it: main, worker, children. */
  readonly family: readonly number[];
  /** Who owns the WebUI and OneBot sockets, when it was seen. */
  readonly socketPid: number | null;
  readonly launcherPid: number | null;
  readonly startedAt: string | null;
  /** Command line or path hidden from us: it runs elevated. */
  readonly hidden: boolean;
  /** Account from `-q`, the launcher's argument, the log or WebUI. */
  readonly account: { readonly uin: string; readonly origin: Origin } | null;
}

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

export interface WebUiFacts {
  readonly file: string;
  readonly port: number | null;
  readonly hasToken: boolean;
  /** Where a NapCat process really listens, when seen. */
  readonly listening: Listener | null;
}

/** What a logged-in WebUI tells. `null`: it did not say. */
export interface WebUiState {
  /** e.g. `http://127.0.0.1:6099`. */
  readonly baseUrl: string;
  readonly loggedIn: boolean | null;
  /** Logged in, and thrown out by QQ since (told from 4.15.5 on). */
  readonly offline: boolean;
  readonly uin: string | null;
  readonly qqVersion: string | null;
  readonly napcatVersion: string | null;
  /**
   * The onebot11 file that the running NapCat works with, which it reads anew for every answer
   * (packages/napcat-webui-backend/src/api/OB11Config.ts): it tells which file that is, not when it was loaded.
   */
  readonly runningConfig: ConfigContent | null;
}

export interface QqFacts {
  readonly dir: string;
  /** e.g. `9.9.17-30899`. */
  readonly version: Answer<{ readonly text: string; readonly origin: Origin }>;
  /** Traces of LiteLoaderQQNT and other patches in QQ's own folder. */
  readonly liteLoader: LiteLoaderFacts | null;
}

export interface LiteLoaderFacts {
  readonly root: string | null;
  readonly patchedMain: boolean | null;
  readonly patchedVersion: string | null;
  readonly dbghelp: boolean | null;
  readonly pluginEnabled: boolean | null;
  readonly manifest: boolean | null;
  readonly traces: readonly string[];
}

// ── Frameworks ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type FrameworkKind = FrameworkName;

export interface FrameworkFacts {
  readonly kind: FrameworkKind;
  readonly projectDir: string | null;
  readonly running: RunningFramework | null;
  /** Where its configuration tells it to listen. */
  readonly host: Answer<Setting<string>>;
  readonly port: Answer<Setting<number>>;
  /** The token it demands; known `null` means it demands none. */
  readonly token: Answer<Setting<Secret> | null>;
  /** Listeners owned by its processes. */
  readonly listeners: readonly Listener[];
  /** Versions by package name, as found in its environment. */
  readonly packages: Answer<Readonly<Record<string, string>>>;
  readonly nonebot: NoneBotFacts | null;
  /** WebSocket path its configuration sets, where the framework lets one choose it. */
  readonly path: Answer<Setting<string>>;
  /** Its reverse WebSocket adapter is switched off or missing in its own configuration. */
  readonly adapterEnabled: Answer<boolean>;
  readonly configFiles: readonly string[];
  /** A configuration file that is there and cannot be read or parsed, with the reason. */
  readonly brokenFiles: readonly { readonly path: string; readonly reason: string }[];
  /** The accounts that it takes connections of, when its configuration names them (Koishi's selfId). */
  readonly expectedAccounts: readonly string[];
}

export interface RunningFramework {
  /** Redirector, parent and child of a venv are one family. */
  readonly family: readonly number[];
  readonly startedAt: string | null;
  /** A console window in selection mode ("选择 …", "Select …"), which freezes the program. */
  readonly pausedConsole: string | null;
}

export interface Setting<T> {
  readonly value: T;
  readonly origin: Origin;
}

export interface NoneBotFacts {
  /** DRIVER as written (default `~fastapi`). */
  readonly driver: Answer<Setting<string>>;
  /** OneBot adapters that the project registers. */
  readonly adapters: Answer<{ readonly v11: boolean; readonly v12: boolean; readonly origin: Origin }>;
  /** Value of ENVIRONMENT in force. */
  readonly environment: Answer<Setting<string>>;
  readonly envFiles: readonly EnvFileFacts[];
  /** ONEBOT_WS_URLS: NoneBot itself dials these. */
  readonly forwardUrls: readonly string[];
  /** ONEBOT_API_ROOTS: where NoneBot calls NapCat's API by HTTP, by account. */
  readonly apiRoots: Readonly<Record<string, string>>;
  /** Where settings of the adapter stand; `absent`: nobody makes them. */
  readonly adapterSettings: Readonly<Record<'wsUrls' | 'apiRoots' | 'secret', Answer<Origin>>>;
  /** Settings that make NoneBot end at start, or that it silently ignores. */
  readonly problems: readonly NoneBotProblem[];
}

export interface EnvFileFacts {
  readonly path: string;
  readonly inForce: boolean;
  readonly state: AnswerState;
}

export interface NoneBotProblem {
  readonly kind:
    | 'env-not-utf8'
    | 'env-first-line-lost'
    | 'env-txt-extension'
    | 'env-not-loaded'
    | 'env-bad-line'
    | 'host-not-an-address'
    | 'port-invalid'
    | 'token-numeric'
    | 'driver-without-tilde'
    | 'ws-urls-not-a-list'
    | 'pyproject-form-too-new'
    | 'package-missing';
  /** Whether NoneBot ends with an error because of it. */
  readonly fatal: boolean;
  readonly detail: string;
  readonly origin: Origin;
}

// ── The network between them ────────────────────────────────────────────────────────────────────────────────────────

export interface TargetFacts {
  /** Index into `napcats`; `null` for `--url`. */
  readonly napcat: number | null;
  readonly account: string | null;
  readonly entry: Entry | null;
  readonly file: string | null;
  readonly url: EntryUrl & { readonly usable: true };
  /** What the host part names, seen from this machine. */
  readonly hostKind: 'loopback' | 'unspecified' | 'own' | 'private' | 'public' | 'name';
  readonly resolved: Answer<readonly string[]>;
  readonly tcp: Answer<TcpOutcome>;
  /** In the order asked. */
  readonly http: readonly { readonly question: HttpQuestion; readonly answer: Answer<HttpAnswer> }[];
  readonly webSocket: readonly {
    readonly url: string;
    readonly token: ProbeToken;
    readonly deep: boolean;
    readonly answer: Answer<WebSocketAnswer>;
  }[];
  readonly bind: Answer<BindOutcome>;
}

export interface ComposeService {
  readonly file: string;
  readonly dir: string;
  readonly name: string;
  readonly image: string | null;
  /** Shares the host's network: its ports are the host's. */
  readonly hostNetwork: boolean;
  readonly ports: readonly { readonly host: number; readonly container: number }[];
}

// ── Logs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `user`: the reporter's own words, and whatever was pasted among them. */
export type LogProduct = 'napcat' | 'launcher' | 'nonebot' | 'framework' | 'windows' | 'user';

/** `wire`: frames of the OneBot protocol, which any program may print. */
export type RuleProduct = LogProduct | 'wire';

export interface LogFacts {
  readonly product: LogProduct;
  readonly napcat: number | null;
  readonly origin: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'console'; readonly of: string };
  readonly state: AnswerState;
  /** Whether only the end of the log was read. */
  readonly tailOnly: boolean;
  readonly modifiedAt: string | null;
  /** In the order of the log. */
  readonly events: readonly LogEvent[];
  /** Time of the last record of any kind, when records carry times. */
  readonly lastAt: string | null;
  /** How many lines were read. */
  readonly lines: number;
}

export interface LogEvent {
  /** Id of the rule that matched. */
  readonly rule: string;
  /** ISO 8601 without zone (logs carry none), when the record has a time. */
  readonly at: string | null;
  /** 1-based line within what was read. */
  readonly line: number;
  /** Counts the starts seen so far in this log: events of an earlier boot are history. */
  readonly boot: number;
  /** The record, cut to 300 characters, secrets and chat text masked. */
  readonly text: string;
  readonly captures: Readonly<Record<string, string>>;
  /** How often the same rule with the same captures matched in a row: from `at`, `line` to `lastAt`, `lastLine`. */
  readonly count: number;
  /** Time and line of the last of them; equal to `at` and `line` when `count` is 1. */
  readonly lastAt: string | null;
  readonly lastLine: number;
}

/** A log rule is one line of data; the list lives in diagnosis/log-rules and is handed to the survey. */
export interface LogRule {
  readonly id: string;
  readonly product: RuleProduct;
  /** Tried on one record (first line and continuation lines joined by \n), ANSI codes removed. */
  readonly pattern: RegExp;
  /** A record that this matches too is not meant. */
  readonly unless?: RegExp;
  /** One event a match instead of one a record; the pattern carries `g`. For lists. */
  readonly each?: true;
  /** Counts only when none of these rules matched in the few records before, and there are records before. */
  readonly notAfter?: readonly string[];
  /** Counts only when one of these rules matched in the few records before. */
  readonly onlyAfter?: readonly string[];
  /** The record carries what people wrote: no other rule sees it, and the pattern matches fixed marks only. */
  readonly chat?: true;
  /** A new start of the program: what came before is another boot. */
  readonly startsBoot?: true;
  readonly meaning: LogMeaning;
  /** Where the text comes from: repository path or public report. */
  readonly origin: string;
  /** A line that the rule must match. */
  readonly sample: string;
}

/** What a line says by itself, before anything else is known. */
export interface LogMeaning {
  /** `success` and `lifecycle` are turning points: equal events before and after one are not counted together. */
  readonly severity: 'info' | 'warn' | 'problem' | 'success' | 'lifecycle';
  /** The usual root cause, only where this line alone proves it. */
  readonly code?: VerdictCode;
  /** Ids of rules whose earlier events are history once this line was seen. */
  readonly heals?: readonly string[];
}

// ── While it was watched ────────────────────────────────────────────────────────────────────────────────────────────

export interface WatchFacts {
  readonly startedAt: string;
  readonly lastedMs: number;
  readonly looks: number;
  readonly changes: readonly WatchChange[];
  /** What logs said meanwhile, every line by itself, in the order of arrival. */
  readonly lines: readonly WatchedLine[];
}

export interface WatchedLine {
  /** Milliseconds since the watch began. */
  readonly at: number;
  readonly product: LogProduct;
  readonly source: string;
  /** 1-based within what was written meanwhile. */
  readonly line: number;
  readonly rule: string;
  readonly severity: LogMeaning['severity'];
  /** Masked. */
  readonly text: string;
  readonly captures: Readonly<Record<string, string>>;
}

// ── Around it ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface SystemFacts {
  readonly excludedPorts: Answer<readonly PortRange[]>;
  /** Asked only where ports are reserved. */
  readonly dynamicPorts: Answer<readonly PortRange[]>;
  readonly network: Answer<NetworkState>;
  readonly proxy: Answer<ProxyFacts>;
  readonly hostsFile: Answer<readonly { readonly address: string; readonly name: string; readonly line: number }[]>;
  /** Whether names lead to IPv6 first (the default of Windows), to IPv4 first, or to IPv4 alone. */
  readonly ipv6: Answer<'first' | 'last' | 'off'>;
  readonly firewall: Answer<FirewallFacts>;
  readonly portProxies: Answer<
    readonly {
      readonly listen: string;
      readonly listenPort: number;
      readonly connect: string;
      readonly connectPort: number;
    }[]
  >;
  readonly securityProducts: Answer<readonly SecurityProduct[]>;
  readonly wsl: Answer<{ readonly networkingMode: string | null; readonly relayPids: readonly number[] }>;
  readonly selfTest: { readonly tcp: Answer<'ok' | 'failed'>; readonly webSocket: Answer<'ok' | 'failed'> };
}

/** A program that may stand between others and their files or connections. */
export interface SecurityProduct {
  readonly name: string;
  /** Whether it takes files away, drops connections, or carries them elsewhere. */
  readonly kind: 'antivirus' | 'filter' | 'proxy';
  readonly process: string;
  readonly pid: number;
}

export interface ProxyFacts {
  /** `http://host:port` by variable name; credentials removed. */
  readonly environment: Readonly<Record<string, string>>;
  readonly noProxy: string | null;
  readonly system: {
    readonly enabled: boolean;
    readonly server: string | null;
    readonly bypass: string | null;
    readonly autoConfig: string | null;
  } | null;
}

export interface FirewallFacts {
  readonly serviceRunning: Answer<boolean>;
  readonly activeProfiles: Answer<readonly ('domain' | 'private' | 'public')[]>;
  readonly profiles: Readonly<Record<'domain' | 'private' | 'public', FirewallProfileFacts>>;
  readonly rules: readonly FirewallRule[];
  /** Rule strings that could not be read, with their value names. */
  readonly unreadable: readonly string[];
}

export interface FirewallProfileFacts {
  readonly enabled: boolean | null;
  readonly blockByDefault: boolean | null;
  /** "Block all incoming connections": every allow rule is ignored. */
  readonly shieldsUp: boolean;
  /** Local rules do not count (group policy). */
  readonly localRulesIgnored: boolean;
  readonly source: 'local' | 'policy' | 'mdm' | 'default';
}

/** One rule of MS-GPFAS 2.2.2.19, read. */
export interface FirewallRule {
  readonly id: string;
  readonly store: 'local' | 'policy' | 'mdm';
  readonly name: string;
  readonly action: 'allow' | 'block' | 'bypass';
  readonly active: boolean;
  readonly direction: 'in' | 'out' | null;
  readonly profiles: readonly ('domain' | 'private' | 'public')[] | 'all';
  /** IP protocol number, `null` = any. */
  readonly protocol: number | null;
  readonly localPorts: readonly { readonly from: number; readonly to: number }[] | 'all' | 'keyword-only';
  readonly remotePorts: readonly { readonly from: number; readonly to: number }[] | 'all' | 'keyword-only';
  /** As written; `null` = any. */
  readonly localAddresses: readonly string[] | null;
  readonly remoteAddresses: readonly string[] | null;
  /** Normalised program path, `null` = any. */
  readonly program: string | null;
  /** Written by the "allow access?" prompt. */
  readonly fromPrompt: boolean;
  /** Conditions we do not evaluate (service, user, package, interface …): the rule never counts as a general allow or block. */
  readonly narrowed: readonly string[];
}
