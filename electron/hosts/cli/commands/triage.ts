/** `triage`: one line a bundle of a folder, and what they suffer from most. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { frequencies, triageRow } from '../../../bundle/triage.ts';
import type { TriageRow } from '../../../contract/bundle.ts';
import { EXIT } from '../exit-status.ts';
import { readBundleFile } from '../machine.ts';
import { columns, harmless, jsonText, padTo } from '../output/style.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export const TRIAGE_FORMAT = 'napcat-doctor/triage@1';

export async function triage(
  { folder, json }: { readonly folder: string; readonly json: boolean },
  terminal: Terminal,
): Promise<number> {
  const { messages, out, signal, style } = terminal;
  const rows: TriageRow[] = [];
  for (const file of await bundlesIn(folder, terminal)) {
    if (signal.aborted) throw new CommandError(messages.errors.cancelled, EXIT.incomplete);
    rows.push(triageRow(file, await readBundleFile(join(folder, file), terminal)));
  }
  const counts = frequencies(rows);
  if (json) {
    out(jsonText({ format: TRIAGE_FORMAT, bundles: rows, frequencies: counts }));
    return EXIT.healthy;
  }
  if (rows.length === 0) {
    out(messages.bundle.triage.none(folder));
    return EXIT.healthy;
  }
  const { headers, frequencies: heading, unreadable } = messages.bundle.triage;
  const titles = [headers.file, headers.verdict, headers.confidence, headers.napcat, headers.qq, headers.framework];
  const [top = '', ...lines] = table([titles, ...rows.map((row) => cellsOf(row, terminal))]);
  out([style.bold(top), ...lines, '', style.bold(heading)].join('\n'));
  const catalogue = await terminal.catalogue();
  const width = String(rows.length).length;
  for (const { verdict, count } of counts)
    out(
      `  ${String(count).padStart(width)}  ${verdict === null ? unreadable : `${verdict}  ${catalogue.pages[verdict].title}`}`,
    );
  return EXIT.healthy;
}

async function bundlesIn(folder: string, { messages: { errors } }: Terminal): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const zips = entries.filter((entry) => entry.isFile() && /\.zip$/i.test(entry.name));
    return zips.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new CommandError(
      code === 'ENOENT' ? errors.fileNotFound(folder) : errors.fileUnreadable(folder, code),
      EXIT.incomplete,
    );
  }
}

function cellsOf(row: TriageRow, { messages: { bundle, labels } }: Terminal): readonly string[] {
  if (row.error !== null) return [row.file, bundle.opened.problems[row.error.code]];
  const confidence = row.confidence === null ? '' : labels.confidence[row.confidence];
  return [
    row.file,
    [row.verdict, ...row.also].join(' + '),
    confidence,
    row.napcat ?? '',
    row.qq ?? '',
    row.framework ?? '',
  ];
}

/** The last cell of a row may be as long as it likes. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (column < row.length - 1 ? columns(row[column] ?? '') : 0))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => padTo(harmless(cell), widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
