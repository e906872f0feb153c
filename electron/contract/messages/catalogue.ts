/**
 * The message catalogue's shape. Every text that a person reads comes from here, in Chinese and English; a missing
 * translation does not compile. Sentences are functions of the finding's variant and parameters and stay short: one
 * sentence names what is broken, on whose side and what to change.
 */
import type { Confidence, Hop, Side, VerdictCode } from '../codes.ts';
import type { Doubt, Evidence, NextStep, Outcome, Params } from '../diagnosis.ts';
import type { FormSign } from '../form-signs.ts';
import type { WatchEvent } from '../watch.ts';

export type Language = 'zh' | 'en';

/** One page of `explain CODE`. */
export interface CodePage {
  /** A headline of at most about 20 Chinese characters or 8 English words. */
  readonly title: string;
  /** The one sentence for a concrete finding. `variant` is one of the code's variants or undefined. */
  readonly sentence: (params: Params, variant: string | undefined) => string;
  /** What it is, two or three sentences. */
  readonly what: string;
  /** What proves it. */
  readonly proof: string;
  /** What to do, step by step, in the words of NapCat's own WebUI. */
  readonly steps: readonly string[];
  /** What not to do. */
  readonly avoid: readonly string[];
  /** What it is often mistaken for. */
  readonly mistakenFor: readonly string[];
}

/** Fields whose values may be names of ours. */
export type EvidenceField = 'path' | 'answer' | 'state';

export interface Catalogue {
  readonly pages: Readonly<Record<VerdictCode, CodePage>>;
  readonly hops: Readonly<Record<Hop, { readonly name: string; readonly question: string }>>;
  readonly sides: Readonly<Record<Side, string>>;
  readonly confidence: Readonly<Record<Confidence, string>>;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly nextSteps: Readonly<Record<NextStep, string>>;
  readonly doubts: Readonly<Record<Doubt, string>>;
  /** What tells NapCat's form, without a full stop: several stand in one row. */
  readonly formSign: (sign: FormSign) => string;
  readonly evidence: (evidence: Evidence) => string;
  /** What stands in a field of a piece of evidence: in words where it is a name of ours, else as it is. */
  readonly evidenceValue: (field: EvidenceField, value: string) => string;
  /** Kinds of evidence, as the rungs of a confidence ladder name them. */
  readonly evidenceKinds: Readonly<Record<Evidence['kind'], string>>;
  /** What happened, without the time at which it did. */
  readonly watchEvent: (event: WatchEvent) => string;
}
