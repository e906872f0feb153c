/** `diagnose`: looks at the machine or a recording and says what is wrong. */
import { presentDiagnosis } from '../../../contract/present.ts';
import { examine } from '../../../doctor.ts';
import type { SurveyRequest } from '../../../survey/facts.ts';
import type { DiagnoseCommand } from '../arguments.ts';
import { EXIT, exitStatusOf } from '../exit-status.ts';
import { openMachine } from '../machine.ts';
import { printDiagnosis } from '../output/report.ts';
import { jsonText } from '../output/style.ts';
import { progressLine } from '../progress.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

export async function diagnose(command: DiagnoseCommand, terminal: Terminal): Promise<number> {
  const machine = await openMachine(command, terminal);
  // Loaded while the machine is thinking.
  const loading = terminal.catalogue();
  const progress = progressLine(terminal);
  const { diagnosis, elapsedMs } = await examine(machine, requestOf(command), {
    signal: terminal.signal,
    progress: progress.report,
  });
  progress.clear();
  if (terminal.signal.aborted) throw new CommandError(terminal.messages.errors.cancelled, EXIT.incomplete);
  const catalogue = await loading;
  const document = presentDiagnosis(diagnosis, catalogue, elapsedMs);
  if (command.json) terminal.out(jsonText(document));
  else printDiagnosis(document, catalogue, terminal);
  return exitStatusOf(diagnosis);
}

export function requestOf({
  napcat,
  account,
  url,
  deep,
  webui = false,
}: Pick<DiagnoseCommand, 'napcat' | 'account' | 'url' | 'deep'> & { readonly webui?: boolean }): SurveyRequest {
  return {
    deep,
    ...(webui ? { webui } : {}),
    ...(napcat === undefined ? {} : { napcatDir: napcat }),
    ...(account === undefined ? {} : { account }),
    ...(url === undefined ? {} : { url }),
  };
}
