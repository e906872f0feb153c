/**
 * Lines become records: a beginning (see header.ts) and the lines that continue it. A record of any length takes
 * bounded memory: of very long ones (Python tracebacks with variables) the beginning and the end are kept, where the
 * message and the exception stand.
 */
import { Unwrapper } from './collectors.ts';
import { readHeader } from './header.ts';
import type { Header, Stamp } from './header.ts';

export interface LogRecord {
  /** 1-based number of its first line within what was read. */
  readonly line: number;
  readonly stamp: Stamp | null;
  /** When whoever collected it got its first line, in milliseconds, where that is told with its zone. */
  readonly collectedAt: number | null;
  /** Whether Docker collected it. */
  readonly fromContainer: boolean;
  /** Whether it began with a header; bare lines of launchers and tracebacks do not. */
  readonly headed: boolean;
  /** Its lines joined by \n, header included. */
  readonly text: string;
  /** Length of the header in `text`. */
  readonly headerLength: number;
}

/** Kept of a record at either end. */
const KEPT_LINES = 32;

export class RecordSplitter {
  readonly #isChat: (firstLine: string) => boolean;
  readonly #unwrapper = new Unwrapper();
  #open: OpenRecord | null = null;
  #line = 0;

  /** `isChat` tells from the first line of a record that it is somebody's message, which may hold anything. */
  constructor(isChat: (firstLine: string) => boolean) {
    this.#isChat = isChat;
  }

  get lines(): number {
    return this.#line;
  }

  /** Takes the next line; gives back the record that it completed, if it did. */
  take(raw: string): LogRecord | null {
    this.#line++;
    const line = fromServerSentEvent(this.#unwrapper.unwrap(raw));
    const [first = '', ...more] = line.includes('\n') ? line.split('\n') : [line];
    const header = readHeader(first);
    if (this.#open !== null && continues(first, header, this.#open)) {
      this.#open.add(line);
      return null;
    }
    const completed = this.flush();
    if (first !== '') {
      const { collectedAt, fromContainer } = this.#unwrapper;
      this.#open = new OpenRecord(this.#line, header, first, this.#isChat(first), { collectedAt, fromContainer });
      for (const one of more) this.#open.add(one);
    }
    return completed;
  }

  /** The record still open, at the end of the log. */
  flush(): LogRecord | null {
    const open = this.#open;
    this.#open = null;
    return open?.close() ?? null;
  }
}

function continues(line: string, header: Header | null, open: OpenRecord): boolean {
  if (open.isChat && open.header !== null) return header === null || isQuoted(header, open.header, open.length);
  if (header !== null) return false;
  if (open.header !== null) return !startsOnItsOwn(line);
  if (/^\s/.test(line)) return true;
  // A Python traceback ends with the unindented name of the exception, and pydantic says more after it.
  return line !== '' && open.isTraceback && !startsOnItsOwn(line);
}

/** Somebody pastes no more of a log than this into one message. */
const MAX_QUOTED_LINES = 200;

/**
 * People paste logs into chats. A record that has another shape than the message before it, or is older, was pasted
 * and belongs to the message. Nobody can paste a line of the future.
 */
function isQuoted(header: Header, message: Header, lines: number): boolean {
  if (lines > MAX_QUOTED_LINES) return false;
  if (header.shape !== message.shape) return true;
  if (header.stamp === null || message.stamp === null) return false;
  const newYear = message.stamp.month === 12 && header.stamp.month === 1;
  return !newYear && sortable(header.stamp) < sortable(message.stamp);
}

function sortable({ year, month, day, time }: Stamp): string {
  return [year ?? 0, month ?? 0, day ?? 0].map((part) => String(part).padStart(4, '0')).join('-') + time;
}

/** Bare lines that belong to nobody's record, wherever they stand: launchers and prompts. */
function startsOnItsOwn(line: string): boolean {
  return /^(?:argv\[|Boot Command:|\[NapCat Backend\]|Creating pipe:|Process exited|NapCat (?:Shell|Framework) App|[A-Z]:\\[^\n>]{0,200}>)/.test(
    line,
  );
}

/**
 * One message of NapCat's real-time log (`data: {"level":"info","message":"…"}`, NapCat dossier §3.1) as the record
 * that it stands for; any other line as it is.
 */
function fromServerSentEvent(line: string): string {
  if (!/^(?:data: ?)?\{"level":/.test(line)) return line;
  try {
    const event: unknown = JSON.parse(line.replace(/^data: ?/, ''));
    if (typeof event !== 'object' || event === null || !('level' in event) || !('message' in event)) return line;
    return `[${String(event.level)}] ${String(event.message)}`;
  } catch {
    return line;
  }
}

class OpenRecord {
  readonly #head: string[];
  readonly #tail: string[] = [];
  /** Lines so far, dropped ones included. */
  length = 1;

  constructor(
    readonly line: number,
    readonly header: Header | null,
    first: string,
    readonly isChat: boolean,
    readonly collected: Pick<LogRecord, 'collectedAt' | 'fromContainer'>,
  ) {
    this.#head = [first];
  }

  get isTraceback(): boolean {
    return this.#head[0]?.startsWith('Traceback (most recent call last)') ?? false;
  }

  add(line: string): void {
    this.length++;
    if (this.#head.length < KEPT_LINES) {
      this.#head.push(line);
      return;
    }
    this.#tail.push(line);
    if (this.#tail.length > KEPT_LINES) this.#tail.shift();
  }

  close(): LogRecord {
    const { line, header, collected } = this;
    const text = [...this.#head, ...this.#tail].join('\n');
    const { stamp = null, length = 0 } = header ?? {};
    return { line, stamp, ...collected, headed: header !== null, text, headerLength: length };
  }
}
