/**
 * A remedy is a small declaration: which causes it cures, when it is worth offering, and how its steps are planned.
 * Planning reads the files it would change; it changes nothing.
 */
import type { VerdictCode } from '../contract/codes.ts';
import type { Finding } from '../contract/diagnosis.ts';
import type { NoteCode, RemedyCode, RemedyInput, RemedyRequest, StepParams } from '../contract/remedies.ts';
import type { Link } from '../diagnosis/link.ts';
import type { Situation } from '../diagnosis/situation.ts';
import type { Facts } from '../survey/facts.ts';
import type { Mask } from './editors/mask.ts';
import type { Step, Tools } from './step.ts';

export interface Remedy {
  readonly code: RemedyCode;
  readonly cures: readonly VerdictCode[];
  /** Whether it fits this finding of a code that it cures. Default: always. Pure. */
  readonly fits?: (finding: Finding, facts: Facts) => boolean;
  /** Throws `Refused`, and nothing else for anything that the outside can do. */
  readonly plan: (context: PlanContext) => Promise<readonly Step[]>;
}

export interface PlanContext extends Tools {
  readonly facts: Facts;
  readonly finding: Finding;
  readonly situation: Situation;
  /** The link that the finding speaks about, when it speaks about one. */
  readonly link: Link | null;
  /** What the user said about it. */
  readonly wanted: Omit<RemedyRequest, 'remedy'>;
  readonly mask: Mask;
  /** Adds what the user should know before saying yes. */
  readonly note: (code: NoteCode, params?: StepParams) => void;
  /** Says that without this input the steps are only a guide. */
  readonly need: (input: RemedyInput) => void;
}
