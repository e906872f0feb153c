/** What the Details page shows: the part of the facts that helps a person, language-free and without secrets. */
import type { OtherReading } from './diagnosis.ts';
import type { FormSign } from './form-signs.ts';
import type { Coverage } from './messages/cli.ts';
import type { ServerKind } from './server-kind.ts';

/** How a look ended; the names are those of AnswerState. */
export type CoverageState = keyof Coverage;

export interface Details {
  /** `null`: a recording that does not say. */
  readonly takenAt: string | null;
  readonly host: {
    readonly platform: string;
    readonly release: string;
    readonly edition: string | null;
    readonly arch: string;
    readonly elevated: boolean | null;
  };
  readonly napcats: readonly NapCatDetails[];
  readonly frameworks: readonly FrameworkDetails[];
  readonly firewall: FirewallDetails;
  readonly logs: readonly LogDetails[];
  /** The newest, in the order of time. */
  readonly timeline: readonly TimelineEvent[];
}

export interface NapCatDetails {
  readonly dir: string | null;
  readonly mode: string;
  readonly form: string;
  readonly version: string | null;
  readonly pid: number | null;
  /** What speaks for the mode, strongest first. */
  readonly modeEvidence: readonly FormSign[];
  /** What it could be as well. */
  readonly otherReadings: readonly OtherReading[];
  readonly accounts: readonly AccountDetails[];
}

export interface AccountDetails {
  readonly uin: string;
  readonly inUse: boolean;
  readonly file: string;
  readonly read: CoverageState;
  /** Those that the link needs first, then the other kinds. */
  readonly entries: readonly EntryDetails[];
}

/** Kinds of entries, named as in the file; the order is that in which they are shown. */
export const ENTRY_KINDS = [
  'websocketClients',
  'websocketServers',
  'httpServers',
  'httpSseServers',
  'httpClients',
] as const;
export type EntryKindName = (typeof ENTRY_KINDS)[number];

export interface EntryDetails {
  readonly kind: EntryKindName;
  readonly name: string;
  readonly enabled: boolean;
  /** The URL that a client dials, or where a server listens. */
  readonly address: string;
  readonly hasToken: boolean;
  readonly line: number | null;
}

export interface FrameworkDetails {
  readonly kind: string;
  readonly projectDir: string | null;
  readonly running: boolean;
  readonly pid: number | null;
  readonly host: string | null;
  readonly port: number | null;
  /** What NapCat has to dial to get there; `null`: its port is not known. */
  readonly url: string | null;
  readonly configFiles: readonly string[];
}

/** A log that was read, or would have been. */
export interface LogDetails {
  readonly product: LogProductName;
  readonly source: string;
  readonly read: CoverageState;
  readonly lines: number;
  /** Only its end was read, and lines are counted from there. */
  readonly tailOnly: boolean;
  /** Time of its last record, as the log wrote it. */
  readonly lastAt: string | null;
}

/** Whose lines a log holds; the names are those of LogProduct. */
export type LogProductName = 'napcat' | 'launcher' | 'nonebot' | 'framework' | 'windows' | 'user';

export interface TimelineEvent {
  readonly product: LogProductName;
  readonly source: string;
  readonly line: number;
  /** ISO 8601 without zone: by the machine's own clock where that of the log is known, else as the log wrote it. */
  readonly at: string | null;
  readonly severity: 'info' | 'warn' | 'problem' | 'success' | 'lifecycle';
  /** Secrets and chat text are masked. */
  readonly text: string;
  readonly count: number;
}

export type PortDetails =
  { readonly state: 'known'; readonly ports: readonly PortRow[] } | { readonly state: Exclude<CoverageState, 'known'> };

export interface PortRow {
  readonly address: string;
  readonly port: number;
  readonly pid: number | null;
  readonly process: string | null;
  readonly answers: ServerKind | null;
}

/** The place in a file that a piece of evidence speaks of, with what stands around it. Secrets are masked. */
export type Excerpt =
  | { readonly state: 'known'; readonly lines: readonly { readonly number: number; readonly text: string }[] }
  /** `absent`: the file is gone, or no longer has that line. */
  | { readonly state: Exclude<CoverageState, 'known'> };

export type FirewallDetails =
  | {
      readonly state: 'known';
      readonly serviceRunning: boolean | null;
      readonly profiles: readonly FirewallProfile[];
      /** Inbound rules in force that concern a bot's port or the kind of program that bots are. */
      readonly rules: readonly FirewallRuleRow[];
    }
  | { readonly state: Exclude<CoverageState, 'known'> };

export interface FirewallProfile {
  readonly name: 'domain' | 'private' | 'public';
  /** Whether a network of this kind is connected; `null`: not known. */
  readonly active: boolean | null;
  readonly enabled: boolean | null;
  readonly blockByDefault: boolean | null;
  readonly blocksAll: boolean;
  readonly localRulesIgnored: boolean;
}

export interface FirewallRuleRow {
  readonly name: string;
  readonly action: 'allow' | 'block' | 'bypass';
  readonly program: string | null;
  /** As ranges; `null`: any. */
  readonly ports: string | null;
  readonly profiles: readonly FirewallProfile['name'][] | 'all';
  /** Written by Windows' own question. */
  readonly fromPrompt: boolean;
}
