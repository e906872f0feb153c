/**
 * The app's own log: faults only, two files of bounded size, and nothing private. The user's folder is written as `~`
 * and every number that could be an account is left out. Tokens and chat text should never get this far; what looks like
 * a token is masked all the same.
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

/** As it stands in paths, in `file:` addresses and in JSON. */
const HOME = homedir();
const HOMES = [HOME, HOME.replaceAll('\\', '/'), encodeURI(HOME.replaceAll('\\', '/')), HOME.replaceAll('\\', '\\\\')];
const SECRETS = /((?:access_?)?token["']?\s*[=:]\s*["']?|bearer\s+)[^\s"'&;,]+/gi;

function redact(message: string): string {
  const anonymous = HOMES.reduce((text, home) => text.replaceAll(home, '~'), message);
  return anonymous.replace(SECRETS, '$1<secret>').replace(/(?<!\d)\d{5,12}(?!\d)/g, '<number>');
}
