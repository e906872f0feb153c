/** `undo [ID]`: takes back what `fix` changed, whole or one step of it; `--list` tells what there is. */
import { isRefusal } from '../../../contract/remedies.ts';
import { remedyMessagesFor } from '../../../contract/messages/index.ts';
import { history, undo as undoPlan } from '../../../doctor.ts';
import { createLiveHand } from '../../../machine/live/hand/index.ts';
import type { UndoCommand } from '../arguments.ts';
import { EXIT } from '../exit-status.ts';
import { historyLines, undoLines } from '../output/plan.ts';
import type { Terminal } from '../terminal.ts';
import { jsonText } from '../output/style.ts';

const FORMAT = 'napcat-doctor/undo@1';

export async function undo(command: UndoCommand, terminal: Terminal): Promise<number> {
  const { json, id, step } = command;
  const { out, err, language, style } = terminal;
  if (command.list) return list(command, terminal);
  const texts = await remedyMessagesFor(language);
  const report = await undoPlan(createLiveHand(), id, step);
  if (isRefusal(report)) {
    const text = texts.refusals[report.refused](report.params);
    err(`${text}\n`);
    if (json) out(jsonText({ format: FORMAT, refusal: { ...report, text } }));
    return EXIT.incomplete;
  }
  out(json ? jsonText({ format: FORMAT, ...report }) : undoLines(report, texts, style).join('\n'));
  return report.complete ? EXIT.healthy : EXIT.incomplete;
}

async function list({ json }: UndoCommand, { out, language, style }: Terminal): Promise<number> {
  const plans = await history(createLiveHand());
  const texts = await remedyMessagesFor(language);
  out(
    json
      ? jsonText({ format: 'napcat-doctor/history@1', plans })
      : plans.length === 0
        ? texts.refusals['nothing-to-undo']({})
        : historyLines(plans, texts, style).join('\n'),
  );
  return EXIT.healthy;
}
