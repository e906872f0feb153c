/** Registry keys of a recording. Only the keys that were read are there, so one that is not was not asked. */
import { ABSENT, known, NOT_ASKED, unanswered } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { RegistryValue, RegistryValues } from '../machine.ts';
import type { RecordingDocument } from './document.ts';

type Key = NonNullable<Exclude<RecordingDocument['registry'], { error: 'denied' | 'timeout' }>>[string];

export function recordedRegistry({ registry }: RecordingDocument): (key: string) => Answer<RegistryValues> {
  if (registry === undefined) return () => NOT_ASKED;
  const keys = new Map(Object.entries(registry).map(([name, values]) => [registryKey(name), values as Key]));
  const { error, reason } = registry as { error?: unknown; reason?: string };
  if (error === 'denied' || error === 'timeout') return () => unanswered(error, reason);
  return (key) => {
    const values = keys.get(registryKey(key));
    return values === undefined ? NOT_ASKED : valuesOf(values);
  };
}

function valuesOf(values: Key): Answer<RegistryValues> {
  if (values === null) return ABSENT;
  const { error, reason } = values as { error?: unknown; reason?: string };
  if (error === 'denied' || error === 'timeout') return unanswered(error, reason);
  const pairs = Object.entries(values).filter((pair): pair is [string, RegistryValue] => isValue(pair[1]));
  return known(Object.fromEntries(pairs));
}

function isValue(value: unknown): value is RegistryValue {
  return typeof value === 'string' || typeof value === 'number' || Array.isArray(value);
}

const HIVES: Readonly<Record<string, string>> = {
  hkey_local_machine: 'hklm',
  hkey_current_user: 'hkcu',
  hkey_classes_root: 'hkcr',
  hkey_users: 'hku',
  hkey_current_config: 'hkcc',
};

/** One spelling a key: hives in short, any case, either slash. */
export function registryKey(key: string): string {
  const [hive = '', ...rest] = key.toLowerCase().replaceAll('/', '\\').replace(/\\+$/, '').split('\\');
  return [HIVES[hive] ?? hive, ...rest].join('\\');
}
