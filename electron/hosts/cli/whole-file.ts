/** Writes a file so that nobody ever sees half of it: beside the target first, then in its place. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { EXIT } from './exit-status.ts';
import { CommandError } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  { messages: { errors } }: Terminal,
): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(beside, content, { flag: 'wx', mode: 0o600 });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw new CommandError(
      errors.fileNotWritten(path, (error as NodeJS.ErrnoException).code ?? String(error)),
      EXIT.incomplete,
    );
  }
}
