/**
 * Reads the tables of ports that `netsh` prints.
 *
 * `netsh int ipv4|ipv6 show excludedportrange protocol=tcp`: titles and notes are translated; a range is a line
 * of two numbers, and the dashes above the table show that there is one (domain facts: Windows §c).
 */
import type { PortRange } from '../../../machine.ts';

/** `null` when the text holds no such table: "no ranges" is said by an empty table, not by silence. */
export function parseExcludedPorts(text: string, family: PortRange['family']): PortRange[] | null {
  const lines = text.split(/\r?\n/);
  const dashes = lines.findIndex((line) => /^\s*-{3,}\s+-{3,}\s*$/.test(line));
  if (dashes < 0) return null;
  return lines.slice(dashes + 1).flatMap((line) => {
    const match = /^\s*\*?\s*(\d{1,5})\s+(\d{1,5})\b/.exec(line);
    const from = Number(match?.[1]);
    const to = Number(match?.[2]);
    return match !== null && from <= to && to <= 65_535 ? [{ from, to, family }] : [];
  });
}

/**
 * Reads `netsh int ipv4|ipv6 show dynamicport tcp`: below the dashes stand the first port and how many there are, each
 * at the end of its line behind a translated label. `null` when the text holds no such table.
 */
export function parseDynamicPorts(text: string, family: PortRange['family']): PortRange | null {
  const [, below] = text.split(/^\s*-{3,}\s*$/m);
  const [from, count] = [...(below ?? '').matchAll(/:\s*(\d{1,5})\s*$/gm)].map(([, digits]) => Number(digits));
  if (from === undefined || count === undefined || count === 0 || from + count - 1 > 65_535) return null;
  return { from, to: from + count - 1, family };
}
