/** Reading single values of a registry key: Windows ignores the case of their names and nobody guarantees their type. */
import type { RegistryValue, RegistryValues } from '../../machine/machine.ts';

export function valueNamed(values: RegistryValues, name: string): RegistryValue | undefined {
  const wanted = name.toLowerCase();
  const written = Object.keys(values).find((candidate) => candidate.toLowerCase() === wanted);
  return written === undefined ? undefined : values[written];
}

/** A string that says something. */
export function textNamed(values: RegistryValues, name: string): string | null {
  const value = valueNamed(values, name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A DWORD; also one that was written as text. */
export function numberNamed(values: RegistryValues, name: string): number | null {
  const value = valueNamed(values, name);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,10}$/.test(value.trim()) ? Number(value) : null;
}
