/** The time line of the logs as the user wants to see it: by level, by side, by words; the newest first part of it. */
import type { LogProductName, TimelineEvent } from '../../electron/contract/app-details.ts';

export const LEVELS = ['all', 'trouble', 'problem', 'warn', 'success', 'lifecycle', 'info'] as const;

export interface TimelineFilter {
  /** `trouble`: problems and warnings. */
  readonly level: (typeof LEVELS)[number];
  readonly product: LogProductName | 'all';
  /** All must occur, in any order; case does not matter. */
  readonly words: string;
}

export const NO_FILTER: TimelineFilter = { level: 'all', product: 'all', words: '' };

/** Shown at once; more on request. */
export const PAGE = 50;

export function filtered(
  events: readonly TimelineEvent[],
  { level, product, words }: TimelineFilter,
): readonly TimelineEvent[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return events.filter((event) => {
    if (product !== 'all' && event.product !== product) return false;
    if (!isOfLevel(event, level)) return false;
    if (wanted.length === 0) return true;
    const text = `${event.text}\n${event.source}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function isOfLevel({ severity }: TimelineEvent, level: TimelineFilter['level']): boolean {
  if (level === 'all') return true;
  return level === 'trouble' ? severity === 'problem' || severity === 'warn' : severity === level;
}

/** Whose lines there are, in the order in which they first appear. */
export function productsIn(events: readonly TimelineEvent[]): readonly LogProductName[] {
  return [...new Set(events.map(({ product }) => product))];
}
