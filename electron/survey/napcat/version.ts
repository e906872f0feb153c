/**
 * NapCat's version numbers. What a NapCat reads and how depends on its version, and an unknown one is taken for the
 * newest: most installs are.
 */

/** Whether `version` (`4.5.23`, `v4.18.1-beta`) is `wanted` or later. Unknown and unreadable versions are. */
export function atLeast(version: string | null, wanted: `${number}.${number}.${number}`): boolean {
  const own = numbers(version);
  if (!own) return true;
  const other = numbers(wanted) ?? [];
  for (const [at, number] of own.entries()) {
    const difference = number - (other[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbers(version: string | null): readonly number[] | undefined {
  return /^v?(\d+)\.(\d+)\.(\d+)/
    .exec(version ?? '')
    ?.slice(1)
    .map(Number);
}
