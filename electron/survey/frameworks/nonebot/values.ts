/** How NoneBot turns the text of a setting into a value: pydantic's rules, and Python's JSON. */
import { isIP } from 'node:net';

/** pydantic's `int` from text: blanks around it, a sign, single underscores and `.0` are fine; `1e4` is not. */
export function portFrom(text: string | null): number | null {
  const digits = /^\s*\+?(\d+(?:_\d+)*)(?:\.0+)?\s*$/.exec(text ?? '')?.[1];
  const port = digits === undefined ? NaN : Number(digits.replaceAll('_', ''));
  return port >= 1 && port <= 65535 ? port : null;
}

/** pydantic's `IPvAnyAddress`: a literal. `localhost` ends NoneBot. */
export function isAddress(text: string | null): boolean {
  return text !== null && isIP(text) !== 0;
}

/** What NoneBot makes of a custom setting: JSON where it parses, else the text. */
export function jsonOrText(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return text;
  if (/^(?:NaN|-?Infinity)$/.test(trimmed)) return Number(trimmed);
  try {
    return JSON.parse(trimmed);
  } catch {
    return text;
  }
}

/** Python's `str()` of a JSON scalar, which is how pydantic 1 makes a string of it. */
export function pythonText(value: unknown, source: string): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'number') return source;
  const isInteger = /^-?\d+$/.test(source.trim());
  return isInteger || !Number.isInteger(value) ? String(value) : `${value}.0`;
}

/** Drivers are module paths; `~` stands for `nonebot.drivers.`. A bare `fastapi` imports the library itself and fails. */
export function driverWithoutTilde(driver: string): string | null {
  return driver.split('+').find((part) => /^(?:fastapi|quart|httpx|websockets|aiohttp|none)(?::|$)/.test(part)) ?? null;
}
