/** YAML of strangers: throws where it does not parse, and its aliases must not multiply ("billion laughs"). */
import { parse } from 'yaml';

export function parseYaml(text: string): unknown {
  // `error` keeps warnings off the console and still throws; `silent` would hide errors too.
  return parse(text, { maxAliasCount: 100, logLevel: 'error' });
}
