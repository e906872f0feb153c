/** `open`: diagnoses the machine in somebody's bundle, and touches nothing here. */
import { presentDiagnosis } from '../../../contract/present.ts';
import { examine } from '../../../doctor.ts';
import { exitStatusOf } from '../exit-status.ts';
import { openBundleFile, readBundleFile } from '../machine.ts';
import { printDiagnosis } from '../output/report.ts';
import { harmless, harmlessLine, jsonText } from '../output/style.ts';
import type { Terminal } from '../terminal.ts';

export const OPENED_FORMAT = 'napcat-doctor/opened@1';

export async function open(
  { file, json }: { readonly file: string; readonly json: boolean },
  terminal: Terminal,
): Promise<number> {
  const { manifest, machine, notUnderstood } = await openBundleFile(
    file,
    await readBundleFile(file, terminal),
    terminal,
  );
  const { napcatDir, account, url, deep } = manifest.request;
  const catalogue = await terminal.catalogue();
  const { diagnosis, elapsedMs } = await examine(
    machine,
    {
      deep,
      ...(napcatDir === undefined ? {} : { napcatDir }),
      ...(account === undefined ? {} : { account }),
      ...(url === undefined ? {} : { url }),
    },
    { signal: terminal.signal },
  );
  const document = presentDiagnosis(diagnosis, catalogue, elapsedMs);
  if (json) terminal.out(jsonText({ format: OPENED_FORMAT, manifest, notUnderstood, diagnosis: document }));
  else {
    const { elsewhere, newer } = terminal.messages.bundle.opened;
    terminal.out(`${harmless(elsewhere(manifest.takenAt, manifest.tool.version))}\n`);
    if (notUnderstood.length > 0) terminal.out(`${[newer, ...notUnderstood.map(harmlessLine)].join('\n  ')}\n`);
    printDiagnosis(document, catalogue, terminal);
  }
  return exitStatusOf(diagnosis);
}
