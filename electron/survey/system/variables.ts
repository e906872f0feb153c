/** `%SystemRoot%` and its like, as Windows expands them: names ignore case, an unknown name stays as it is written. */

export type Expand = (text: string) => string;

/** Expands with these variables: those of the surveyed machine, never our own. */
export function expander(env: Readonly<Record<string, string>>): Expand {
  const values = new Map(Object.entries(env).map(([name, value]) => [name.toLowerCase(), value]));
  return (text) =>
    text.includes('%')
      ? text.replace(/%([^%\\/]+)%/g, (all, name: string) => values.get(name.toLowerCase()) ?? all)
      : text;
}
