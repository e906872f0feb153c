/** What logs and pasted texts say, and the rules that read them. */
import type { VerdictCode } from '../../contract/codes.ts';
import type { AnswerState } from '../../machine/answer.ts';

/** `user`: the reporter's own words, and whatever was pasted among them. */
export type LogProduct = 'napcat' | 'launcher' | 'nonebot' | 'framework' | 'windows' | 'user';

/** `wire`: frames of the OneBot protocol, which any program may print. */
export type RuleProduct = LogProduct | 'wire';

export interface LogFacts {
  readonly product: LogProduct;
  readonly napcat: number | null;
  readonly origin: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'console'; readonly of: string };
  readonly state: AnswerState;
  /** Whether only the end of the log was read. */
  readonly tailOnly: boolean;
  readonly modifiedAt: string | null;
  /** In the order of the log. */
  readonly events: readonly LogEvent[];
  readonly clock: LogClock;
  /** Time of the last record of any kind, when records carry times. */
  readonly lastAt: string | null;
  /** How many lines were read. */
  readonly lines: number;
}

/**
 * The clock that a log's times were taken from. A number: so many minutes east of UTC, as the log itself states or
 * Docker's time beside its own shows. `container`: a container's, in whatever zone that has. `null`: nothing is said.
 */
export type LogClock = number | 'container' | null;

export interface LogEvent {
  /** Id of the rule that matched. */
  readonly rule: string;
  /** ISO 8601 without zone, by the log's own clock, when the record has a time. The year is `0000` where none is known. */
  readonly at: string | null;
  /** 1-based line within what was read. */
  readonly line: number;
  /** Counts the starts seen so far in this log: events of an earlier boot are history. */
  readonly boot: number;
  /** The record, cut to 300 characters, secrets and chat text masked. */
  readonly text: string;
  readonly captures: Readonly<Record<string, string>>;
  /** How often the same rule with the same captures matched in a row: from `at`, `line` to `lastAt`, `lastLine`. */
  readonly count: number;
  /** Time and line of the last of them; equal to `at` and `line` when `count` is 1. */
  readonly lastAt: string | null;
  readonly lastLine: number;
}

/** A log rule is one line of data; the list lives in diagnosis/log-rules and is handed to the survey. */
export interface LogRule {
  readonly id: string;
  readonly product: RuleProduct;
  /** Tried on one record (first line and continuation lines joined by \n), ANSI codes removed. */
  readonly pattern: RegExp;
  /** A record that this matches too is not meant. */
  readonly unless?: RegExp;
  /** One event a match instead of one a record; the pattern carries `g`. For lists. */
  readonly each?: true;
  /** Counts only when none of these rules matched in the few records before, and there are records before. */
  readonly notAfter?: readonly string[];
  /** Counts only when one of these rules matched in the few records before. */
  readonly onlyAfter?: readonly string[];
  /** The record carries what people wrote: no other rule sees it, and the pattern matches fixed marks only. */
  readonly chat?: true;
  /** A new start of the program: what came before is another boot. */
  readonly startsBoot?: true;
  readonly meaning: LogMeaning;
  /** Where the text comes from: repository path or public report. */
  readonly origin: string;
  /** A line that the rule must match. */
  readonly sample: string;
}

/** What a line says by itself, before anything else is known. */
export interface LogMeaning {
  /** `success` and `lifecycle` are turning points: equal events before and after one are not counted together. */
  readonly severity: 'info' | 'warn' | 'problem' | 'success' | 'lifecycle';
  /** The usual root cause, only where this line alone proves it. */
  readonly code?: VerdictCode;
  /** Ids of rules whose earlier events are history once this line was seen. */
  readonly heals?: readonly string[];
}
