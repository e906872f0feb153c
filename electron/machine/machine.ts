/**
 * The one seam to the computer. Everything outside this process that NapCat Doctor sees or touches goes through a
 * `Machine`: the live ones ask the operating system, the recorded one answers from a recording (the format is
 * described in docs/recording.md), the recorder wraps a live one and writes the recording.
 *
 * Contract of every method: it never throws for anything the machine can do to it, it settles before its deadline, and
 * it stops early when `signal` is aborted (answer `timeout`, reason `cancelled`).
 */
import type { Answer } from './answer.ts';
import type { WatchRecord } from './watch-record.ts';

export type Platform = 'win32' | 'linux';

export interface HostInfo {
  readonly platform: Platform;
  /** Kernel or Windows release, e.g. `10.0.26100`. */
  readonly release: string;
  /** Marketing name and update, e.g. `Windows 11 Pro 24H2`, when known. */
  readonly edition?: string;
  readonly arch: string;
  /** Windows OEM code page, e.g. 936. */
  readonly oemCodePage?: number;
  readonly homeDir: string;
  /** Whether we run with administrator (root) rights. */
  readonly elevated?: boolean;
  /** Of the clock on its wall, in minutes east of UTC. Absent when not known. */
  readonly utcOffset?: number;
}

/** `null` means hidden from us (an elevated process), not "none". */
export interface ProcessInfo {
  readonly pid: number;
  readonly ppid: number | null;
  readonly name: string;
  readonly path: string | null;
  readonly commandLine: string | null;
  readonly cwd: string | null;
  /** ISO 8601, when known. */
  readonly startedAt: string | null;
  /** Window title, when one was seen (a console in selection mode shows it there). */
  readonly windowTitle?: string;
}

export interface Listener {
  /** Without brackets or scope: `127.0.0.1`, `0.0.0.0`, `::`, `::1`. */
  readonly address: string;
  readonly port: number;
  /** `null`: the owner could not be seen. */
  readonly pid: number | null;
  /** For a listener on `::`: whether it refuses IPv4. Absent when not known. */
  readonly v6only?: boolean;
}

export type ConnectionState =
  'established' | 'syn-sent' | 'syn-received' | 'fin-wait' | 'close-wait' | 'time-wait' | 'closing' | 'other';

export interface Connection {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly state: ConnectionState;
  readonly pid: number | null;
}

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
  readonly family: 'ipv4' | 'ipv6';
}

export type RegistryValue = string | number | readonly string[];
export type RegistryValues = Readonly<Record<string, RegistryValue>>;

export interface NetworkState {
  /** Firewall profiles in force. Absent when they could not be told. */
  readonly activeProfiles?: readonly FirewallProfile[];
  /** Whether the Windows Firewall's service runs now. Absent when it could not be told. */
  readonly firewallRunning?: boolean;
  readonly interfaces: readonly { readonly name: string; readonly address: string }[];
}

/** What kind of computer it is, for people. Everything may be missing; nothing here decides anything. Sizes in bytes. */
export interface MachineProfile {
  readonly system?: string;
  readonly processor?: string;
  readonly cores?: number;
  readonly memory?: number;
  readonly disks?: readonly { readonly name: string; readonly size: number; readonly free: number | null }[];
  readonly adapters?: readonly { readonly name: string; readonly type: string; readonly virtual: boolean }[];
  /** Version of Docker, where it answered. Left out: not known to be there. */
  readonly docker?: string;
  /** `true` where an adapter of WSL was seen. Left out: not known to be there. */
  readonly wsl?: boolean;
}

export type FirewallProfile = 'domain' | 'private' | 'public';

export interface FileContent {
  readonly bytes: Uint8Array;
  /** Size of the whole file in bytes, also when only a part was read. */
  readonly size: number;
  /** ISO 8601, when known. */
  readonly modifiedAt: string | null;
  readonly part: FilePart;
}

export type FilePart = 'whole' | 'head' | 'tail';

export interface FileStat {
  readonly kind: 'file' | 'directory';
  readonly size: number | null;
  readonly modifiedAt: string | null;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}

export type TcpOutcome =
  'connected' | 'refused' | 'timeout' | 'reset' | 'unreachable' | 'name-not-found' | 'address-invalid';

/** What a plain HTTP request met. Either a status or an outcome that kept it from one. */
export interface HttpAnswer {
  readonly status?: number;
  readonly outcome?: HttpOutcome;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first 2 kB. */
  readonly body: string;
}

export type HttpOutcome = TcpOutcome | 'not-http' | 'too-large' | 'tls' | 'hang-up';

/** What a WebSocket upgrade met. */
export interface WebSocketAnswer {
  /** `open`: the upgrade succeeded (101). */
  readonly outcome?: 'open' | HttpOutcome;
  /** Status of a refused upgrade. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly closeCode?: number;
  readonly closeReason?: string;
}

export type ProbeToken = 'configured' | 'none' | 'made-up';

export interface HttpQuestion {
  readonly method: 'GET' | 'HEAD';
  readonly url: string;
}

/**
 * A WebSocket upgrade. Without `deep` it carries neither X-Self-ID nor x-client-role, so that no framework takes it for
 * a bot (domain facts: Koishi crashes on a role without an id). `deep` registers `selfId` for a moment and is made only
 * with the user's consent.
 */
export interface WebSocketQuestion {
  readonly url: string;
  readonly token: ProbeToken;
  /** The bearer token for `configured` and `made-up`. */
  readonly bearer?: string;
  readonly deep?: boolean;
  readonly selfId?: string;
}

/** What NapCat's WebUI is asked. Each call only looks (domain facts: NapCat dossier §4). */
export const WEBUI_CALLS = [
  'login',
  'login-status',
  'login-info',
  'config',
  'napcat-version',
  'package-info',
  'qq-version',
  'log',
] as const;
export type WebUiCall = (typeof WEBUI_CALLS)[number];

/** A call to the WebUI of a NapCat on this computer, made only with the user's consent. */
export interface WebUiQuestion {
  /** Scheme, host and port, e.g. `http://127.0.0.1:6099`. Addresses of other computers are refused. */
  readonly baseUrl: string;
  readonly call: WebUiCall;
  /** For `login`: the WebUI's token, and whether it is sent plain (before 4.7.33), hashed, or (`null`) as is understood. */
  readonly token?: string;
  readonly plain?: boolean | null;
  /** For all the others: what `login` gave. */
  readonly credential?: string;
}

/** The WebUI's own envelope. `data` holds what the survey reads of the answer and nothing else. */
export interface WebUiReply {
  /** 0: done. */
  readonly code: number;
  readonly message: string;
  readonly data: unknown;
  /** Of a `login` that was granted; never recorded. */
  readonly credential?: string;
}

export type BindOutcome = 'ok' | 'EADDRINUSE' | 'EACCES' | 'EADDRNOTAVAIL';

export interface Ask {
  readonly signal?: AbortSignal;
  /** Milliseconds after which the answer is `timeout`. */
  readonly deadline?: number;
}

/** Path arithmetic of the machine's own platform, not of ours: a Windows recording is read on Linux too. */
export interface Paths {
  join(...parts: string[]): string;
  dirname(path: string): string;
  basename(path: string): string;
  isAbsolute(path: string): boolean;
  normalize(path: string): string;
  readonly sep: string;
  /** Whether two paths name the same file as far as spelling goes (Windows ignores case and the slash's direction). */
  same(a: string, b: string): boolean;
}

export interface Machine {
  readonly host: HostInfo;
  readonly paths: Paths;
  /**
   * Whether asking can disturb anybody. A recording answers every question for free, so the survey may ask it also
   * what it would ask a live machine only with consent.
   */
  readonly live: boolean;
  /** `null`: a recording that does not say when it was taken. */
  now(): Date | null;
  env(): Answer<Readonly<Record<string, string>>>;
  processes(ask?: Ask): Promise<Answer<readonly ProcessInfo[]>>;
  /** Environment of one process. */
  processEnv(pid: number, ask?: Ask): Promise<Answer<Readonly<Record<string, string>>>>;
  /** Loaded modules (full paths) of one process, those of NapCat at least. */
  modules(pid: number, ask?: Ask): Promise<Answer<readonly string[]>>;
  pipes(ask?: Ask): Promise<Answer<readonly string[]>>;
  listeners(ask?: Ask): Promise<Answer<readonly Listener[]>>;
  /** TCP sockets in every state but LISTEN. */
  connections(ask?: Ask): Promise<Answer<readonly Connection[]>>;
  excludedPorts(ask?: Ask): Promise<Answer<readonly PortRange[]>>;
  /** Ports from which the system picks when a program names none; reservations are cut out of them. */
  dynamicPorts(ask?: Ask): Promise<Answer<readonly PortRange[]>>;
  /** One key's values. `key` begins with `HKLM\`, `HKCU\` …; names are compared ignoring case. */
  registry(key: string, ask?: Ask): Promise<Answer<RegistryValues>>;
  network(ask?: Ask): Promise<Answer<NetworkState>>;
  /** Slow (seconds). Never asked for a verdict. */
  profile(ask?: Ask): Promise<Answer<MachineProfile>>;
  /** Drives or mount points that can be listed. */
  roots(ask?: Ask): Promise<Answer<readonly string[]>>;
  /** At most `limit` bytes (default 4 MiB) from the head, or the tail, of a file. */
  readFile(
    path: string,
    options?: Ask & { readonly limit?: number; readonly part?: 'head' | 'tail' },
  ): Promise<Answer<FileContent>>;
  stat(path: string, ask?: Ask): Promise<Answer<FileStat>>;
  list(dir: string, ask?: Ask): Promise<Answer<readonly DirectoryEntry[]>>;
  resolve(name: string, ask?: Ask): Promise<Answer<readonly string[]>>;
  /** `host` may be a name or an IP literal without brackets. */
  tcp(host: string, port: number, ask?: Ask): Promise<Answer<TcpOutcome>>;
  http(question: HttpQuestion, ask?: Ask): Promise<Answer<HttpAnswer>>;
  webSocket(question: WebSocketQuestion, ask?: Ask): Promise<Answer<WebSocketAnswer>>;
  /** Changes nothing there. One `login` counts against the WebUI's own limit (as few as three a minute). */
  webUi(question: WebUiQuestion, ask?: Ask): Promise<Answer<WebUiReply>>;
  /** Binds for a moment and lets go at once. */
  bind(address: string, port: number, ask?: Ask): Promise<Answer<BindOutcome>>;
  /** Our own listener on 127.0.0.1:0 and our own connection to it. */
  selfTest(kind: 'tcp' | 'websocket', ask?: Ask): Promise<Answer<'ok' | 'failed'>>;
  /** Texts the user pasted or captured, by whose they are (`napcat`, `nonebot`, …). */
  console(): readonly ConsoleText[];
  /** What was seen while this machine was watched; `null`: it was not. */
  watched(): WatchRecord | null;
}

export interface ConsoleText {
  readonly of: string;
  readonly text: string;
}
