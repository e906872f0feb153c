/** Reading /proc: its files are small, made while they are read, and gone the moment their process is. */
import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ABSENT, known, unanswered } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import { codeOf } from '../deadline.ts';

/** More than any command line, environment or map that a bot has. The rest of a larger one is not looked at. */
const MOST_BYTES = 8 * 1024 * 1024;
const scratch = Buffer.allocUnsafe(64 * 1024);

/** Text of a file below /proc. Synchronous: each costs microseconds, a trip through the thread pool costs more. */
export function readProc(path: string): Answer<string> {
  return asked(() => {
    const handle = openSync(path, 'r');
    try {
      // `size` is 0 for all of these; they are read until they end.
      const pieces: Buffer[] = [];
      for (let total = 0; total < MOST_BYTES;) {
        const length = readSync(handle, scratch);
        if (length === 0) break;
        pieces.push(Buffer.from(scratch.subarray(0, length)));
        total += length;
      }
      return (pieces.length === 1 ? (pieces[0] ?? '') : Buffer.concat(pieces)).toString('utf8');
    } finally {
      closeSync(handle);
    }
  });
}

/** The same off the main thread, for the few files that the kernel takes long to make. */
export async function readProcAside(path: string): Promise<Answer<string>> {
  try {
    return known(await readFile(path, 'utf8'));
  } catch (error) {
    return refusal(error);
  }
}

/** Where a link below /proc leads. The kernel marks a file that was replaced since (by an update, say). */
export function linkOf(path: string): string | null {
  const target = asked(() => readlinkSync(path));
  return target.state === 'known' ? target.value.replace(/ \(deleted\)$/, '') : null;
}

/** Names in a folder below /proc; none when it is hidden from us. */
export function namesIn(path: string): readonly string[] {
  const names = asked(() => readdirSync(path));
  return names.state === 'known' ? names.value : [];
}

export function pids(): readonly number[] {
  return namesIn('/proc')
    .flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    .toSorted((a, b) => a - b);
}

/** Lets whatever waits have its turn; long scans call it now and then. */
export function letOthersWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function asked<T>(read: () => T): Answer<T> {
  try {
    return known(read());
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): Answer<never> {
  const code = codeOf(error);
  // ESRCH: the process went while its file was open.
  return code === 'ENOENT' || code === 'ESRCH' ? ABSENT : unanswered('denied', code);
}
