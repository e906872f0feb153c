/** Registry values: firewall rules keep their conditions, everything else is judged by its name. */
import { maskEnvironment } from './environment.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskText } from './text.ts';
import { maskValue } from './values.ts';

type Value = string | number | boolean | null | readonly string[];
type Values = Readonly<Record<string, Value>>;

export function maskRegistryValues(key: string, values: Values, names: Pseudonyms): Values {
  if (/\\Environment$/i.test(key)) return maskEnvironment(values, names);
  const mask = /\\FirewallRules$/i.test(key) ? maskRule : maskNamed;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      maskText(name, names),
      typeof value === 'string'
        ? mask(name, value, names)
        : Array.isArray(value)
          ? (value as readonly string[]).map((item) => mask(name, item, names))
          : value,
    ]),
  );
}

function maskNamed(name: string, value: string, names: Pseudonyms): string {
  return value
    .split(';')
    .map((part) => maskValue(name, part, names))
    .join(';');
}

/** `v2.33|Action=Block|…|App=C:\…|Name=…|` (MS-GPFAS 2.2.2.19). */
function maskRule(_name: string, rule: string, names: Pseudonyms): string {
  return rule
    .split('|')
    .flatMap((field) => {
      const [, key = '', value = ''] = /^([^=]*)=(.*)$/s.exec(field) ?? [];
      if (/^[LR]A[46]2?$/.test(key)) return maskAddresses(value, names).map((address) => `${key}=${address}`);
      // Names that Windows itself brings are references into its resources: `@FirewallAPI.dll,-28502`.
      if (/^(?:Name|Desc|EmbedCtxt)$/.test(key))
        return `${key}=${value.startsWith('@') ? maskText(value, names) : maskValue('', value, names)}`;
      return maskText(field, names);
    })
    .join('|');
}

function maskAddresses(value: string, names: Pseudonyms): readonly string[] {
  const [first = '', last] = value.split('-');
  return (last === undefined ? null : names.range(first, last)) ?? [maskText(value, names)];
}
