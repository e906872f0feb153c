/**
 * Reads what `reg export` writes: UTF-16LE with a byte order mark, sections of `"name"=value`. Lossless for every
 * character, unlike what `reg query` prints. An export holds the whole tree below a key.
 */
import type { RegistryValue, RegistryValues } from '../../../machine.ts';
import { registryValue } from '../registry-value.ts';

/** Values by key, of every key that the file holds. Keys in lower case, with the long name of their hive. */
export function parseRegFile(bytes: Buffer): ReadonlyMap<string, RegistryValues> {
  const keys = new Map<string, Map<string, RegistryValue>>();
  let values: Map<string, RegistryValue> | undefined;
  for (const [line] of textOf(bytes).matchAll(LOGICAL_LINE)) {
    if (line.startsWith('[')) {
      values = new Map();
      keys.set(line.trimEnd().slice(1, -1).toLowerCase(), values);
      continue;
    }
    const entry = values === undefined ? undefined : entryOf(line);
    if (entry?.value !== undefined) values?.set(entry.name, entry.value);
  }
  return new Map(Array.from(keys, ([key, found]) => [key, Object.fromEntries(found)]));
}

/**
 * Text in quotes may hold line breaks, and long hex data goes on after a backslash at the end of the line. A section's
 * heading never holds either, nor quotes that matter.
 */
const LOGICAL_LINE = /^\[[^\r\n]*|(?:"(?:\\[^]|[^"\\])*"|\\\r?\n|[^"\r\n\\])+/gm;

function textOf(bytes: Buffer): string {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le', 2) : bytes.toString('latin1');
}

/** `@` names the default value. */
function entryOf(line: string): { name: string; value: RegistryValue | undefined } | undefined {
  const match = /^(?:@|"((?:\\[^]|[^"\\])*)")=([^]*)$/.exec(line);
  return match === null ? undefined : { name: unescape(match[1] ?? ''), value: valueOf(match[2] ?? '') };
}

function valueOf(text: string): RegistryValue | undefined {
  const quoted = /^"((?:\\[^]|[^"\\])*)"/.exec(text);
  if (quoted !== null) return unescape(quoted[1] ?? '');
  const dword = /^dword:([0-9a-f]{1,8})/i.exec(text);
  if (dword !== null) return Number.parseInt(dword[1] ?? '', 16);
  const hex = /^hex(?:\(([0-9a-f]+)\))?:([^]*)$/i.exec(text);
  if (hex === null) return undefined;
  const type = hex[1] === undefined ? REG_BINARY : Number.parseInt(hex[1], 16);
  return registryValue(type, Buffer.from((hex[2] ?? '').replace(/[^0-9a-f]/gi, ''), 'hex'));
}

const REG_BINARY = 3;

function unescape(text: string): string {
  return text.replace(/\\([^])/g, '$1');
}
