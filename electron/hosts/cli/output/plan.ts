/** A plan for people: each step with its sentence and exactly what it would change. */
import { clock } from '../../../contract/messages/phrase.ts';
import { isRefusal } from '../../../contract/remedies.ts';
import type { ApplyReport, PastPlan, Plan, PlanStep, Preview, Proof, UndoReport } from '../../../contract/remedies.ts';
import type { RemedyMessages } from '../../../contract/messages/remedies.ts';
import { harmless } from './style.ts';
import type { Style } from './style.ts';

export function planLines(plan: Plan, texts: RemedyMessages, style: Style): readonly string[] {
  return [
    style.bold(texts.words.plan(texts.titles[plan.remedy])),
    ...plan.notes.map(({ code, params }) => `  ${harmless(texts.notes[code](params))}`),
    ...plan.steps.flatMap((step, index) => ['', ...stepLines(step, index, plan.steps.length, texts, style)]),
    ...(plan.needs.includes('archive') ? ['', texts.words.needsArchive] : []),
  ];
}

export function reportLines(plan: Plan, report: ApplyReport, texts: RemedyMessages): readonly string[] {
  return [
    ...report.steps.flatMap((state, index) => {
      const step = plan.steps[index];
      const why =
        state.state === 'failed' && isRefusal(state) ? `: ${texts.refusals[state.refused](state.params)}` : '';
      const line = `- ${texts.states[state.state]}${why}  ${step === undefined ? '' : harmless(texts.steps[step.code](step.params))}`;
      const { otherwise } = step ?? {};
      if (state.state !== 'restart' || otherwise === undefined) return [line];
      return [line, `  ${texts.words.yourStep}: ${harmless(texts.steps[otherwise.code](otherwise.params))}`];
    }),
    report.complete ? texts.words.applied(report.id) : texts.words.notComplete,
    ...(report.complete && plan.stays !== true ? [texts.words.undoHint(report.id)] : []),
  ];
}

export function undoLines(report: UndoReport, texts: RemedyMessages, style: Style): readonly string[] {
  return [
    style.bold(texts.words.undoneTitle(texts.titles[report.remedy], report.id)),
    ...report.steps.map(({ code, params, outcome }) => {
      const why = outcome.state === 'failed' ? `: ${texts.refusals[outcome.refused](outcome.params)}` : '';
      return `- ${texts.undone[outcome.state]}${why}  ${harmless(texts.steps[code](params))}`;
    }),
  ];
}

/** What was seen of the link in both directions. */
export function proofLines(
  { connection, event, api, refusal, cleanUp }: Proof,
  { words, refusals }: RemedyMessages,
  style: Style,
): readonly string[] {
  const { local, remote } = connection;
  const where = local === undefined || remote === undefined ? '' : `${local} → ${remote}`;
  return [
    style.bold(words.proofTitle),
    `- ${connection.state === 'seen' ? words.proofConnection(where) : words.proofNoConnection}`,
    ...(event.state === 'not-asked'
      ? []
      : [`- ${event.type === undefined ? words.proofNoEvent : words.proofEvent(event.type)}`]),
    ...(api.state === 'not-asked'
      ? []
      : [`- ${api.action === undefined ? words.proofNoApi : words.proofApi(api.action, api.elapsedMs ?? 0)}`]),
    ...[refusal, cleanUp?.state === 'failed' ? cleanUp : null].flatMap((why) =>
      why === null ? [] : [`- ${harmless(refusals[why.refused](why.params))}`],
    ),
  ];
}

/** Every plan that was carried out, with the number of each step and whether it can still be taken back. */
export function historyLines(plans: readonly PastPlan[], texts: RemedyMessages, style: Style): readonly string[] {
  return plans.flatMap(({ id, at, remedy, steps }) => [
    style.bold(`${id}  ${clock(at)}  ${texts.titles[remedy]}`),
    ...steps.map(({ code, params, undoable }, index) => {
      const mark = undoable ? ` [${texts.words.undoable}]` : '';
      return `  ${index + 1}. ${harmless(texts.steps[code](params))}${mark}`;
    }),
  ]);
}

function stepLines(
  step: PlanStep,
  index: number,
  count: number,
  { steps, words }: RemedyMessages,
  style: Style,
): readonly string[] {
  const mark = step.by === 'user' ? ` · ${words.yourStep}` : '';
  return [
    `${style.bold(words.step(index + 1, count))}${mark}: ${harmless(steps[step.code](step.params))}`,
    ...(step.needsElevation ? [style.warn(`  ${words.elevation}`)] : []),
    ...step.previews.flatMap((preview) => previewLines(preview, words, style)),
  ];
}

function previewLines(preview: Preview, words: RemedyMessages['words'], style: Style): readonly string[] {
  switch (preview.kind) {
    case 'diff':
      return preview.text.split('\n').map((line) => `  ${painted(harmless(line), style)}`);
    case 'command': {
      const where = preview.cwd === null ? '' : ` ${words.inFolder(preview.cwd)}`;
      // As JSON, so that every argument can be told from the next.
      return [`  ${words.command}${where}:`, ...preview.argv.map((word) => `    ${harmless(JSON.stringify(word))}`)];
    }
    case 'page':
      return [`  ${harmless(words.page(preview.url))}`];
    case 'archive': {
      const more = preview.files - preview.names.length;
      return [
        `  ${harmless(words.archive(preview.files, preview.target))}`,
        ...preview.names.map((name) => `    ${harmless(name)}`),
        ...(more > 0 ? [`    ${words.andMore(more)}`] : []),
      ];
    }
    case 'request':
      return [`  ${harmless(words.request(preview.url))}`];
  }
}

function painted(line: string, style: Style): string {
  if (line.startsWith('+') && !line.startsWith('+++')) return style.good(line);
  return line.startsWith('-') && !line.startsWith('---') ? style.bad(line) : line;
}
