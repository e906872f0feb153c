/** Registry keys: advapi32, else `reg export`. Always the 64-bit view. */
import type { Answer } from '../../answer.ts';
import { ABSENT, known, unanswered } from '../../answer.ts';
import type { Ask, RegistryValues } from '../../machine.ts';
import { Win32Error } from './api/koffi.ts';
import { registryValues } from './api/registry.ts';
import { either } from './either.ts';
import { throughExport } from './fallback/reg-export.ts';
import type { RunTool } from './fallback/run.ts';
import { registryRecord } from './registry-value.ts';

/** Values of types that no fact needs are left out; the default value has the name ''. */
export function registry(
  key: string,
  run: RunTool,
  oemCodePage: number | undefined,
  ask: Ask,
): Promise<Answer<RegistryValues>> {
  const plain = key.replace(/\\+$/, '');
  return either(
    () => inProcess(plain),
    () => throughExport(longName(plain), run, oemCodePage, ask),
  );
}

/** Win32 error codes: not found (file, path), access denied, marked for deletion, not a key's name. */
const MEANINGS: Readonly<Record<number, Answer<never>>> = {
  2: ABSENT,
  3: ABSENT,
  5: unanswered('denied'),
  161: ABSENT,
  1018: ABSENT,
};

function inProcess(key: string): Answer<RegistryValues> {
  try {
    return known(registryRecord(registryValues(key)));
  } catch (error) {
    const meaning = error instanceof Win32Error ? MEANINGS[error.code] : undefined;
    if (meaning === undefined) throw error;
    return meaning;
  }
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  HKCR: 'HKEY_CLASSES_ROOT',
  HKCU: 'HKEY_CURRENT_USER',
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKU: 'HKEY_USERS',
  HKCC: 'HKEY_CURRENT_CONFIG',
};

/** What reg.exe writes in an export's headings. */
function longName(key: string): string {
  return key.replace(/^[^\\]+/, (hive) => LONG_NAMES[hive.toUpperCase()] ?? hive);
}
