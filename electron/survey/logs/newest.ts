/** Which files of a log folder are worth reading: the newest ones, by when they were last written. */
import { valueOf } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import { startInFileName } from './calendar.ts';

export interface LogFile {
  readonly path: string;
  readonly name: string;
  /** ISO 8601, when known. */
  readonly modifiedAt: string | null;
}

/** More candidates than this are not even asked for their time: the names sort well enough. */
const MAX_STATS = 24;

/** The files of a folder whose names fit, newest first. A folder that cannot be listed is an answer of its own. */
export async function newestLogs(
  machine: Machine,
  dir: string,
  fits: (name: string) => boolean,
  ask: Ask,
): Promise<Answer<readonly LogFile[]>> {
  const entries = await machine.list(dir, ask);
  if (entries.state !== 'known') return entries;
  const names = entries.value.filter(({ kind, name }) => kind === 'file' && fits(name)).map(({ name }) => name);
  const candidates = names.sort(byName).reverse().slice(0, MAX_STATS);
  const files = await Promise.all(
    candidates.map(async (name): Promise<LogFile> => {
      const path = machine.paths.join(dir, name);
      const stat = valueOf(await machine.stat(path, ask));
      return { path, name, modifiedAt: stat?.modifiedAt ?? null };
    }),
  );
  return { state: 'known', value: files.sort(newerFirst) };
}

/** Digits count as numbers, so that the tenth rotated part comes after the second. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function newerFirst(a: LogFile, b: LogFile): number {
  return timeOf(b) - timeOf(a) || byName(b.name, a.name);
}

function timeOf({ name, modifiedAt }: LogFile): number {
  const written = modifiedAt === null ? NaN : Date.parse(modifiedAt);
  return Number.isNaN(written) ? (startInFileName(name)?.getTime() ?? 0) : written;
}
