/** The one table that the benchmark prints. */

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} ours
 * @property {string} [against] What the ratio is to, with its own figure.
 * @property {number} [ratio] Ours through theirs: below 1 we are faster.
 * @property {{ readonly text: string, readonly met: boolean }} [aim]
 */

/** @param {number} value */
export function ms(value) {
  return value < 10
    ? `${value.toFixed(2)} ms`
    : value < 10_000
      ? `${value.toFixed(0)} ms`
      : `${(value / 1000).toFixed(1)} s`;
}

/** @param {number} value */
export function mb(value) {
  return `${value.toFixed(0)} MB`;
}

/**
 * @param {string} what @param {number} value @param {number} limit @param {(value: number) => string} unit
 * @returns {Row}
 */
export function limited(what, value, limit, unit) {
  return { what, ours: unit(value), aim: { text: `≤ ${unit(limit)}`, met: value <= limit } };
}

/** @param {readonly Row[]} rows */
export function tableOf(rows) {
  const cells = rows.map(({ what, ours, against, ratio, aim }) => [
    what,
    ours,
    against ?? '',
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    aim === undefined ? '' : `${aim.text} ${aim.met ? 'met' : 'MISSED'}`,
  ]);
  const all = [['what', 'ours (median)', 'against (median)', 'ratio', 'aim'], ...cells];
  const widths = all[0]?.map((_cell, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (/** @type {readonly string[]} */ row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = all;
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
