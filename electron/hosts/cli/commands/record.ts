/** `record`: writes down what the machine answers while it is diagnosed. Unredacted; for developers. */
import { examine } from '../../../doctor.ts';
import { createLiveMachine } from '../../../machine/index.ts';
import { createRecorder, serializeRecording } from '../../../machine/recorder.ts';
import type { DiagnoseCommand } from '../arguments.ts';
import { EXIT } from '../exit-status.ts';
import { progressLine } from '../progress.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { writeOutput } from '../output-file.ts';
import { requestOf } from './diagnose.ts';

type RecordCommand = Pick<DiagnoseCommand, 'napcat' | 'account' | 'url' | 'deep' | 'webui'> & { readonly out: string };

export async function record(command: RecordCommand, terminal: Terminal): Promise<number> {
  const { messages, signal } = terminal;
  const recorder = createRecorder(await createLiveMachine());
  const progress = progressLine(terminal);
  // Slow, and nobody's verdict waits for it: it runs beside the examination.
  const profile = recorder.machine.profile({ signal });
  await examine(recorder.machine, requestOf(command), { signal, progress: progress.report });
  await profile;
  progress.clear();
  if (signal.aborted) throw new CommandError(messages.errors.cancelled, EXIT.incomplete);
  await writeOutput(command.out, serializeRecording(recorder.recording()), terminal);
  terminal.out(messages.record.written(command.out));
  terminal.err(`${messages.record.unredacted}\n`);
  return EXIT.healthy;
}
