/**
 * What a registry value means. The type is only a label that the writer chose: strings may lack their end mark or have
 * an odd length, numbers may have too few bytes. Such data is read as far as it makes sense, or left out.
 */
import type { RegistryValue, RegistryValues } from '../../machine.ts';

/** Values by name; those of no use are left out. A value may have any name, `__proto__` too. */
export function registryRecord(values: Iterable<{ name: string; type: number; data: Buffer }>): RegistryValues {
  return Object.fromEntries(
    Array.from(values, ({ name, type, data }) => [name, registryValue(type, data)] as const).filter(
      (pair): pair is [string, RegistryValue] => pair[1] !== undefined,
    ),
  );
}

/** `undefined` for types that no fact needs (binary data, links, resources) and for data that is no such thing. */
export function registryValue(type: number, data: Buffer): RegistryValue | undefined {
  return READERS[type]?.(data);
}

/** By type number (winnt.h). */
const READERS: Readonly<Record<number, (data: Buffer) => RegistryValue | undefined>> = {
  1: (data) => textOf(data).split('\0', 1)[0] ?? '', // REG_SZ
  2: (data) => textOf(data).split('\0', 1)[0] ?? '', // REG_EXPAND_SZ, variables left as written
  4: (data) => (data.length >= 4 ? data.readUInt32LE(0) : undefined), // REG_DWORD
  5: (data) => (data.length >= 4 ? data.readUInt32BE(0) : undefined), // REG_DWORD_BIG_ENDIAN
  7: (data) => strings(textOf(data)), // REG_MULTI_SZ
  11: (data) => (data.length >= 8 ? quadWord(data.readBigUInt64LE(0)) : undefined), // REG_QWORD
};

function textOf(data: Buffer): string {
  return data.toString('utf16le', 0, data.length & ~1);
}

/** Up to the empty string that closes the list. */
function strings(text: string): string[] {
  const all = text.split('\0');
  const end = all.indexOf('');
  return end < 0 ? all : all.slice(0, end);
}

/** A number as long as it is exact, else its digits. */
function quadWord(value: bigint): RegistryValue {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}
