/**
 * Records say month and day but no year and no zone (NapCat dossier §3.1). The year comes from the start time in the
 * file's name, else from when the file was last written or, for pasted text, from now. A log that was begun in
 * December and read in January crosses the year either way.
 */
import { NO_YEAR } from '../../contract/log-time.ts';
import type { Stamp } from './header.ts';

export interface Calendar {
  /** ISO 8601 without zone, or `null` when the stamp names no day and none is known. */
  at(stamp: Stamp): string | null;
}

/** The first or the last day that the records can have. A day of slack covers zones. */
export type Anchor = { readonly begins: Date } | { readonly ends: Date };

/** Without an anchor only stamps that tell their year have one. */
export function calendarFrom(anchor: Anchor | null): Calendar {
  if (anchor === null) {
    return {
      at: ({ year, month, day, time }) =>
        month === null || day === null ? null : iso(year ?? NO_YEAR, month, day, time),
    };
  }
  const begins = 'begins' in anchor;
  const limit = begins ? anchor.begins.getTime() - DAY_MS : anchor.ends.getTime() + DAY_MS;
  const limitYear = new Date(limit).getUTCFullYear();
  const yearOf = (month: number, day: number): number => {
    const inLimitYear = Date.UTC(limitYear, month - 1, day);
    if (begins) return inLimitYear + DAY_MS > limit ? limitYear : limitYear + 1;
    return inLimitYear <= limit ? limitYear : limitYear - 1;
  };
  return {
    at({ year, month, day, time }) {
      if (month !== null && day !== null) return iso(year ?? yearOf(month, day), month, day, time);
      // A shape with a time only (Yunzai, AstrBot's console): the day is the file's, which is named after it.
      if (!begins) return null;
      const date = anchor.begins;
      return iso(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), time);
    },
  };
}

const DAY_MS = 86_400_000;

function iso(year: number, month: number, day: number, time: string): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * The start that a log's file name tells, read as if it were UTC: NapCat's `2025-02-20_19-02-15.417.log` (with a digit
 * more when rotated), Yunzai's `command.2025-11-02.log`. `null` when it names none.
 */
export function startInFileName(name: string): Date | null {
  const match = /(20\d\d)-(\d\d)-(\d\d)(?:[_T ](\d\d)-(\d\d)-(\d\d))?/.exec(name);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  return Number.isNaN(time) ? null : new Date(time);
}
