/**
 * What happened to the link while somebody watched it: a time line, language-free, as hosts stream it and as it stands
 * in a diagnosis afterwards.
 */

/** What can happen, and how it is to be shown. */
export const WATCH_EVENTS = {
  /** NapCat began to connect. */
  attempt: 'info',
  /** Nobody listened there. */
  refused: 'problem',
  /** Taken and turned down at once: a handshake that was not granted. `status` when it is known. */
  rejected: 'problem',
  /** An attempt that ended in another way: no answer, a reset, no such name. */
  failed: 'problem',
  /** The link stands. */
  accepted: 'success',
  /** The link is gone after `lastedMs`. */
  closed: 'warn',
  /** Somebody opened the port that NapCat dials, and gave it up again. */
  listening: 'success',
  'not-listening': 'warn',
  /** Another program than NapCat holds a connection to the framework's port, and lets it go. */
  'rival-connected': 'warn',
  'rival-closed': 'info',
  started: 'lifecycle',
  ended: 'warn',
  /** Ended and started again. */
  restarted: 'lifecycle',
  /** Ended with an error, or soon after its start and before it had opened its port. */
  crashed: 'problem',
  /** The port takes connections and does not answer; it answers (again). */
  stalled: 'problem',
  answering: 'success',
  /** NapCat received a message; the framework did. */
  'message-received': 'info',
  'message-arrived': 'success',
  /** Another line of a log that tells something; `severity` is the line's own. */
  said: 'info',
} as const satisfies Readonly<Record<string, WatchSeverity>>;

export type WatchEventKind = keyof typeof WATCH_EVENTS;
export type WatchSeverity = 'info' | 'warn' | 'problem' | 'success' | 'lifecycle';

export interface WatchEvent {
  /** Milliseconds since the watch began. */
  readonly at: number;
  readonly kind: WatchEventKind;
  readonly severity: WatchSeverity;
  /** How often the same happened in a row, and when the last of them was. */
  readonly count: number;
  readonly lastAt: number;
  /** Whose doing: `other` is neither of the two. */
  readonly who: 'napcat' | 'framework' | 'other';
  /** How it was noticed. */
  readonly by: 'sockets' | 'processes' | 'log' | 'probe';
  /** The port that NapCat dials, where the event belongs to one. */
  readonly port?: number;
  readonly pid?: number;
  readonly process?: string;
  readonly status?: number;
  readonly lastedMs?: number;
  /** Of a log: which, the line within what was written while watching, and the line itself, masked. */
  readonly source?: string;
  readonly line?: number;
  readonly text?: string;
}

/** The time line in a diagnosis. */
export interface Watch {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly lastedMs: number;
  /** How often the machine was looked at. */
  readonly looks: number;
  /** In the order of time; of very many the first and the last ones. */
  readonly events: readonly WatchEvent[];
}

/** Limits of a watch, in seconds. */
export const WATCH_SECONDS = { least: 5, usual: 120, most: 3600 } as const;
