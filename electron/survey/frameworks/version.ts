/** Release numbers of Python packages, compared by their numbers: suffixes such as `rc1` are below the release. */

/** Whether `version` is a release before `limit`. Texts without numbers are never older. */
export function isOlder(version: string, limit: string): boolean {
  const [mine, theirs] = [numbersOf(version), numbersOf(limit)];
  if (mine === undefined || theirs === undefined) return false;
  for (let at = 0; at < Math.max(mine.length, theirs.length); at++) {
    const difference = (mine[at] ?? 0) - (theirs[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return isPreRelease(version) && !isPreRelease(limit);
}

function numbersOf(version: string): readonly number[] | undefined {
  return /^v?\d+(?:\.\d+)*/.exec(version)?.[0].replace('v', '').split('.').map(Number);
}

function isPreRelease(version: string): boolean {
  return /\d(?:\.?dev|a|b|rc)\d*/.test(version);
}
