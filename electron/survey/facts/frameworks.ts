/** Bot frameworks: running, configured, installed. */
import type { FrameworkName } from '../../contract/frameworks.ts';
import type { Answer, AnswerState } from '../../machine/answer.ts';
import type { Listener } from '../../machine/machine.ts';
import type { Origin, Secret } from './values.ts';

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
  /** Only its settings are known, as the reporter pasted them. */
  readonly pasted?: true;
  /** Servers of NapCat that it is told to dial, where that is not NoneBot's setting (Koishi's `endpoint`). */
  readonly dials?: readonly string[];
  /** The accounts that it takes connections of, when its configuration names them (Koishi's selfId). */
  readonly expectedAccounts: readonly string[];
}

export interface RunningFramework {
  /** Redirector, parent and child of a venv are one family. */
  readonly family: readonly number[];
  readonly startedAt: string | null;
  /** Proxy variables of its own environment; `not-asked` where that could not be read. */
  readonly proxies: Answer<Readonly<Record<string, string>>>;
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
