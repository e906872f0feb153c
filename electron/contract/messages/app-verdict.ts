/** Texts of the verdict: the sentence, its grounds, and what else was seen. */
export interface VerdictTexts {
  readonly nothingYet: string;
  readonly goHome: string;
  readonly side: string;
  readonly confidence: string;
  readonly hop: string;
  readonly code: string;
  readonly steps: string;
  readonly avoid: string;
  readonly evidence: string;
  readonly noEvidence: string;
  readonly also: string;
  readonly symptoms: string;
  readonly symptomsLead: string;
  readonly unseen: string;
  readonly unseenLead: string;
  readonly allSeen: string;
  readonly ways: string;
  readonly rest: string;
  readonly restLead: string;
  readonly about: string;
  readonly account: string;
  readonly sure: {
    readonly heading: string;
    readonly guess: string;
    readonly rests: (level: string, kinds: readonly string[]) => string;
    readonly towards: (level: string, ways: readonly (readonly string[])[]) => string;
    readonly never: (level: string) => string;
    readonly enough: (level: string) => string;
  };
  readonly others: {
    readonly heading: string;
    readonly lead: string;
    readonly of: (account: string | null, dir: string | null) => string;
    readonly lookAt: (account: string) => string;
  };
  readonly harmless: { readonly heading: string; readonly lead: string; readonly symptoms: readonly string[] };
  readonly mistaken: string;
  readonly more: string;
  readonly again: string;
  readonly details: string;
  readonly elapsed: (time: string) => string;
  readonly fields: {
    readonly path: string;
    readonly line: string;
    readonly key: string;
    readonly value: string;
    readonly process: string;
    readonly pid: string;
    readonly address: string;
    readonly remote: string;
    readonly target: string;
    readonly answer: string;
    readonly time: string;
    readonly text: string;
    readonly state: string;
  };
}
