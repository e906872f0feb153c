/**
 * What a diagnosis says, twice: `Diagnosis` is language-free (codes, variants and parameters), `DiagnosisDocument` is
 * the stable JSON that the command line prints, with sentences in one language.
 */
import type { Confidence, Hop, Side, VerdictCode } from './codes.ts';
import type { FormSign } from './form-signs.ts';
import type { Watch, WatchEvent } from './watch.ts';

export const DIAGNOSIS_FORMAT = 'napcat-doctor/diagnosis@1';

/** `unknown`: the check could not look and is never shown green. `error`: our own bug, shown as such. */
export type Outcome = 'pass' | 'warn' | 'fail' | 'skip' | 'unknown' | 'error';

/** Values that the sentences of the message catalogue use. All are safe to show: no tokens, no chat text. */
export interface Params {
  readonly url?: string;
  /** The URL, path, value or folder that would be right. */
  readonly suggestion?: string;
  readonly host?: string;
  readonly port?: number;
  readonly expectedPort?: number;
  readonly path?: string;
  readonly expectedPath?: string;
  readonly listenAddress?: string;
  readonly entry?: string;
  readonly file?: string;
  readonly otherFile?: string;
  readonly line?: number;
  readonly column?: number;
  readonly account?: string;
  readonly otherAccount?: string;
  readonly dir?: string;
  readonly mode?: string;
  readonly framework?: string;
  readonly process?: string;
  readonly pid?: number;
  readonly pids?: string;
  readonly product?: string;
  readonly version?: string;
  readonly fixedIn?: string;
  readonly qq?: string;
  readonly rule?: string;
  readonly profile?: string;
  readonly proxy?: string;
  readonly server?: string;
  readonly status?: number;
  readonly title?: string;
  readonly at?: string;
  readonly startedAt?: string;
  readonly from?: number;
  readonly to?: number;
  /** First port that Windows hands out by itself. */
  readonly dynamicFrom?: number;
  readonly seconds?: number;
  readonly count?: number;
  /** A message of the program concerned, quoted. */
  readonly detail?: string;
  /** What would decide. */
  readonly next?: NextStep;
}

/** What would decide an undecided case: a place to look that was closed, missing or not asked. */
export const NEXT_STEPS = [
  'processes',
  'listeners',
  'connections',
  'napcat-config',
  'napcat-log',
  'napcat-webui',
  'framework-config',
  'framework-log',
  'http-probe',
  'tcp-probe',
  'websocket-probe',
  'deep-probe',
  'restart-napcat',
  'watch',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/** One piece of evidence: where it stands and what was read there. */
export type Evidence =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly line?: number;
      readonly key?: string;
      readonly value?: string;
    }
  | { readonly kind: 'process'; readonly pid: number; readonly name: string; readonly detail?: string }
  | {
      readonly kind: 'listener';
      readonly address: string;
      readonly port: number;
      readonly pid: number | null;
      readonly process: string | null;
    }
  | {
      readonly kind: 'connection';
      readonly local: string;
      readonly remote: string;
      readonly state: string;
      readonly pid: number | null;
    }
  | {
      readonly kind: 'probe';
      readonly probe:
        'tcp' | 'http' | 'websocket' | 'bind' | 'resolve' | 'self-test' | 'reserved-ports' | 'dynamic-ports';
      readonly target: string;
      readonly answer: string;
    }
  | {
      readonly kind: 'log';
      readonly source: string;
      readonly line: number;
      readonly at: string | null;
      readonly text: string;
    }
  | { readonly kind: 'registry'; readonly key: string; readonly value?: string; readonly data?: string }
  | { readonly kind: 'version'; readonly product: string; readonly version: string }
  /** Seen while the machine was watched. */
  | { readonly kind: 'watch'; readonly event: WatchEvent }
  /** Looked there, and it is not there. */
  | {
      readonly kind: 'missing';
      readonly what: 'listener' | 'process' | 'connection' | 'file' | 'entry' | 'log-line' | 'napcat' | 'framework';
      readonly detail: string;
    }
  /** Could not look there. */
  | { readonly kind: 'unseen'; readonly what: string; readonly state: 'denied' | 'timeout' | 'not-asked' };

export interface Finding {
  /** Id of the check that made it. */
  readonly check: string;
  readonly code: VerdictCode;
  readonly outcome: Outcome;
  readonly hop: Hop | null;
  readonly side: Side;
  readonly confidence: Confidence;
  /** Which of the code's situations it is; picks the sentence. */
  readonly variant?: string;
  readonly params: Params;
  readonly evidence: readonly Evidence[];
  /** The root cause that explains this one away, after transitive closure. */
  readonly explainedBy: VerdictCode | null;
  readonly remedies: readonly string[];
}

/** State of one hop in the five-hop picture. */
export interface HopState {
  readonly hop: Hop;
  readonly outcome: Outcome;
  /** The finding that decided it, if one did. */
  readonly code: VerdictCode | null;
}

export interface Diagnosis {
  readonly verdict: Finding;
  readonly also: readonly Finding[];
  readonly findings: readonly Finding[];
  readonly hops: readonly HopState[];
  readonly napcat: NapCatSummary | null;
  readonly qq: { readonly version: string | null; readonly dir: string | null } | null;
  readonly framework: FrameworkSummary | null;
  readonly coverage: Readonly<Record<string, string>>;
  readonly ways?: Ways;
  /** What happened while the machine was watched. */
  readonly watch?: Watch;
  /** The other accounts in use, each judged for itself; left out where there is none. */
  readonly others?: readonly OtherAccount[];
}

/** An account in use that is not the one shown. Its repairs are planned by a diagnosis of its own: `account`. */
export interface OtherAccount {
  /** `null`: not known; the folder tells its NapCat then. */
  readonly account: string | null;
  readonly dir: string | null;
  readonly verdict: Finding;
  readonly also: readonly Finding[];
}

/** By collector: the tool that gave the facts in place of the system's own interface, e.g. `netstat`. */
export type Ways = Readonly<Record<string, string>>;

/** Why the signs leave room for a second reading of NapCat's mode. */
export const DOUBTS = ['windows-hidden', 'commands-hidden', 'loader-gone'] as const;
export type Doubt = (typeof DOUBTS)[number];

export interface OtherReading {
  readonly mode: string;
  readonly form: string;
  readonly doubt: Doubt;
}

export interface NapCatSummary {
  readonly mode: string;
  readonly form: string;
  readonly version: string | null;
  readonly account: string | null;
  readonly configFile: string | null;
  readonly dir: string | null;
  readonly running: boolean;
  readonly pid: number | null;
  /** Why we think it is this mode, in short. */
  readonly modeEvidence: readonly FormSign[];
  /** What it could be as well; left out where the signs leave no room for doubt. */
  readonly otherReadings?: readonly OtherReading[];
}

export interface FrameworkSummary {
  readonly kind: string;
  readonly host: string | null;
  readonly port: number | null;
  readonly projectDir: string | null;
  readonly running: boolean;
  readonly pid: number | null;
}

/** The verdict with its sentences, as JSON. */
export interface VerdictDocument {
  readonly code: VerdictCode;
  readonly hop: Hop | null;
  readonly side: Side;
  readonly confidence: Confidence;
  readonly title: string;
  readonly text: string;
  readonly evidence: readonly (Evidence & { readonly sentence: string })[];
  readonly remedies: readonly string[];
  /** In `also` only: the other account that it is about; absent where it is about the one shown. */
  readonly account?: string | null;
}

export interface DiagnosisDocument {
  readonly format: typeof DIAGNOSIS_FORMAT;
  readonly verdict: VerdictDocument;
  /** Those of the account shown first, then what is broken for other accounts by causes not named yet. */
  readonly also: readonly VerdictDocument[];
  readonly findings: readonly {
    readonly code: VerdictCode;
    readonly outcome: Outcome;
    readonly hop: Hop | null;
    readonly confidence: Confidence;
    readonly explainedBy: VerdictCode | null;
    readonly check: string;
    readonly title: string;
  }[];
  readonly hops: readonly HopState[];
  readonly napcat:
    | (Omit<NapCatSummary, 'modeEvidence' | 'otherReadings'> & {
        readonly modeEvidence: readonly string[];
        readonly otherReadings?: readonly (OtherReading & { readonly reason: string })[];
      })
    | null;
  readonly qq: Diagnosis['qq'];
  readonly framework: FrameworkSummary | null;
  readonly coverage: Readonly<Record<string, string>>;
  readonly ways?: Ways;
  readonly elapsedMs: number;
  readonly others?: readonly (Pick<OtherAccount, 'account' | 'dir'> & {
    readonly verdict: VerdictDocument;
    readonly also: readonly VerdictDocument[];
  })[];
  readonly watch?: Omit<Watch, 'events'> & { readonly events: readonly (WatchEvent & { readonly sentence: string })[] };
}
