/** What a command writes to and reads from. Commands take it as a parameter, so that tests can hold the other end. */
import type { Catalogue, Language } from '../../contract/messages/catalogue.ts';
import type { CliMessages } from '../../contract/messages/cli.ts';
import type { Style } from './output/style.ts';

export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of stderr when a person looks at it, else `null`. */
  readonly progressWidth: number | null;
  readonly style: Style;
  readonly language: Language;
  readonly messages: CliMessages;
  /** Loaded only by the commands that speak of a diagnosis. */
  readonly catalogue: () => Promise<Catalogue>;
  readonly signal: AbortSignal;
  /** Asks the person in front of it and gives the answer; `null` when nobody is there to ask. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Standard input, at most `limit` bytes of its end. */
  readonly readInput: (limit: number) => Promise<Uint8Array>;
}

/** A failure that a person can do something about; the command ends with its status. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}
