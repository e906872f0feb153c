/** A few lines of a text that was given, as anybody may see them: chat hidden, secrets masked. */
import type { ConsoleText } from '../../machine/machine.ts';
import type { LogRule } from '../facts.ts';
import { productsOf } from './console.ts';
import { toLines } from './lines.ts';
import { maskSecrets } from './mask.ts';
import { isChat, rulesFor } from './match.ts';
import { RecordSplitter } from './records.ts';
import type { LogRecord } from './records.ts';

/** In place of what somebody wrote. */
const HIDDEN = '…';

export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/** The lines `from` to `to`, 1-based; fewer where the text ends before. */
export function logExcerpt(
  { of, text }: ConsoleText,
  rules: readonly LogRule[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly NumberedLine[] {
  const set = rulesFor(productsOf({ of, text }), rules);
  const isMessage = (line: string): boolean => isChat(line, set);
  const splitter = new RecordSplitter(isMessage);
  const lines: NumberedLine[] = [];
  const messages: { readonly from: number; readonly to: number }[] = [];
  const note = (record: LogRecord | null, before: number): void => {
    const [first = ''] = record?.text.split('\n', 1) ?? [];
    if (record !== null && isMessage(first)) messages.push({ from: record.line, to: before });
  };
  let number = 0;
  for (const line of toLines(text)) {
    number++;
    if (number > to) break;
    note(splitter.take(line), number - 1);
    if (number >= from) lines.push({ number, text: maskSecrets(line) });
  }
  note(splitter.flush(), to);
  const hidden = (at: number): boolean => messages.some((message) => message.from <= at && at <= message.to);
  return lines.map((line) => (hidden(line.number) ? { ...line, text: HIDDEN } : line));
}
