/**
 * What was seen of a machine while it was watched, as a recording keeps it: not every look, but what differed from one
 * look to the next. The first look is the base; what it saw stands at 0.
 */

export interface WatchRecord {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly lastedMs: number;
  /** How often the machine was looked at. */
  readonly looks: number;
  /** In the order in which they were noticed. */
  readonly changes: readonly WatchChange[];
  /** What was written to logs meanwhile. */
  readonly logs: readonly WatchedLog[];
}

export const WATCH_CHANGES = [
  'listening',
  'not-listening',
  'connecting',
  'connected',
  'disconnected',
  'brief',
  'started',
  'ended',
  'stalled',
  'answering',
] as const;

/**
 * `listening`, `not-listening`: a port (`local`). `connecting`: a connection is being made. `connected`: two looks saw
 * it stand. `disconnected`: it no longer stands. `brief`: it was made and was gone before a second look.
 * `started`, `ended`: a process. `stalled`, `answering`: what our own question to `remote` met.
 */
export type WatchChangeKind = (typeof WATCH_CHANGES)[number];

export interface WatchChange {
  /** Milliseconds since the watch began. */
  readonly at: number;
  readonly change: WatchChangeKind;
  /** Whose it is. */
  readonly who: 'napcat' | 'framework' | 'other';
  /** `address:port`. */
  readonly local?: string;
  readonly remote?: string;
  readonly pid?: number | null;
  /** Name of the process. */
  readonly name?: string;
}

export interface WatchedLog {
  readonly path: string;
  /** Whose log it is: napcat, nonebot, framework … */
  readonly of: string;
  /** What was added to it, whole lines from where the watch began. */
  readonly text: string;
  /** From this line (1-based) on it came at this time. */
  readonly arrivals: readonly { readonly at: number; readonly line: number }[];
}
