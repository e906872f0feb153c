/**
 * Our own log for a bundle: what this look at the machine did and when, and which of it failed. Its words are ours; of
 * a fault's message only what may leave does, of its stack the places in our own program.
 */
import { maskForeign } from './redact/foreign.ts';
import type { Pseudonyms } from './redact/pseudonyms.ts';

export interface OwnLog {
  note(what: string, state: string): void;
  fault(where: string, error: unknown): void;
  /** Called when everything that must be masked is known. `earlier`: what the host wrote down before. */
  text(names: Pseudonyms, earlier: string): string;
}

type Entry =
  | { readonly ms: number; readonly said: string }
  | { readonly ms: number; readonly where: string; readonly error: unknown };

export function createOwnLog(clock: () => number = () => performance.now()): OwnLog {
  const began = clock();
  const entries: Entry[] = [];
  const ms = (): number => Math.round(clock() - began);
  return {
    note: (what, state) => void entries.push({ ms: ms(), said: `${what}: ${state}` }),
    fault: (where, error) => void entries.push({ ms: ms(), where, error }),
    text: (names, earlier) =>
      [...maskLines(earlier, names), ...entries.map((entry) => lineOf(entry, names)), ''].join('\n'),
  };
}

function lineOf(entry: Entry, names: Pseudonyms): string {
  const time = `+${String(entry.ms).padStart(5)} ms`;
  if ('said' in entry) return `${time}  ${entry.said}`;
  const { error } = entry;
  const text = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  return `${time}  ${entry.where}: fault\n${maskLines(text, names).join('\n')}`;
}

/** A line of a stack: the function, and the file's name without the folders in which it lies. */
const FRAME =
  /^\s*at (?:(?<name>[\w.$<>[\] ]{1,80}) \()?(?:[^()\n]*[\\/])?(?<file>[\w.-]{1,80}\.[cm]?[jt]s):(?<line>\d+):(?<column>\d+)\)?$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z /;

function maskLines(text: string, names: Pseudonyms): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    if (line.trim() === '') return [];
    const frame = FRAME.exec(line)?.groups;
    if (frame !== undefined) {
      const { name = '', file = '', line: row = '', column = '' } = frame;
      return [`    at ${name === '' ? '' : `${name} `}${file}:${row}:${column}`];
    }
    const time = TIME.exec(line)?.[0] ?? '';
    return [time + maskForeign(line.slice(time.length), names)];
  });
}
