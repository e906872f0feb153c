/** A diagnosis for people: the five hops, the one sentence, why, what to do, what else, and what was not seen. */
import type { DiagnosisDocument, HopState, VerdictDocument } from '../../../contract/diagnosis.ts';
import type { Catalogue } from '../../../contract/messages/catalogue.ts';
import type { CliMessages } from '../../../contract/messages/cli.ts';
import { isOfShownAccount } from '../../../contract/present.ts';
import { watchClock } from '../../../contract/messages/phrase.ts';
import type { Terminal } from '../terminal.ts';
import { columns, harmlessLine, padTo } from './style.ts';
import type { Style } from './style.ts';

export function printDiagnosis(
  untrusted: DiagnosisDocument,
  catalogue: Catalogue,
  { out, style, messages }: Terminal,
): void {
  const { labels } = messages;
  const document = harmlessDocument(untrusted);
  const lines = [
    ...picture(document.hops, catalogue, style),
    '',
    ...machineLines(document, messages),
    '',
    ...verdictLines(document.verdict, catalogue, style, messages),
    ...section(messages.watch.timeline, timelineLines(document, messages), style),
    ...section(
      labels.nextStep,
      catalogue.pages[document.verdict.code].steps.map((step, index) => `${index + 1}. ${step}`),
      style,
    ),
    ...section(
      labels.also,
      document.also.filter(isOfShownAccount).map(({ title, text, code }) => `- ${title} (${code}): ${text}`),
      style,
    ),
    ...section(labels.others, otherAccounts(document, messages), style),
    ...section(labels.unseen, unseen(document, messages), style),
    ...section(labels.ways, otherWays(document, messages), style),
    '',
    style.dim(labels.elapsed(document.elapsedMs)),
  ];
  out(lines.join('\n'));
}

/** One line a hop: a mark, its name, its state in words. Colour comes on top and never alone. */
function picture(hops: readonly HopState[], catalogue: Catalogue, style: Style): readonly string[] {
  const width = Math.max(...hops.map(({ hop }) => columns(catalogue.hops[hop].name)));
  return hops.map(({ hop, outcome, code }) => {
    const { mark, paint } = MARKS[outcome];
    const said =
      code === null ? catalogue.outcomes[outcome] : `${catalogue.outcomes[outcome]}: ${catalogue.pages[code].title}`;
    return `${style[paint](`[${mark}]`)} ${hop} ${padTo(catalogue.hops[hop].name, width)}  ${style[paint](said)}`;
  });
}

const MARKS = {
  pass: { mark: 'ok', paint: 'good' },
  warn: { mark: '! ', paint: 'warn' },
  fail: { mark: 'X ', paint: 'bad' },
  skip: { mark: '- ', paint: 'dim' },
  unknown: { mark: '? ', paint: 'warn' },
  error: { mark: 'E ', paint: 'bad' },
} as const satisfies Record<HopState['outcome'], { mark: string; paint: keyof Style }>;

function machineLines({ napcat, qq, framework }: DiagnosisDocument, { labels }: CliMessages): readonly string[] {
  const words = (...parts: readonly (string | number | null | undefined)[]): string =>
    parts.filter((part) => part != null && part !== '').join(' · ');
  return [
    ...(napcat === null
      ? []
      : [
          `${labels.napcat}: ${words(napcat.version, `${napcat.mode} (${napcat.form})`, napcat.account, napcat.configFile ?? napcat.dir)}`,
          ...(napcat.otherReadings ?? []).map(
            ({ mode, form, reason }) => `  ${labels.otherReading(mode, form, reason)}`,
          ),
        ]),
    ...(qq?.version == null ? [] : [`${labels.qq}: ${words(qq.version, qq.dir)}`]),
    ...(framework === null
      ? []
      : [
          `${labels.framework}: ${words(framework.kind, framework.port === null ? framework.host : `${framework.host ?? ''}:${framework.port}`, framework.projectDir)}`,
        ]),
  ];
}

function verdictLines(
  verdict: VerdictDocument,
  catalogue: Catalogue,
  style: Style,
  { labels }: CliMessages,
): readonly string[] {
  const paint = verdict.side === 'none' ? style.good : verdict.side === 'unsure' ? style.warn : style.bad;
  return [
    `${style.bold(labels.verdict)}: ${style.bold(paint(verdict.title))}`,
    `  ${verdict.text}`,
    style.dim(
      `  ${labels.code}: ${verdict.code} · ${labels.side}: ${catalogue.sides[verdict.side]} · ${labels.confidence[verdict.confidence]}`,
    ),
    ...section(
      labels.evidence,
      verdict.evidence.map(({ sentence }) => `- ${sentence}`),
      style,
    ),
  ];
}

/** One line an account: what it has is told in full by a diagnosis of its own. */
function otherAccounts({ others = [] }: DiagnosisDocument, { labels }: CliMessages): readonly string[] {
  return others.map(({ account, dir, verdict, also }) => {
    const found = [verdict, ...also].map(({ title, code }) => `${title} (${code})`);
    return `- ${labels.otherAccount(account, dir)}: ${found.join(' · ')} · ${labels.confidence[verdict.confidence]}`;
  });
}

function timelineLines({ watch }: DiagnosisDocument, { watch: texts }: CliMessages): readonly string[] {
  if (watch === undefined) return [];
  if (watch.events.length === 0) return [texts.nothing];
  return watch.events.map(({ at, sentence }) => `${watchClock(at)}  ${sentence}`);
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', `${style.bold(title)}:`, ...lines.map((line) => `  ${line}`)];
}

function unseen({ coverage }: DiagnosisDocument, { collectors, coverage: states }: CliMessages): readonly string[] {
  return Object.entries(coverage)
    .filter(([, state]) => state === 'denied' || state === 'timeout')
    .map(
      ([collector, state]) =>
        `- ${collectors[collector as keyof typeof collectors]}: ${states[state as keyof typeof states]}`,
    );
}

function otherWays({ ways = {} }: DiagnosisDocument, { collectors }: CliMessages): readonly string[] {
  return Object.entries(ways).map(
    ([collector, tool]) => `- ${collectors[collector as keyof typeof collectors]}: ${tool}`,
  );
}

/** Every text of it on one line and without control characters, before our own colours come on top. */
function harmlessDocument<T>(value: T): T {
  const clean = (inner: unknown): unknown => {
    if (typeof inner === 'string') return harmlessLine(inner);
    if (Array.isArray(inner)) return inner.map(clean);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, member]) => [key, clean(member)]));
  };
  // Only texts change, so the shape stays what it was.
  return clean(value) as T;
}
