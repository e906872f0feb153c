/**
 * Text that the user gives beside the machine: what a program wrote into its window, which nobody else can read, or a
 * log from elsewhere. Nobody keeps it: every call that looks at the machine brings it along.
 */
export type GivenText =
  | { readonly kind: 'pasted'; readonly text: string }
  /** The end of a file, whose encoding the engine finds out. */
  | { readonly kind: 'file'; readonly name: string; readonly base64: string };

/** Where evidence from the pasted text says it stands, in place of a file. */
export const PASTED = 'pasted';

/** Of a text no more than this is read, from its end, where a program says why it ended. In characters or bytes. */
export const LONGEST_TEXT = 2 * 1024 * 1024;

/** The pasted text, and files beside it. */
export const MOST_TEXTS = 4;
