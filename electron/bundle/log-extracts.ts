/** The lines of a masked recording's logs that say something, with their numbers, as files to read. */
import { decodeBytes } from '../machine/recorded/bytes.ts';
import type { FileEntry, RecordingDocument } from '../machine/recorded/index.ts';
import type { LogFacts } from '../survey/facts.ts';
import { decodeText } from '../survey/text.ts';
import { visible } from './report/visible.ts';
import { safeName } from '../machine/zip/names.ts';

export interface LogExtract {
  readonly file: string;
  readonly text: string;
}

/** `logs`: those of the masked recording. */
export function logExtracts(recording: RecordingDocument, logs: readonly LogFacts[]): readonly LogExtract[] {
  const files = (recording.files ?? {}) as Readonly<Record<string, FileEntry>>;
  const texts = logs.flatMap(({ origin, product }) => {
    if (origin.kind === 'console') return [];
    const entry = files[origin.path];
    if (entry === undefined || entry === null) return [];
    const content = typeof entry === 'string' ? { text: entry } : entry;
    const bytes = decodeBytes(content, 'whole');
    return bytes === null
      ? []
      : [{ name: origin.path, product, text: decodeText(bytes, recording.host.oemCodePage ?? undefined).text }];
  });
  const consoles = (recording.console ?? []).map(({ of, text }) => ({ name: of, product: 'console', text }));
  return [...texts, ...consoles].flatMap(({ name, product, text }, index): LogExtract[] => {
    const extract = telling(text);
    const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replace(/\.(?:log|txt)$/i, '');
    return extract === '' ? [] : [{ file: `logs/${index + 1}-${product}-${safeName(base)}.txt`, text: extract }];
  });
}

const MOST_LINES = 2000;

/** Without what is nothing but a time and `…`. */
function telling(text: string): string {
  const lines = text
    .split('\n')
    .flatMap((line, index) => (/[^\s…]/u.test(line.replace(HEADER, '')) ? [`${index + 1}: ${visible(line)}`] : []));
  return lines.length === 0 ? '' : `${lines.slice(-MOST_LINES).join('\n')}\n`;
}

const HEADER = /^(?:\[?[\d/-]{5,10}[ T][\d:.,]{8,15}\]? ?)?(?:\[[^\]]{1,20}\] ?)?/;
