/** advapi32: reading the registry in-process. Six hundred values take some tens of milliseconds. */
import { koffi, once, utf16, Win32Error, type Handle, type Out } from './koffi.ts';

export interface RawValue {
  /** Empty for the default value. */
  readonly name: string;
  /** REG_SZ 1, REG_EXPAND_SZ 2, REG_BINARY 3, REG_DWORD 4 … */
  readonly type: number;
  readonly data: Buffer;
}

/** Predefined keys by the names that people write (winreg.h). */
const HIVES: Readonly<Record<string, number>> = {
  HKCR: 0x80000000,
  HKEY_CLASSES_ROOT: 0x80000000,
  HKCU: 0x80000001,
  HKEY_CURRENT_USER: 0x80000001,
  HKLM: 0x80000002,
  HKEY_LOCAL_MACHINE: 0x80000002,
  HKU: 0x80000003,
  HKEY_USERS: 0x80000003,
  HKCC: 0x80000005,
  HKEY_CURRENT_CONFIG: 0x80000005,
};

/** Values of a key. Throws `Win32Error`: 2 or 3 when the key does not exist, 5 when access is refused. */
export function registryValues(key: string): RawValue[] {
  return withKey(key, (handle) => {
    const values: RawValue[] = [];
    let data = Buffer.alloc(INITIAL_DATA);
    for (let index = 0; index < MAX_ENTRIES;) {
      const nameUnits: Out<number> = [MAX_NAME_UNITS];
      const type: Out<number> = [0];
      const size: Out<number> = [data.length];
      const error = api().enumValue(handle, index, nameBuffer(), nameUnits, null, type, data, size);
      if (error === ERROR_NO_MORE_ITEMS) break;
      if (error === ERROR_MORE_DATA && data.length < MAX_DATA) {
        data = Buffer.alloc(Math.min(MAX_DATA, Math.max(size[0], data.length * 2)));
        continue;
      }
      index++;
      // What is larger than the limit is nothing we ask for: leave it out rather than fail the key.
      if (error === ERROR_MORE_DATA) continue;
      if (error !== 0) throw new Win32Error('RegEnumValueW', error);
      values.push({
        name: utf16(nameBuffer(), nameUnits[0] * 2),
        type: type[0],
        data: Buffer.from(data.subarray(0, size[0])),
      });
    }
    return values;
  });
}

/** Names of the keys below a key. Throws as `registryValues` does. */
export function registrySubkeys(key: string): string[] {
  return withKey(key, (handle) => {
    const names: string[] = [];
    while (names.length < MAX_ENTRIES) {
      const units: Out<number> = [MAX_NAME_UNITS];
      const error = api().enumKey(handle, names.length, nameBuffer(), units, null, null, null, null);
      if (error === ERROR_NO_MORE_ITEMS) break;
      if (error !== 0) throw new Win32Error('RegEnumKeyExW', error);
      names.push(utf16(nameBuffer(), units[0] * 2));
    }
    return names;
  });
}

const ERROR_BAD_PATHNAME = 161;
const ERROR_MORE_DATA = 234;
const ERROR_NO_MORE_ITEMS = 259;
/** KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS | KEY_WOW64_64KEY: the one 64-bit view, also from elsewhere. */
const READ_64 = 0x0001 | 0x0008 | 0x0100;
/** A value's name has at most 16383 characters, a key's 255. */
const MAX_NAME_UNITS = 16_384;
const INITIAL_DATA = 16 * 1024;
const MAX_DATA = 4 * 1024 * 1024;
const MAX_ENTRIES = 100_000;

const nameBuffer = once(() => Buffer.alloc(MAX_NAME_UNITS * 2));

const api = once(() => {
  const advapi32 = koffi().load('advapi32.dll');
  return {
    openKey: advapi32.func(
      'int32_t __stdcall RegOpenKeyExW(uintptr_t hive, str16 subkey, uint32_t options, uint32_t access, _Out_ uintptr_t *key)',
    ) as (hive: number, subkey: string, options: number, access: number, key: Out<Handle>) => number,
    enumValue: advapi32.func(
      'int32_t __stdcall RegEnumValueW(uintptr_t key, uint32_t index, _Out_ void *name, _Inout_ uint32_t *units, void *reserved, _Out_ uint32_t *type, _Out_ void *data, _Inout_ uint32_t *size)',
    ) as (
      key: Handle,
      index: number,
      name: Buffer,
      units: Out<number>,
      reserved: null,
      type: Out<number>,
      data: Buffer,
      size: Out<number>,
    ) => number,
    enumKey: advapi32.func(
      'int32_t __stdcall RegEnumKeyExW(uintptr_t key, uint32_t index, _Out_ void *name, _Inout_ uint32_t *units, void *reserved, void *type, void *typeUnits, void *written)',
    ) as (
      key: Handle,
      index: number,
      name: Buffer,
      units: Out<number>,
      reserved: null,
      type: null,
      typeUnits: null,
      written: null,
    ) => number,
    closeKey: advapi32.func('int32_t __stdcall RegCloseKey(uintptr_t key)') as (key: Handle) => number,
  };
});

function withKey<T>(key: string, look: (handle: Handle) => T): T {
  const split = key.indexOf('\\');
  const hive = HIVES[(split < 0 ? key : key.slice(0, split)).toUpperCase()];
  if (hive === undefined || key.includes('\0')) throw new Win32Error('RegOpenKeyExW', ERROR_BAD_PATHNAME);
  const opened: Out<Handle> = [0];
  const error = api().openKey(hive, split < 0 ? '' : key.slice(split + 1), 0, READ_64, opened);
  if (error !== 0) throw new Win32Error('RegOpenKeyExW', error);
  try {
    return look(opened[0]);
  } finally {
    api().closeKey(opened[0]);
  }
}
