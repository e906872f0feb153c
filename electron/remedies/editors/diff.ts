/**
 * A unified diff for the preview. Our edits touch one place of a file or a few close ones, so everything between the
 * first and the last changed line is one hunk.
 */

const CONTEXT = 3;

/** `show` makes a line harmless to show: it hides secrets. Empty when nothing differs. */
export function unifiedDiff(path: string, before: string, after: string, show: (line: string) => string): string {
  const old = linesOf(before);
  const now = linesOf(after);
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  if (head === old.length && head === now.length) return '';

  const from = Math.max(0, head - CONTEXT);
  const removed = old.slice(head, old.length - tail);
  const added = now.slice(head, now.length - tail);
  const above = old.slice(from, head);
  const below = old.slice(old.length - tail, Math.min(old.length, old.length - tail + CONTEXT));
  const size = (changed: readonly string[]): number => above.length + changed.length + below.length;
  return [
    `--- ${path}`,
    `+++ ${path}`,
    `@@ -${from + 1},${size(removed)} +${from + 1},${size(added)} @@`,
    ...above.map((line) => ` ${show(line)}`),
    ...removed.map((line) => `-${show(line)}`),
    ...added.map((line) => `+${show(line)}`),
    ...below.map((line) => ` ${show(line)}`),
  ].join('\n');
}

/** The line end of the last line makes no line of its own. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
