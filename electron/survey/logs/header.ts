/**
 * How a line says that it begins a new record: every program has its own beginning, and a line without one continues
 * the record before it. One table, tried in order.
 */

/** What a record's beginning tells about its time. Months and days count from 1. */
export interface Stamp {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  /** `HH:mm:ss`. */
  readonly time: string;
  /** Minutes east of UTC, where the stamp says so. */
  readonly zone: number | null;
}

export interface Header {
  /** Index of its shape: the records of one program have one shape. */
  readonly shape: number;
  /** `null`: the shape has no time (a WebUI paste). */
  readonly stamp: Stamp | null;
  /** Where the message begins in the line. */
  readonly length: number;
}

const LEVEL = 'trace|debug|dbug|info|success|succ|warn|warning|error|erro|fatal|critical|crit|mark';
const TIME = '(?<time>[0-2]\\d:[0-5]\\d:[0-5]\\d)(?:[.,]\\d{1,6})?';
const DATE = '(?<year>20\\d\\d)[-/](?<month>\\d\\d)[-/](?<day>\\d\\d)';

const ZONE = 'Z|[+-]\\d\\d:?\\d\\d';

/** The shapes, with the programs that write them. */
const SHAPES: readonly RegExp[] = [
  // NapCat ≥ 4.1 and NoneBot (loguru): `08-20 20:15:40 [info] …`; MaiBot: `08-20 20:15:40 | INFO | …`
  new RegExp(`^(?<month>\\d\\d)-(?<day>\\d\\d) ${TIME} (?:\\[(?:${LEVEL})\\] ?|\\| ?)`, 'i'),
  // NapCat ≤ 4.0, Koishi, Overflow: `2024-11-02 11:38:01 [INFO] …`
  new RegExp(`^${DATE}[ T]${TIME}(?<zone>${ZONE})? ?`),
  // go-cqhttp, Hoshino, AstrBot's file: `[2022-05-19 12:00:00] [WARNING]: …`, `[2026-08-22 20:21:14,733 nonebot] …`
  new RegExp(`^\\[${DATE}[ T]${TIME}[^\\]]{0,40}\\] ?`),
  // AstrBot's console, Yunzai, Karin: `[20:15:40] [Core] [INFO] …`, `[TRSSYz][20:15:40.123][INFO]…`
  new RegExp(`^(?:\\[[^\\][]{1,20}\\] ?)?\\[${TIME}\\] ?`),
  // mirai's console: `20:25:30 I/Onebot: …`
  new RegExp(`^${TIME} (?=[VDIWE]/)`),
  // Pasted from NapCat's WebUI: `[ERROR] …`; Yunzai without time: `[ERRO][2000000001] …`
  new RegExp(`^\\[(?:${LEVEL})\\] ?:? ?`, 'i'),
  // uvicorn on its own, Python's logging: `INFO:     …`
  new RegExp(`^(?:${LEVEL}):\\s{1,10}`, 'i'),
];

/** The header at the beginning of a line, or `null` when the line has none. */
export function readHeader(line: string): Header | null {
  if (!MAY_BEGIN_A_HEADER.test(line)) return null;
  for (const [shape, pattern] of SHAPES.entries()) {
    const match = pattern.exec(line);
    if (match !== null) return { shape, stamp: toStamp(match.groups), length: match[0].length };
  }
  return null;
}

/** Most lines without a header are told by their first character. */
const MAY_BEGIN_A_HEADER = /^[\d[A-Za-z]/;

function toStamp(groups: Readonly<Record<string, string | undefined>> | undefined): Stamp | null {
  const time = groups?.time;
  if (time === undefined || time > '23:59:59') return null;
  const month = inRange(groups?.month, 12);
  const day = inRange(groups?.day, 31);
  const year = groups?.year;
  const zone = groups?.zone === undefined ? null : minutesEast(groups.zone);
  return { year: year === undefined ? null : Number(year), month, day, time, zone };
}

/** Of `Z`, `+08:00` or `-0330`. */
export function minutesEast(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

function inRange(digits: string | undefined, highest: number): number | null {
  const value = Number(digits);
  return value >= 1 && value <= highest ? value : null;
}
