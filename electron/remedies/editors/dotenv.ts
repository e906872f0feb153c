/**
 * Sets one key of a `.env` file and leaves every other byte alone. The value is quoted as python-dotenv needs it, and
 * the result is read again with the grammars of its releases: all of them must agree on the value.
 */
import { parseDotenv, resolveDotenv } from '../../survey/frameworks/dotenv.ts';
import { Refused } from '../refused.ts';

/** Releases whose grammars differ (survey/frameworks/dotenv.ts). */
const GRAMMARS = ['0.21.1', '1.2.3', null] as const;

/**
 * Replaces the last line that sets the key (case does not matter to NoneBot), or adds one at the end.
 * Throws `Refused('value-unusable')` for a value that no quoting carries, and 'code-not-understood' for a file that
 * the releases read differently.
 */
export function setEnv(text: string, key: string, value: string): string {
  const written = quotedValue(value);
  const existing = parseDotenv(text).bindings.findLast((binding) => binding.key.toLowerCase() === key.toLowerCase());
  const changed =
    existing === undefined ? withLine(text, `${key}=${written}`) : withValue(text, existing.line, written);
  const wantedKey = existing?.key ?? key;
  for (const grammar of GRAMMARS) {
    if (valuesOf(changed, grammar).get(wantedKey) !== value) throw new Refused('value-unusable', { key });
    if (!sameOthers(text, changed, wantedKey, grammar)) throw new Refused('code-not-understood', { key });
  }
  return changed;
}

/** As it stands when that is safe, else in single, else in double quotes. */
function quotedValue(value: string): string {
  // `${…}` is expanded inside every kind of quotes, and a line break would end the line for NoneBot's older parsers.
  if (value.includes('${') || /[\p{Cc}\u2028\u2029]/u.test(value)) throw new Refused('value-unusable');
  if (value === '') return '';
  if (!/^['"#\s]|\s$|\s#/.test(value)) return value;
  if (!/['\\]/.test(value)) return `'${value}'`;
  if (value.includes('\\')) throw new Refused('value-unusable');
  return `"${value.replaceAll('"', '\\"')}"`;
}

const ASSIGNMENT =
  /^([^\S\n]*(?:export[^\S\n]+)?(?:'[^']+'|[^=#\s]+)[^\S\n]*(?:=[^\S\n]*)?)('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|[^\n\r]*)/;

/** Replaces the value that begins on a line; blanks, a comment and the line end behind it stay. */
function withValue(text: string, line: number, written: string): string {
  const start = offsetOf(text, line);
  const match = ASSIGNMENT.exec(text.slice(start));
  const [, head = '', old = ''] = match ?? [];
  if (head === '') throw new Refused('code-not-understood');
  const equals = head.includes('=') ? '' : '=';
  const kept = /^['"]/.test(old) ? '' : (/\s+#.*$|\s+$/.exec(old)?.[0] ?? '');
  const end = start + head.length + old.length - kept.length;
  return text.slice(0, start) + head + equals + written + text.slice(end);
}

function withLine(text: string, line: string): string {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const ended = text === '' || /[\n\r]$/.test(text) ? text : text + eol;
  return `${ended}${line}${eol}`;
}

/** Offset of a 1-based line, by the line ends that Python knows. */
function offsetOf(text: string, line: number): number {
  const ends = /\r\n|\n|\r/g;
  for (let seen = 1; seen < line; seen++) if (ends.exec(text) === null) throw new Refused('code-not-understood');
  return ends.lastIndex;
}

function valuesOf(text: string, grammar: string | null): ReadonlyMap<string, string | null> {
  const resolved = resolveDotenv(parseDotenv(text, grammar).bindings, {});
  return new Map([...resolved].map(([key, binding]) => [key, binding.value]));
}

/** Values that are built from the changed one may change with it. */
function sameOthers(before: string, after: string, key: string, grammar: string | null): boolean {
  const [old, now] = [before, after].map((text) =>
    parseDotenv(text, grammar)
      .bindings.filter((binding) => binding.key !== key)
      .map((binding) => [binding.key, binding.value]),
  );
  return JSON.stringify(old) === JSON.stringify(now);
}
