/** A NapCat: its folder, its form, what runs of it, its WebUI. */
import type { Doubt } from '../../contract/diagnosis.ts';
import type { FormSign } from '../../contract/form-signs.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Listener } from '../../machine/machine.ts';
import type { AccountFacts, ConfigContent, ConfigFacts } from './onebot-config.ts';
import type { Origin } from './values.ts';

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
  readonly sign: FormSign;
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
