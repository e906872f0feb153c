/** The texts about remedies: what each one is, what each step does, why one is refused, what became of it. */
import type { NoteCode, RefusalCode, RemedyCode, StepCode, StepParams, StepState, UndoneStep } from '../remedies.ts';

type Say = (params: StepParams) => string;

export interface RemedyMessages {
  /** What it achieves, in a few words. */
  readonly titles: Readonly<Record<RemedyCode, string>>;
  /** One sentence: what the step does. */
  readonly steps: Readonly<Record<StepCode, Say>>;
  /** One or two sentences: what to know before saying yes. */
  readonly notes: Readonly<Record<NoteCode, Say>>;
  /** One sentence: why not. */
  readonly refusals: Readonly<Record<RefusalCode, Say>>;
  readonly states: Readonly<Record<StepState['state'], string>>;
  readonly undone: Readonly<Record<UndoneStep['outcome']['state'], string>>;
  readonly words: {
    readonly plan: (title: string) => string;
    readonly step: (number: number, of: number) => string;
    readonly command: string;
    readonly inFolder: (dir: string) => string;
    readonly request: (url: string) => string;
    readonly page: (url: string) => string;
    readonly archive: (files: number, target: string) => string;
    readonly andMore: (count: number) => string;
    /** The plan is a guide until the user has chosen the archive. */
    readonly needsArchive: string;
    readonly elevation: string;
    readonly yourStep: string;
    /** Ends with a blank: the answer follows on the line. */
    readonly ask: string;
    /** Answers that mean yes, lower case. */
    readonly yes: readonly string[];
    readonly nothingChanged: string;
    /** A refusal, and the option that answers it. */
    readonly answeredBy: (refusal: string, option: string) => string;
    readonly dryRun: string;
    readonly applied: (id: string) => string;
    readonly notComplete: string;
    /** Marks a step of the past. */
    readonly undoable: string;
    readonly undoHint: (id: string) => string;
    readonly verifying: string;
    readonly undoneTitle: (title: string, id: string) => string;
    /** The two-way proof, line by line; `where` may be empty. */
    readonly proofTitle: string;
    readonly proofConnection: (where: string) => string;
    readonly proofNoConnection: string;
    readonly proofEvent: (type: string) => string;
    readonly proofNoEvent: string;
    readonly proofApi: (action: string, ms: number) => string;
    readonly proofNoApi: string;
    readonly after: string;
  };
}
