/** YAML of strangers: throws where it does not parse, and its aliases must not multiply ("billion laughs"). */

/** The parser is loaded by the first document that needs it: most machines have none. */
export async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  // `error` keeps warnings off the console and still throws; `silent` would hide errors too.
  return parse(text, { maxAliasCount: 100, logLevel: 'error' });
}
