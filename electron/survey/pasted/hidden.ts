/** What somebody who pastes settings does not show. */

/** The reporter left something out, or the screen did. */
export function isCut(value: string): boolean {
  return /…|\.{3}|\*{2,}|^["']?(?:x{3,}|X{3,}|<[^>]*>|你的.*|打码.*|马赛克.*)["']?$/.test(value);
}
