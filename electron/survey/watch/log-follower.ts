/** Reads what is added to a log while it is watched. A log that was begun anew is read from its beginning. */
import { valueOf } from '../../machine/answer.ts';
import type { Ask, FileContent, Machine } from '../../machine/machine.ts';
import type { WatchedLog } from '../../machine/watch-record.ts';
import { utf16Mark } from '../logs/read.ts';
import { decodeText } from '../text.ts';
import type { FollowedLog } from './scope.ts';

/** Bytes kept of one log. Nobody reproduces a problem in more. */
const MOST_BYTES = 512 * 1024;
const LINE_FEED = 0x0a;

export class LogFollower {
  #size: number | null = null;
  #mark: Uint8Array = new Uint8Array();
  #held = Buffer.alloc(0);
  #lines = 0;
  readonly #arrivals: { at: number; line: number }[] = [];

  /** `fromStart`: a log that was not there before, of which every line is news. */
  constructor(
    readonly machine: Machine,
    readonly log: FollowedLog,
    fromStart: boolean,
  ) {
    if (fromStart) this.#size = 0;
  }

  async look(at: number, ask: Ask): Promise<void> {
    const stat = valueOf(await this.machine.stat(this.log.path, ask));
    const size = stat?.size;
    if (size == null) return;
    if (this.#size === null) await this.#begin(size, ask);
    else if (size < this.#size) this.#size = 0;
    if (this.#size === null || size <= this.#size || this.#held.length >= MOST_BYTES) return;
    const added = await this.#read(size, ask);
    if (added === null) return;
    this.#held = Buffer.concat([this.#held, added]).subarray(0, MOST_BYTES);
    const lines = this.#text().split('\n').length - 1;
    if (lines > this.#lines) this.#arrivals.push({ at, line: this.#lines + 1 });
    this.#lines = lines;
  }

  /** `null`: nothing was written. */
  result(): WatchedLog | null {
    if (this.#lines === 0) return null;
    const text = this.#text();
    return {
      ...{ path: this.log.path, of: this.log.of, text: text.slice(0, text.lastIndexOf('\n') + 1) },
      arrivals: [...this.#arrivals],
    };
  }

  async #begin(size: number, ask: Ask): Promise<void> {
    const head = valueOf(await this.machine.readFile(this.log.path, { ...ask, part: 'head', limit: 2 }));
    this.#mark = utf16Mark(head?.bytes ?? new Uint8Array()) ?? new Uint8Array();
    this.#size = size;
  }

  /** What was added since. The file may grow while it is read, so the answer says where it lies. */
  async #read(size: number, ask: Ask): Promise<Uint8Array | null> {
    const from = this.#size ?? 0;
    const content = await this.#tail(size - from, ask);
    // More was written between the two questions.
    const later = content !== null && startOf(content) > from ? await this.#tail(content.size - from, ask) : content;
    if (later === null) return null;
    const bytes = later.bytes.subarray(Math.max(0, from - startOf(later)));
    const end = later.bytes.length - bytes.length + startOf(later) + wholeLines(bytes);
    this.#size = end;
    return bytes.subarray(0, wholeLines(bytes));
  }

  async #tail(limit: number, ask: Ask): Promise<FileContent | null> {
    const wanted = Math.min(limit, MOST_BYTES);
    return valueOf(await this.machine.readFile(this.log.path, { ...ask, part: 'tail', limit: wanted })) ?? null;
  }

  #text(): string {
    return decodeText(Buffer.concat([this.#mark, this.#held]), this.machine.host.oemCodePage, 'head').text;
  }
}

function startOf({ size, bytes }: FileContent): number {
  return size - bytes.length;
}

/** Up to the last line end; of UTF-16 the zero byte behind it belongs to it. */
function wholeLines(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  return end > 0 && bytes[end] === 0 ? end + 1 : end;
}
