/** `undo [ID]`: takes back what `fix` changed. */
import { isRefusal } from '../../../contract/remedies.ts';
import { remedyMessagesFor } from '../../../contract/messages/index.ts';
import { undo as undoPlan } from '../../../doctor.ts';
import { createLiveHand } from '../../../machine/live/hand/index.ts';
import { EXIT } from '../exit-status.ts';
import { undoLines } from '../output/plan.ts';
import type { Terminal } from '../terminal.ts';
import { jsonText } from '../output/style.ts';

const FORMAT = 'napcat-doctor/undo@1';

export async function undo(
  { json, id }: { readonly json: boolean; readonly id?: string },
  { out, err, language, style }: Terminal,
): Promise<number> {
  const texts = await remedyMessagesFor(language);
  const report = await undoPlan(createLiveHand(), id);
  if (isRefusal(report)) {
    const text = texts.refusals[report.refused](report.params);
    err(`${text}\n`);
    if (json) out(jsonText({ format: FORMAT, refusal: { ...report, text } }));
    return EXIT.incomplete;
  }
  out(json ? jsonText({ format: FORMAT, ...report }) : undoLines(report, texts, style).join('\n'));
  return report.complete ? EXIT.healthy : EXIT.incomplete;
}
