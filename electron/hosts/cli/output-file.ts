/** The file that a command was told to write; that it cannot be written is said like any other failure. */
import { codeOf, writeWhole } from '../app/whole-file.ts';
import { EXIT } from './exit-status.ts';
import { CommandError } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export async function writeOutput(
  path: string,
  content: string | Uint8Array,
  { messages: { errors } }: Terminal,
): Promise<void> {
  try {
    await writeWhole(path, content);
  } catch (error) {
    throw new CommandError(errors.fileNotWritten(path, codeOf(error)), EXIT.incomplete);
  }
}
