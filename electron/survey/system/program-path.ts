/** Spells the path of a program as firewall rules and process lists can be compared by it. */
import type { Expand } from './variables.ts';

/**
 * Expanded, trimmed, unquoted, with backslashes, without `\\?\`, in lower case; `System` stays the word `system`
 * (domain facts: Windows dossier §a, row App). Firewall rules know no wildcards.
 */
export function programPath(text: string, expand: Expand): string {
  return expand(text.trim().replace(/^"(.*)"$/, '$1'))
    .trim()
    .replaceAll('/', '\\')
    .replace(/^\\\\\?\\(?:UNC\\)?/i, (prefix) => (prefix.length > 4 ? '\\\\' : ''))
    .toLowerCase();
}
