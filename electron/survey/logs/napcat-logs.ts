/**
 * The log files of one NapCat: `<base>\logs\YYYY-MM-DD_HH-mm-ss.SSS.log`, named after the start of the program, at
 * most five parts of 5 MB (NapCat dossier §3.1). They exist only when `fileLog` is on.
 */
import type { Ask, Machine } from '../../machine/machine.ts';
import type { LogFacts, LogRule, NapCatFacts } from '../facts.ts';
import { startInFileName } from './calendar.ts';
import { newestLogs } from './newest.ts';
import type { LogFile } from './newest.ts';
import { readLog } from './read.ts';

const MAX_FILES = 3;
/** Up to 4.1 without milliseconds (https://github.com/NapNeko/NapCatQQ/issues/532). */
export const NAPCAT_LOG = /^20\d\d-\d\d-\d\d_\d\d-\d\d-\d\d(?:\.\d{3,5})?\.log$/;

/**
 * Reads the newest logs of a NapCat, newest first: those of the running program when one runs, else the last ones
 * there are. When there is nothing to read, one entry for the folder says why.
 *
 * @param index position of `napcat` in `Facts.napcats`.
 */
export async function surveyNapCatLogs(
  machine: Machine,
  napcat: NapCatFacts,
  index: number,
  rules: readonly LogRule[],
  ask: Ask = {},
): Promise<readonly LogFacts[]> {
  if (napcat.baseDir === null) return [];
  const dir = machine.paths.join(napcat.baseDir, 'logs');
  const found = await newestLogs(machine, dir, (name) => NAPCAT_LOG.test(name), ask);
  if (found.state !== 'known') return [withoutLog(dir, index, found.state)];
  const startedAt = napcat.running?.startedAt ?? null;
  const files = found.value.filter((file) => startedAt === null || isOfRun(file, startedAt)).slice(0, MAX_FILES);
  if (files.length === 0) return [withoutLog(dir, index, 'absent')];
  return Promise.all(files.map(({ path }) => readLog(machine, { path, product: 'napcat', napcat: index }, rules, ask)));
}

/** Clocks of file systems and processes differ a little. */
const SLACK_MS = 120_000;

/** A file of this run was written after the program started; without a time its name tells when its run began. */
function isOfRun({ name, modifiedAt }: LogFile, startedAt: string): boolean {
  const started = Date.parse(startedAt);
  const written = modifiedAt === null ? NaN : Date.parse(modifiedAt);
  if (Number.isNaN(started)) return true;
  if (!Number.isNaN(written)) return written >= started - SLACK_MS;
  const named = startInFileName(name)?.getTime() ?? 0;
  const wallClock = Date.parse(`${startedAt.slice(0, 19)}Z`);
  // A start told in UTC says nothing about the clock on the wall, which the name was taken from.
  return startedAt.endsWith('Z') || Number.isNaN(wallClock) || named >= wallClock - SLACK_MS;
}

function withoutLog(dir: string, napcat: number, state: LogFacts['state']): LogFacts {
  const read = { tailOnly: false, modifiedAt: null, clock: null, events: [], lastAt: null, lines: 0 };
  return { product: 'napcat', napcat, origin: { kind: 'file', path: dir }, state, ...read };
}
