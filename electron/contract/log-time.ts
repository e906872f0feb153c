/**
 * The times of log lines. Most logs tell month and day and no year; where nothing around them tells it either, the year
 * is `0000`: enough to order the lines of one log, and nothing to show.
 */
export const NO_YEAR = 0;

/** Whether a time has a year of its own, or only the place of one. */
export function isDated(at: string): boolean {
  return !at.startsWith('0000-');
}
