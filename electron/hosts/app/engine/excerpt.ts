/**
 * A few lines of a file that a diagnosis named as evidence, of a log that it read, or of a text that was given with the
 * machine. Whatever a page asks for, no other file is opened.
 */
import type { RequestOf } from '../../../contract/app.ts';
import type { Excerpt } from '../../../contract/app-details.ts';
import { LOG_RULES } from '../../../diagnosis/log-rules/index.ts';
import type { ConsoleText } from '../../../machine/machine.ts';
import { createMask } from '../../../remedies/editors/mask.ts';
import { logExcerpt } from '../../../survey/logs/excerpt.ts';
import { readLogLines } from '../../../survey/logs/read.ts';
import { decodeText } from '../../../survey/text.ts';
import { patientOf } from './examine.ts';
import type { Sources } from './sources.ts';

/** Lines before the named one, and behind it: an entry is named by its first line, and what matters stands in it. */
const BEFORE = 2;
const BEHIND = 11;
/** Configurations are smaller; of anything larger the head has to do. */
const MOST_READ = 1024 * 1024;
const LONGEST_LINE = 300;

export async function excerptOf(
  sources: Sources,
  { source, texts, path, line }: RequestOf<'excerpt'>,
  signal: AbortSignal,
): Promise<Excerpt> {
  const patient = await patientOf(sources, { source, texts });
  if (patient === null) return { state: 'not-asked' };
  const { machine } = patient;
  const given = machine.console().find(({ of }) => of === path);
  if (given !== undefined) return ofText(given, line);
  const role = sources.roleOf(source, path);
  // What is no path was said by a program, and nobody kept it.
  if (role === null) return { state: machine.paths.isAbsolute(path) ? 'denied' : 'absent' };
  if (role === 'log') {
    const log = await readLogLines(machine, path, { signal });
    return log.state === 'known' ? ofText({ of: path, text: log.value }, line) : { state: log.state };
  }
  const file = await machine.readFile(path, { signal, limit: MOST_READ, part: 'head' });
  if (file.state !== 'known') return { state: file.state };
  const all = decodeText(file.value.bytes).text.split(/\r\n|\n|\r/);
  if (all[line - 1] === undefined) return { state: 'absent' };
  const from = Math.max(0, line - 1 - BEFORE);
  // As the evidence calls them: two files that agree in their token, or do not, have to show it here as well.
  const mask = createMask(sources.namesOf(source));
  return {
    state: 'known',
    lines: all
      .slice(from, line + BEHIND)
      .map((text, index) => ({ number: from + index + 1, text: mask(text).slice(0, LONGEST_LINE) })),
  };
}

function ofText(given: ConsoleText, line: number): Excerpt {
  const lines = logExcerpt(given, LOG_RULES, { from: Math.max(1, line - BEFORE), to: line + BEHIND });
  if (!lines.some(({ number }) => number === line)) return { state: 'absent' };
  return { state: 'known', lines: lines.map(({ number, text }) => ({ number, text: text.slice(0, LONGEST_LINE) })) };
}
