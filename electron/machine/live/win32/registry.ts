/** Registry keys: advapi32, else `reg export` into a temporary file. Always the 64-bit view. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '../../answer.ts';
import { ABSENT, known, unanswered } from '../../answer.ts';
import type { Ask, RegistryValues } from '../../machine.ts';
import { Win32Error } from './api/koffi.ts';
import { registryValues } from './api/registry.ts';
import { either } from './either.ts';
import { consoleText } from './fallback/console-text.ts';
import { parseRegFile } from './fallback/reg-file.ts';
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

async function throughExport(
  key: string,
  run: RunTool,
  oemCodePage: number | undefined,
  ask: Ask,
): Promise<Answer<RegistryValues>> {
  const folder = await mkdtemp(join(tmpdir(), 'napcat-doctor-'));
  try {
    const file = join(folder, 'key.reg');
    const exported = await run('reg', ['export', key, file, '/y', '/reg:64'], ask);
    if (exported.state !== 'known') return exported;
    if (exported.value.exitCode !== 0) return await whyNot(key, run, oemCodePage, ask);
    const values = parseRegFile(await readFile(file), key);
    return values === null ? unanswered('not-asked', 'reg export wrote something else') : known(values, 'reg export');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * reg.exe says "missing" and "refused" with the same exit code and a translated sentence. So the parent is asked for
 * its children: a key that is not among them is absent, one that is among them was refused.
 */
async function whyNot(key: string, run: RunTool, oemCodePage: number | undefined, ask: Ask): Promise<Answer<never>> {
  const split = key.lastIndexOf('\\');
  if (split < 0) return unanswered('denied');
  const parent = key.slice(0, split);
  const listed = await run('reg', ['query', parent, '/reg:64'], ask);
  if (listed.state !== 'known') return listed.state === 'absent' ? ABSENT : listed;
  if (listed.value.exitCode !== 0) return whyNot(parent, run, oemCodePage, ask);
  const names = consoleText(listed.value.stdout, oemCodePage).split(/\r?\n/);
  return names.some((name) => name.trim().toLowerCase() === key.toLowerCase()) ? unanswered('denied') : ABSENT;
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
