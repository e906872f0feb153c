/** Texts of the diagnostic bundle: its report, its preview, and why one could not be opened. */
import type { BundleProblem, OmissionReason, PartKind } from '../bundle.ts';

export interface BundleMessages {
  readonly report: {
    readonly title: string;
    readonly takenAt: string;
    readonly tool: string;
    readonly link: string;
    readonly verdict: string;
    readonly evidence: string;
    readonly timeline: string;
    readonly watched: (startedAt: string, seconds: number) => string;
    readonly nothing: string;
    readonly steps: string;
    readonly avoid: string;
    readonly also: string;
    readonly others: string;
    readonly machine: string;
    readonly system: string;
    readonly looked: string;
    readonly omitted: string;
    readonly privacy: string;
    /** What was masked and what that means. */
    readonly masked: string;
    readonly noDiagnosis: string;
  };
  readonly parts: Readonly<Record<PartKind, string>>;
  readonly reasons: Readonly<Record<OmissionReason, string>>;
  /** Kinds of originals, as they are counted. */
  readonly kinds: Readonly<Record<'token' | 'account' | 'user' | 'host' | 'address' | 'text', string>>;
  readonly preview: {
    readonly heading: string;
    readonly masked: string;
    readonly omitted: string;
    readonly ask: string;
    /** Answers that mean yes, in lower case. */
    readonly yes: readonly string[];
    readonly nothingWritten: string;
    readonly written: (file: string, kilobytes: number) => string;
    readonly unknownPart: (part: string, known: readonly string[]) => string;
    readonly cutsRecording: string;
  };
  readonly opened: {
    readonly elsewhere: (takenAt: string | null, version: string) => string;
    /** Heading of what was not understood. */
    readonly newer: string;
    readonly notOpened: (file: string, problem: string) => string;
    /** `detail` is put behind it by the caller, where there is one. */
    readonly problems: Readonly<Record<BundleProblem, string>>;
  };
  readonly triage: {
    readonly headers: {
      readonly file: string;
      readonly verdict: string;
      readonly confidence: string;
      readonly napcat: string;
      readonly qq: string;
      readonly framework: string;
    };
    readonly frequencies: string;
    readonly unreadable: string;
    readonly none: (folder: string) => string;
  };
}
