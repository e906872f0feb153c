/**
 * Lines become records: a beginning (see header.ts) and the lines that continue it. A record of any length takes
 * bounded memory: of very long ones (Python tracebacks with variables) the beginning and the end are kept, where the
 * message and the exception stand.
 */
import { readHeader } from './header.ts';
import type { Stamp } from './header.ts';

export interface LogRecord {
  /** 1-based number of its first line within what was read. */
  readonly line: number;
  readonly stamp: Stamp | null;
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
  readonly #takesBareLines: (lines: readonly string[]) => boolean;
  #open: OpenRecord | null = null;
  #line = 0;

  /** `chatty` says from the first lines of a record that it is somebody's message: it swallows all that follows. */
  constructor(chatty: (lines: readonly string[]) => boolean) {
    this.#takesBareLines = chatty;
  }

  get lines(): number {
    return this.#line;
  }

  /** Takes the next line; gives back the record that it completed, if it did. */
  take(raw: string): LogRecord | null {
    this.#line++;
    const line = fromServerSentEvent(raw);
    const [first = '', ...more] = line.includes('\n') ? line.split('\n') : [line];
    const header = readHeader(first);
    if (header === null && this.#open !== null && this.#continues(first, this.#open)) {
      this.#open.add(line);
      return null;
    }
    const completed = this.flush();
    if (header !== null || first !== '') {
      this.#open = new OpenRecord(this.#line, header?.stamp ?? null, header !== null, header?.length ?? 0, first);
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

  #continues(line: string, open: OpenRecord): boolean {
    if (open.headed) return !startsOnItsOwn(line) || this.#takesBareLines(open.head);
    if (/^\s/.test(line)) return line !== '';
    // A Python traceback ends with the unindented name of the exception, and pydantic says more after it.
    return line !== '' && open.isTraceback && !startsOnItsOwn(line);
  }
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
  readonly head: string[];
  readonly #tail: string[] = [];

  constructor(
    readonly line: number,
    readonly stamp: Stamp | null,
    readonly headed: boolean,
    readonly headerLength: number,
    first: string,
  ) {
    this.head = [first];
  }

  get isTraceback(): boolean {
    return this.head[0]?.startsWith('Traceback (most recent call last)') ?? false;
  }

  add(line: string): void {
    if (this.head.length < KEPT_LINES) {
      this.head.push(line);
      return;
    }
    this.#tail.push(line);
    if (this.#tail.length > KEPT_LINES) this.#tail.shift();
  }

  close(): LogRecord {
    const text = [...this.head, ...this.#tail].join('\n');
    return { line: this.line, stamp: this.stamp, headed: this.headed, headerLength: this.headerLength, text };
  }
}
