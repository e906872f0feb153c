/** Dotted version numbers, compared by their numeric parts. Text after the numbers is ignored. */

/** Negative when `a` is older than `b`, 0 when equal, positive when newer. Missing parts count as 0. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether `version` lies in `from` … `to`, both included; an absent end is open. */
export function inRange(version: string, from: string | undefined, to: string | undefined): boolean {
  return (
    (from === undefined || compareVersions(version, from) >= 0) &&
    (to === undefined || compareVersions(version, to) <= 0)
  );
}

/** The build number of a QQ version such as `9.9.17-30899`. */
export function qqBuild(version: string): number | null {
  const match = /-(\d{4,6})\b/.exec(version);
  return match?.[1] === undefined ? null : Number(match[1]);
}

function parts(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
}
