/** What a bundle says about itself, for hosts and for the programs of helpers. */
import type { Confidence, VerdictCode } from './codes.ts';

export const BUNDLE_FORMAT = 'napcat-doctor/bundle@1';

/** The parts a bundle can have; `log` may come several times. `own-log`: what this program did. */
export const PART_KINDS = ['report', 'report-text', 'diagnosis', 'recording', 'log', 'own-log'] as const;
export type PartKind = (typeof PART_KINDS)[number];

/**
 * Why something is not in a bundle: `switched-off` by the user; `unknown-kind` of file, so that nobody can mask it;
 * `original-found`: the second look found what should have been masked; `too-large`; `failed`: our own fault.
 */
export const OMISSION_REASONS = ['switched-off', 'unknown-kind', 'original-found', 'too-large', 'failed'] as const;
export type OmissionReason = (typeof OMISSION_REASONS)[number];

export interface Omission {
  readonly what: string;
  readonly reason: OmissionReason;
}

export interface BundleManifest {
  readonly format: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601: when the machine was looked at; `null`: a recording that does not say. */
  readonly takenAt: string | null;
  readonly language: string;
  /** What the user had asked for, masked like the rest. */
  readonly request: {
    readonly napcatDir?: string | undefined;
    readonly account?: string | undefined;
    readonly url?: string | undefined;
    readonly deep: boolean;
  };
  readonly parts: readonly {
    readonly file: string;
    readonly kind: PartKind;
    /** Hexadecimal. */
    readonly sha256: string;
    readonly bytes: number;
  }[];
  readonly omitted: readonly Omission[];
  /** How many different originals were masked, by kind. */
  readonly masked: Readonly<Record<string, number>>;
  /** How each collector's question ended. */
  readonly coverage: Readonly<Record<string, string>>;
}

/** Why a zip could not be read. */
export type ZipProblem =
  | 'not-a-zip'
  | 'damaged'
  | 'too-large'
  | 'bomb'
  | 'unsafe-name'
  | 'duplicate-name'
  | 'link'
  | 'encrypted'
  | 'wrong-crc';

/** Why a bundle could not be opened. */
export type BundleProblem =
  | ZipProblem
  | 'manifest-missing'
  | 'manifest-invalid'
  | 'newer-format'
  | 'part-missing'
  | 'part-unlisted'
  | 'wrong-hash'
  | 'recording-missing'
  | 'recording-invalid'
  | 'diagnosis-invalid';

export interface BundleError {
  readonly code: BundleProblem;
  /** Name or place concerned: text of a stranger. */
  readonly detail: string;
}

/** One line of `triage`. */
export interface TriageRow {
  readonly file: string;
  readonly verdict: VerdictCode | null;
  readonly confidence: Confidence | null;
  readonly also: readonly VerdictCode[];
  readonly napcat: string | null;
  readonly qq: string | null;
  readonly framework: string | null;
  readonly tool: string | null;
  readonly error: BundleError | null;
}
