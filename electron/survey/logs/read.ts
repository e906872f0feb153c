/**
 * Reads a log file from its end: at most two megabytes, at most two seconds of work, and never holding up the
 * program. A log that is locked, gone, empty or no text at all is a state and no error.
 */
import { known } from '../../machine/answer.ts';
import type { Answer } from '../../machine/answer.ts';
import type { Ask, FileContent, Machine } from '../../machine/machine.ts';
import type { LogFacts, LogProduct, LogRule } from '../facts.ts';
import { decodeText } from '../text.ts';
import { calendarFrom, startInFileName } from './calendar.ts';
import { readHeader } from './header.ts';
import { toLines } from './lines.ts';
import { LogScan } from './scan.ts';
import type { LogIdentity } from './scan.ts';

export interface LogSource {
  readonly path: string;
  readonly product: LogProduct;
  /** Index of the NapCat whose log it is. */
  readonly napcat: number | null;
  /** Bytes to read from the end. */
  readonly limit?: number;
}

const TAIL_BYTES = 2 * 1024 * 1024;
const WORK_MS = 2000;
/** Lines between two looks at the clock. */
const PORTION = 2000;

/**
 * Reads the end of a log. The state is the file's own when it could not be read, and `timeout` when time ran out or
 * the survey was cancelled on the way: the events found until then are there all the same.
 */
export async function readLog(
  machine: Machine,
  source: LogSource,
  rules: readonly LogRule[],
  ask: Ask = {},
): Promise<LogFacts> {
  const tail = await readTail(machine, source, ask);
  const identity = identify(source, tail);
  const text = textOf(tail, machine);
  const started = startInFileName(machine.paths.basename(source.path));
  const written = identity.modifiedAt === null ? null : new Date(identity.modifiedAt);
  const ends = written === null || Number.isNaN(written.getTime()) ? machine.now() : written;
  const calendar = calendarFrom(started !== null ? { begins: started } : ends === null ? null : { ends });
  const scan = new LogScan(source.product, rules, calendar, identity.tailOnly);
  if (tail.state !== 'known') return scan.finish(identity, tail.state);

  const until = performance.now() + Math.min(WORK_MS, ask.deadline ?? WORK_MS);
  let lines = 0;
  for (const line of toLines(text)) {
    scan.take(line);
    if (++lines % PORTION !== 0) continue;
    await letOthersWork();
    if (ask.signal?.aborted === true || performance.now() > until) return scan.finish(identity, 'timeout');
  }
  return scan.finish(identity, 'known');
}

/** The same text that `readLog` counts the lines of. */
export async function readLogLines(machine: Machine, path: string, ask: Ask = {}): Promise<Answer<string>> {
  const tail = await readTail(machine, { path }, ask);
  return tail.state === 'known' ? known(textOf(tail, machine)) : tail;
}

function textOf(tail: Answer<FileContent>, { host }: Machine): string {
  return tail.state === 'known' ? decodeTail(tail.value, host.oemCodePage) : '';
}

/** The tail, with the byte order mark of the file before it where that says how to read it. */
async function readTail(
  machine: Machine,
  { path, limit = TAIL_BYTES }: Pick<LogSource, 'path' | 'limit'>,
  ask: Ask,
): Promise<Answer<FileContent>> {
  const tail = await machine.readFile(path, { ...ask, part: 'tail', limit });
  if (tail.state !== 'known' || !isCut(tail.value)) return tail;
  const head = await machine.readFile(path, { ...ask, part: 'head', limit: 2 });
  const mark = head.state === 'known' ? utf16Mark(head.value.bytes) : null;
  if (mark === null) return { ...tail, value: { ...tail.value, part: 'tail' } };
  const odd = (tail.value.size - tail.value.bytes.length) % 2;
  const bytes = new Uint8Array(Buffer.concat([mark, tail.value.bytes.subarray(odd)]));
  return { ...tail, value: { ...tail.value, bytes, part: 'tail' } };
}

function identify({ path, product, napcat }: LogSource, tail: Answer<FileContent>): LogIdentity {
  const origin = { kind: 'file', path } as const;
  if (tail.state !== 'known') return { product, napcat, origin, tailOnly: false, modifiedAt: null };
  return { product, napcat, origin, tailOnly: tail.value.part === 'tail', modifiedAt: tail.value.modifiedAt };
}

function isCut({ part, size, bytes }: FileContent): boolean {
  return part === 'tail' || size > bytes.length;
}

/** The text of a log, from its first whole line when it was cut. Empty when the bytes are no text. */
function decodeTail(content: FileContent, oemCodePage: number | undefined): string {
  const { bytes, part } = content;
  const cut = part === 'tail';
  // The program may be writing the last character just now, hence 'head'. No byte of a character is a line feed in UTF-8 and GBK, so those are cut before decoding.
  const whole = cut && utf16Mark(bytes) === null ? fromFirstLine(bytes) : bytes;
  const { text, encoding } = decodeText(whole, oemCodePage, 'head');
  if (encoding === 'binary') return '';
  return cut && utf16Mark(bytes) !== null && !beginsRecord(text.slice(0, 64))
    ? text.slice(text.indexOf('\n') + 1)
    : text;
}

const LINE_FEED = 0x0a;

function fromFirstLine(bytes: Uint8Array): Uint8Array {
  if (beginsRecord(Buffer.from(bytes.subarray(0, 64)).toString('latin1'))) return bytes;
  const end = bytes.indexOf(LINE_FEED);
  return end === -1 ? new Uint8Array() : bytes.subarray(end + 1);
}

/** A cut that happens to fall between two records loses nothing. */
function beginsRecord(text: string): boolean {
  return readHeader(text) !== null;
}

export function utf16Mark(bytes: Uint8Array): Uint8Array | null {
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked ? bytes.subarray(0, 2) : null;
}

function letOthersWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
