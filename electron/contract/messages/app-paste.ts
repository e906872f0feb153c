/** Texts of the place where the user gives what a program wrote into its window. */
export interface PasteTexts {
  readonly heading: string;
  /** On other pages: leads there. */
  readonly ask: string;
  readonly lead: string;
  readonly how: string;
  readonly hints: readonly string[];
  readonly label: string;
  /** Of a long text only the end stands in the box. */
  readonly hidden: (lines: number) => string;
  /** How much of a text is read, and who keeps it. */
  readonly limits: string;
  readonly choose: string;
  readonly clear: string;
  readonly leaveOut: (name: string) => string;
  /** What is there. */
  readonly given: (lines: number, files: number) => string;
  readonly notices: {
    readonly cut: string;
    readonly fileCut: (name: string) => string;
    readonly tooMany: (most: number) => string;
    readonly unreadable: (name: string) => string;
  };
}
