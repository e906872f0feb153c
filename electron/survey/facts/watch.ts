/** What happened while the machine was watched. */
import type { WatchChange } from '../../machine/watch-record.ts';
import type { LogMeaning, LogProduct } from './logs.ts';

export interface WatchFacts {
  readonly startedAt: string;
  readonly lastedMs: number;
  readonly looks: number;
  readonly changes: readonly WatchChange[];
  /** What logs said meanwhile, every line by itself, in the order of arrival. */
  readonly lines: readonly WatchedLine[];
}

export interface WatchedLine {
  /** Milliseconds since the watch began. */
  readonly at: number;
  readonly product: LogProduct;
  readonly source: string;
  /** 1-based within what was written meanwhile. */
  readonly line: number;
  readonly rule: string;
  readonly severity: LogMeaning['severity'];
  /** Masked. */
  readonly text: string;
  readonly captures: Readonly<Record<string, string>>;
}
