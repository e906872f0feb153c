/**
 * A check is a small declaration: an id, the hop it belongs to, and a pure function from the situation to what it
 * found. Most checks look for one root cause; what they find names its code, its confidence and its evidence. Whether
 * a finding is a cause or only a symptom of another one is decided later, by explain.ts.
 */
import type { Confidence, Hop, Side, VerdictCode } from '../contract/codes.ts';
import type { Evidence, Outcome, Params } from '../contract/diagnosis.ts';
import type { Variant } from '../contract/messages/variants.ts';
import type { Situation } from './situation.ts';

/** What a check says. `fail` and `warn` name a cause; `unknown` names what could not be looked at. */
export type CheckResult = {
  readonly [C in VerdictCode]: {
    readonly code: C;
    readonly outcome: Extract<Outcome, 'fail' | 'warn' | 'unknown'>;
    readonly confidence: Confidence;
    readonly variant?: Variant<C>;
    readonly side?: Side;
    readonly params: Params;
    readonly evidence: readonly Evidence[];
    /** The link it speaks about, by index; `null`: the whole machine or NapCat. */
    readonly about: number | null;
  };
}[VerdictCode];

export interface Check {
  readonly id: string;
  readonly hop: Hop;
  /**
   * `skip`: does not apply here; `pass`: looked, and it is in order; `unknown`: could not look; else what was found.
   */
  readonly run: (situation: Situation) => readonly CheckResult[] | 'pass' | 'skip' | 'unknown';
}
