/**
 * Reads what `reg export` writes: UTF-16LE with a byte order mark, sections of `"name"=value`. Lossless for every
 * character, unlike what `reg query` prints. An export holds the whole tree below a key; only the key itself counts.
 */
import type { RegistryValue, RegistryValues } from '../../../machine.ts';
import { registryValue } from '../registry-value.ts';

/** Values of one key, or `null` when the export does not hold it. `key` with the hive's long name. */
export function parseRegFile(bytes: Buffer, key: string): RegistryValues | null {
  const values = new Map<string, RegistryValue>();
  const wanted = `[${key.toLowerCase()}]`;
  let inside = false;
  let found = false;
  for (const [line] of textOf(bytes).matchAll(LOGICAL_LINE)) {
    if (line.startsWith('[')) {
      inside = line.trimEnd().toLowerCase() === wanted;
      found ||= inside;
    } else if (inside) {
      const entry = entryOf(line);
      if (entry?.value !== undefined) values.set(entry.name, entry.value);
    }
  }
  return found ? Object.fromEntries(values) : null;
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
