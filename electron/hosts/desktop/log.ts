/**
 * The app's own log: faults only, two files of bounded size, and nothing private. The user's folder is written as `~`
 * and every number that could be an account is left out; tokens and chat text never get this far.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const MOST_BYTES = 256 * 1024;

export type Log = (message: string) => void;

export function openLog(folder: string, now: () => Date = () => new Date()): Log {
  const file = join(folder, 'app.log');
  return (message) => {
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES)
        renameSync(file, join(folder, 'app.previous.log'));
      appendFileSync(file, `${now().toISOString()} ${redact(message)}\n`);
    } catch {
      // A log that cannot be written must not become a second fault.
    }
  };
}

/** The end of it for a bundle, which masks it once more. */
export async function readLog(folder: string): Promise<string> {
  const texts = await Promise.all(
    ['app.previous.log', 'app.log'].map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  return texts.join('').slice(-MOST_READ);
}

const MOST_READ = 64 * 1024;

function redact(message: string): string {
  return message.replaceAll(homedir(), '~').replace(/(?<!\d)\d{5,12}(?!\d)/g, '<number>');
}
