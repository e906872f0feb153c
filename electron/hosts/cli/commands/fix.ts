/** `fix REMEDY`: looks, shows exactly what would change, changes it after a yes, and looks again. */
import { resolve } from 'node:path';

import { presentDiagnosis } from '../../../contract/present.ts';
import { ANSWERED_BY, isRefusal } from '../../../contract/remedies.ts';
import type { Plan, Proof, Refusal } from '../../../contract/remedies.ts';
import { remedyMessagesFor } from '../../../contract/messages/index.ts';
import type { RemedyMessages } from '../../../contract/messages/remedies.ts';
import { apply, examine, plan, prove } from '../../../doctor.ts';
import type { Treatment } from '../../../doctor.ts';
import { createLiveHand } from '../../../machine/live/hand/index.ts';
import type { SurveyRequest } from '../../../survey/facts.ts';
import type { FixCommand } from '../arguments.ts';
import { EXIT, exitStatusOf } from '../exit-status.ts';
import { openMachine } from '../machine.ts';
import { planLines, proofLines, reportLines } from '../output/plan.ts';
import { printDiagnosis } from '../output/report.ts';
import { progressLine } from '../progress.ts';
import { CommandError } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { jsonText } from '../output/style.ts';

const FORMAT = 'napcat-doctor/fix@1';

export async function fix(command: FixCommand, terminal: Terminal): Promise<number> {
  const [machine, texts] = await Promise.all([
    openMachine({ logs: command.logs }, terminal),
    remedyMessagesFor(terminal.language),
  ]);
  const tools = { machine, hand: createLiveHand() };
  const request = requestOf(command);
  const { signal } = terminal;
  const progress = progressLine(terminal);
  const examination = await examine(machine, request, { signal, progress: progress.report });
  progress.clear();
  if (signal.aborted) throw new CommandError(terminal.messages.errors.cancelled, EXIT.incomplete);
  const { remedy, url, form, archive } = command;
  const wanted = { remedy, url, form, archive: archive === undefined ? undefined : resolve(archive) };
  const prepared = await plan(examination, wanted, tools);
  if (isRefusal(prepared)) return refuse(prepared, null, command, terminal, texts);

  show(prepared.plan, command, terminal, texts);
  if (command.dryRun) return finishDryRun(prepared.plan, command, terminal, texts);
  if (!(await confirmed(command, terminal, texts)))
    return refuse({ refused: 'not-confirmed', params: {} }, prepared.plan, command, terminal, texts);

  const onOutput = (text: string): void => terminal.err(text);
  const treatment = await apply(prepared, request, tools, { signal, progress: progress.report, onOutput });
  progress.clear();
  if (isRefusal(treatment)) return refuse(treatment, prepared.plan, command, terminal, texts);
  const { report, examination: after } = treatment;
  const proof =
    command.prove && after !== null
      ? await prove(after, request, tools, { consent: true, signal, progress: progress.report })
      : null;
  progress.clear();
  await finish(prepared.plan, treatment, proof, command, terminal, texts);
  return report.complete && after !== null ? exitStatusOf(after.diagnosis) : EXIT.incomplete;
}

/** `--url` names what is wanted; it is no further address to look at. */
function requestOf({ napcat, account }: FixCommand): SurveyRequest {
  return {
    deep: false,
    ...(napcat === undefined ? {} : { napcatDir: napcat }),
    ...(account === undefined ? {} : { account }),
  };
}

/** With `--json` the plan is a part of the document; before a question it is shown all the same. */
function show(plan: Plan, command: FixCommand, terminal: Terminal, texts: RemedyMessages): void {
  const lines = planLines(plan, texts, terminal.style).join('\n');
  if (!command.json) terminal.out(lines);
  else if (!command.dryRun && !command.yes) terminal.err(`${lines}\n`);
}

async function confirmed({ yes }: FixCommand, { ask }: Terminal, { words }: RemedyMessages): Promise<boolean> {
  if (yes) return true;
  if (ask === null) return false;
  return words.yes.includes((await ask(`\n${words.ask}`)).trim().toLowerCase());
}

function finishDryRun(plan: Plan, { json }: FixCommand, { out }: Terminal, { words }: RemedyMessages): number {
  out(json ? document({ plan, applied: false }) : `\n${words.dryRun}`);
  return EXIT.healthy;
}

async function finish(
  plan: Plan,
  { report, examination, cured }: Treatment,
  proof: Proof | null,
  { json }: FixCommand,
  terminal: Terminal,
  texts: RemedyMessages,
): Promise<void> {
  const catalogue = await terminal.catalogue();
  const after = examination === null ? null : presentDiagnosis(examination.diagnosis, catalogue, examination.elapsedMs);
  if (json) {
    terminal.out(
      document({
        plan,
        applied: report.complete,
        report,
        cured,
        ...(proof === null ? {} : { proof }),
        ...(after === null ? {} : { diagnosis: after }),
      }),
    );
    return;
  }
  terminal.out(['', ...reportLines(plan, report, texts)].join('\n'));
  if (after === null) return;
  terminal.out(`\n${terminal.style.bold(`${texts.words.after}:`)}`);
  printDiagnosis(after, catalogue, terminal);
  if (proof !== null) terminal.out(['', ...proofLines(proof, texts, terminal.style)].join('\n'));
}

/** A missing confirmation is a matter of how we were called; every other refusal is one of the machine's state. */
function refuse(
  refusal: Refusal,
  plan: Plan | null,
  { json }: FixCommand,
  { out, err, ask }: Terminal,
  texts: RemedyMessages,
): number {
  const unasked = refusal.refused === 'not-confirmed' && ask === null;
  const asked = refusal.refused === 'not-confirmed' && ask !== null;
  const text = asked ? texts.words.nothingChanged : texts.refusals[refusal.refused](refusal.params);
  const option = ANSWERED_BY[refusal.refused];
  err(`${option === undefined ? text : texts.words.answeredBy(text, `--${option}`)}\n`);
  if (json) out(document({ plan, applied: false, refusal: { ...refusal, text } }));
  return unasked ? EXIT.usage : EXIT.incomplete;
}

function document(content: object): string {
  return jsonText({ format: FORMAT, ...content });
}
