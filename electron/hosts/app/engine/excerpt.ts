/**
 * A few lines of a file that a diagnosis named as evidence. Whatever a page asks for, no other file is opened; the texts
 * that it brings along are its own.
 */
import type { RequestOf } from '../../../contract/app.ts';
import type { Excerpt } from '../../../contract/app-details.ts';
import { LOG_RULES } from '../../../diagnosis/log-rules/index.ts';
import type { ConsoleText } from '../../../machine/machine.ts';
import { createMask } from '../../../remedies/editors/mask.ts';
import { logExcerpt } from '../../../survey/logs/excerpt.ts';
import { decodeText } from '../../../survey/text.ts';
import type { Sources } from './sources.ts';
import { consoleTextsOf } from './texts.ts';

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
  const given = consoleTextsOf(texts).find(({ of }) => of === path);
  if (given !== undefined) return ofText(given, line);
  if (!sources.isEvidence(source, path)) return { state: 'denied' };
  const patient = await sources.find(source);
  if (patient === null) return { state: 'not-asked' };
  const file = await patient.machine.readFile(path, { signal, limit: MOST_READ, part: 'head' });
  if (file.state !== 'known') return { state: file.state };
  const all = decodeText(file.value.bytes).text.split(/\r\n|\n|\r/);
  if (all[line - 1] === undefined) return { state: 'absent' };
  const from = Math.max(0, line - 1 - BEFORE);
  const mask = createMask();
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
