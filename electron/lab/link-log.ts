/** What happened on one connection: told as events at once, and kept as tallies, so that hours cost no memory. */
import type { Frame, FrameKind, Handshake, LabEvent, LinkReport, Peer } from '../contract/lab.ts';
import { readFrame } from './frames.ts';
import type { ReadFrame } from './frames.ts';

/** Calls that wait for their answer; more are counted and not timed. */
const MOST_OPEN_CALLS = 1_000;
const LONGEST_REASON = 120;

export interface Teller {
  /** Milliseconds since the stand-in began. */
  readonly now: () => number;
  readonly tell: (event: LabEvent) => void;
}

export function teller(onEvent: (event: LabEvent) => void = () => undefined): Teller {
  const started = performance.now();
  return { now: () => Math.round(performance.now() - started), tell: onEvent };
}

export class LinkLog {
  readonly #began: number;
  readonly #tallies: Record<Peer, Partial<Record<FrameKind, number>>> = { napcat: {}, framework: {} };
  /** When each call that waits for its answer went out, by its echo and by who asked. */
  readonly #open = new Map<string, number>();
  #answered = 0;
  #slowestMs: number | null = null;
  #heartbeatMs: number | null = null;
  #online: boolean | null = null;
  #status: number | null = null;
  #reached = true;
  #close: LinkReport['close'] = null;

  constructor(
    readonly link: number,
    readonly handshake: Handshake,
    readonly to: Teller,
  ) {
    this.#began = to.now();
    to.tell({ kind: 'handshake', atMs: this.#began, link, handshake });
  }

  opened(): void {
    const atMs = this.to.now();
    this.to.tell({ kind: 'open', atMs, link: this.link, tookMs: atMs - this.#began });
  }

  refused(status: number): void {
    this.#status = status;
    this.to.tell({ kind: 'refused', atMs: this.to.now(), link: this.link, status });
  }

  unreached(outcome: string): void {
    this.#reached = false;
    this.to.tell({ kind: 'unreached', atMs: this.to.now(), link: this.link, outcome });
  }

  frame(from: Peer, bytes: Buffer, isBinary: boolean): ReadFrame {
    const read = readFrame(bytes, isBinary);
    const frame = this.#timed(from, read);
    this.#tallies[from][frame.kind] = (this.#tallies[from][frame.kind] ?? 0) + 1;
    if (from === 'napcat' && frame.kind === 'heartbeat') {
      this.#heartbeatMs = frame.interval ?? this.#heartbeatMs;
      this.#online = frame.online ?? this.#online;
    }
    this.to.tell({ kind: 'frame', atMs: this.to.now(), link: this.link, from, frame });
    return { ...read, frame };
  }

  /** Only the first end counts: the other one follows from it. */
  closed(by: Peer | 'us', code: number, reason: string): void {
    if (this.#close !== null) return;
    this.#close = { by, code, reason: reason.slice(0, LONGEST_REASON) };
    this.to.tell({ kind: 'closed', atMs: this.to.now(), link: this.link, ...this.#close });
  }

  /** Whether the framework was there at all. */
  get isReached(): boolean {
    return this.#reached;
  }

  get isClosed(): boolean {
    return this.#close !== null;
  }

  count(from: Peer, kind: FrameKind): number {
    return this.#tallies[from][kind] ?? 0;
  }

  report(): LinkReport {
    return {
      handshake: this.handshake,
      fromNapcat: { ...this.#tallies.napcat },
      fromFramework: { ...this.#tallies.framework },
      heartbeatMs: this.#heartbeatMs,
      online: this.#online,
      calls: { answered: this.#answered, open: this.#open.size, slowestMs: this.#slowestMs },
      status: this.#status,
      close: this.#close,
    };
  }

  /** An answer goes the other way than its call, with the same echo. */
  #timed(from: Peer, { frame, echo }: ReadFrame): Frame {
    if (echo === null) return frame;
    if (frame.kind === 'call') {
      if (this.#open.size < MOST_OPEN_CALLS) this.#open.set(`${from} ${echo}`, this.to.now());
      return frame;
    }
    const key = `${from === 'napcat' ? 'framework' : 'napcat'} ${echo}`;
    const asked = this.#open.get(key);
    if (frame.kind !== 'answer' || asked === undefined) return frame;
    this.#open.delete(key);
    this.#answered++;
    const tookMs = this.to.now() - asked;
    this.#slowestMs = Math.max(this.#slowestMs ?? 0, tookMs);
    return { ...frame, tookMs };
  }
}

/** The first and the latest connections: a client that is refused every second makes thousands. */
export class LinkLogs {
  readonly #first: LinkLog[] = [];
  readonly #latest: LinkLog[] = [];
  #count = 0;

  constructor(readonly to: Teller) {}

  begin(handshake: Handshake): LinkLog {
    const log = new LinkLog(++this.#count, handshake, this.to);
    if (this.#first.length < KEPT) this.#first.push(log);
    else {
      this.#latest.push(log);
      if (this.#latest.length > KEPT) this.#latest.shift();
    }
    return log;
  }

  get all(): readonly LinkLog[] {
    return [...this.#first, ...this.#latest];
  }
}

const KEPT = 8;
