/**
 * A remedy is a small declaration: which causes it cures, when it is worth offering, and how its steps are planned.
 * Planning reads the files it would change; it changes nothing.
 */
import type { VerdictCode } from '../contract/codes.ts';
import type { Finding } from '../contract/diagnosis.ts';
import type { RemedyCode } from '../contract/remedies.ts';
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
  /** The WebSocket URL that the user wants, when they said so. */
  readonly wantedUrl: string | null;
  readonly mask: Mask;
}
