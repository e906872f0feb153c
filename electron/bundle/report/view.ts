/** What a report shows, before it is HTML or text: sections of lines, in one language. */
import type { BundleManifest } from '../../contract/bundle.ts';
import type { DiagnosisDocument, HopState, VerdictDocument } from '../../contract/diagnosis.ts';
import type { BundleMessages } from '../../contract/messages/bundle.ts';
import { watchClock } from '../../contract/messages/phrase.ts';
import type { Catalogue } from '../../contract/messages/catalogue.ts';

export interface ReportTexts {
  readonly catalogue: Catalogue;
  readonly bundle: BundleMessages;
  /** Names of collectors and of how their questions ended. */
  readonly collectors: Readonly<Record<string, string>>;
  readonly coverage: Readonly<Record<string, string>>;
}

export interface ReportHop {
  readonly outcome: HopState['outcome'];
  readonly name: string;
  readonly said: string;
}

export interface ReportSection {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly ordered?: true;
}

export interface ReportView {
  readonly title: string;
  readonly subtitle: string;
  readonly hops: readonly ReportHop[];
  readonly headline: string;
  readonly sentence: string;
  readonly remark: string;
  readonly sections: readonly ReportSection[];
}

/** `diagnosis` is `null` when it failed: the report then says so and shows what is known all the same. */
export function reportView(
  diagnosis: DiagnosisDocument | null,
  { takenAt, tool, omitted, coverage }: Omit<BundleManifest, 'parts'>,
  system: string,
  texts: ReportTexts,
): ReportView {
  const { bundle, catalogue } = texts;
  const labels = bundle.report;
  const around: readonly ReportSection[] = [
    {
      heading: labels.looked,
      lines: Object.entries(coverage).map(
        ([name, state]) => `${texts.collectors[name] ?? name}: ${texts.coverage[state] ?? state}`,
      ),
    },
    { heading: labels.omitted, lines: omitted.map(({ what, reason }) => `${what}: ${bundle.reasons[reason]}`) },
    { heading: labels.privacy, lines: [labels.masked] },
  ];
  const common = { title: labels.title, subtitle: `${labels.takenAt} ${takenAt} · ${labels.tool} ${tool.version}` };
  const shown = (sections: readonly ReportSection[]) => sections.filter(({ lines }) => lines.length > 0);
  if (diagnosis === null) {
    const sections = shown([{ heading: labels.machine, lines: [`${labels.system}: ${system}`] }, ...around]);
    return { ...common, hops: [], headline: labels.noDiagnosis, sentence: '', remark: '', sections };
  }
  const { verdict, also, hops } = diagnosis;
  const page = catalogue.pages[verdict.code];
  return {
    ...common,
    hops: hops.map(({ hop, outcome, code }) => ({
      outcome,
      name: `${hop} ${catalogue.hops[hop].name}`,
      said:
        code === null ? catalogue.outcomes[outcome] : `${catalogue.outcomes[outcome]}: ${catalogue.pages[code].title}`,
    })),
    headline: verdict.title,
    sentence: verdict.text,
    remark: remarkOf(verdict, catalogue),
    sections: shown([
      { heading: labels.evidence, lines: verdict.evidence.map(({ sentence }) => sentence) },
      { heading: labels.timeline, lines: timelineLines(diagnosis, labels) },
      { heading: labels.steps, lines: page.steps, ordered: true },
      { heading: labels.avoid, lines: page.avoid },
      { heading: labels.also, lines: also.map(({ title, code, text }) => `${title} (${code}): ${text}`) },
      { heading: labels.machine, lines: machineLines(diagnosis, `${labels.system}: ${system}`) },
      ...around,
    ]),
  };
}

function remarkOf({ code, side, confidence }: VerdictDocument, catalogue: Catalogue): string {
  return `${code} · ${catalogue.sides[side]} · ${catalogue.confidence[confidence]}`;
}

function timelineLines(
  { watch }: DiagnosisDocument,
  { watched, nothing }: BundleMessages['report'],
): readonly string[] {
  if (watch === undefined) return [];
  const { startedAt, lastedMs, events } = watch;
  return [
    watched(startedAt, Math.round(lastedMs / 1000)),
    ...(events.length === 0 ? [nothing] : events.map(({ at, sentence }) => `${watchClock(at)}  ${sentence}`)),
  ];
}

function machineLines({ napcat, qq, framework }: DiagnosisDocument, system: string): readonly string[] {
  const line = (name: string, ...parts: readonly (string | number | null)[]): string =>
    `${name}: ${parts.filter((part) => part !== null && part !== '').join(' · ')}`;
  return [
    system,
    ...(napcat === null
      ? []
      : [
          line(
            'NapCat',
            napcat.version,
            `${napcat.mode} (${napcat.form})`,
            napcat.account,
            napcat.dir,
            napcat.configFile,
          ),
        ]),
    ...(qq === null ? [] : [line('QQ', qq.version, qq.dir)]),
    ...(framework === null ? [] : [line(framework.kind, framework.host, framework.port, framework.projectDir)]),
  ];
}
