/** What a report shows, before it is HTML or text: sections of lines, in one language. */
import type { BundleManifest } from '../../contract/bundle.ts';
import type { DiagnosisDocument, HopState, VerdictDocument } from '../../contract/diagnosis.ts';
import { isOfShownAccount } from '../../contract/present.ts';
import type { BundleMessages } from '../../contract/messages/bundle.ts';
import { clock, frameworkName, watchClock } from '../../contract/messages/phrase.ts';
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

/** A line, or a term with what is said of it. */
export type ReportLine =
  string | { readonly term: string; readonly text: string; readonly tone?: 'good' | 'warn' | 'bad' | 'plain' };

export interface ReportSection {
  readonly heading: string;
  readonly lines: readonly ReportLine[];
  readonly ordered?: true;
  /** A sentence before the lines. */
  readonly lead?: string;
}

export interface ReportView {
  readonly title: string;
  readonly subtitle: string;
  readonly hops: readonly ReportHop[];
  readonly headline: string;
  readonly sentence: string;
  readonly remark: string;
  /** How the verdict is to be shown. */
  readonly tone: 'good' | 'bad' | 'plain';
  readonly sections: readonly ReportSection[];
}

/** `diagnosis` is `null` when it failed: the report then says so and shows what is known all the same. */
export function reportView(
  diagnosis: DiagnosisDocument | null,
  { takenAt, tool, omitted, coverage, masked }: Omit<BundleManifest, 'parts'>,
  system: string,
  texts: ReportTexts,
): ReportView {
  const { bundle, catalogue } = texts;
  const labels = bundle.report;
  const around: readonly ReportSection[] = [
    {
      heading: labels.looked,
      lines: Object.entries(coverage).map(([name, state]) => ({
        ...{ term: texts.collectors[name] ?? name, text: texts.coverage[state] ?? state },
        tone: state === 'denied' || state === 'timeout' ? 'warn' : 'plain',
      })),
    },
    {
      heading: labels.omitted,
      lines: omitted.map(({ what, reason }) => ({ term: what, text: bundle.reasons[reason] })),
    },
    {
      heading: labels.privacy,
      lead: labels.masked,
      lines: Object.entries(masked)
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => ({ term: bundle.kinds[kind as keyof typeof bundle.kinds], text: `${count}` })),
    },
  ];
  const when = takenAt === null ? '' : `${labels.takenAt} ${clock(takenAt)} UTC · `;
  const common = { title: labels.title, subtitle: `${when}${labels.tool} ${tool.version}` };
  const shown = (sections: readonly ReportSection[]) =>
    sections.filter(({ lines, lead }) => lines.length > 0 || lead !== undefined);
  if (diagnosis === null) {
    const sections = shown([{ heading: labels.machine, lines: [{ term: labels.system, text: system }] }, ...around]);
    return { ...common, hops: [], headline: labels.noDiagnosis, sentence: '', remark: '', tone: 'plain', sections };
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
    tone: verdict.side === 'none' ? 'good' : verdict.code === 'undecided' ? 'plain' : 'bad',
    sections: shown([
      { heading: labels.evidence, lines: verdict.evidence.map(({ sentence }) => sentence) },
      ...timelineOf(diagnosis, labels),
      { heading: labels.steps, lines: page.steps, ordered: true },
      { heading: labels.avoid, lines: page.avoid },
      {
        heading: labels.also,
        lines: also.filter(isOfShownAccount).map(({ title, code, text }) => ({ term: `${title} (${code})`, text })),
      },
      {
        heading: labels.others,
        lines: (diagnosis.others ?? []).map((other) => ({
          term: other.account ?? other.dir ?? '',
          text: `${other.verdict.title} (${other.verdict.code})`,
        })),
      },
      { heading: labels.machine, lines: [{ term: labels.system, text: system }, ...machineLines(diagnosis)] },
      ...around,
    ]),
  };
}

function remarkOf({ code, side, confidence }: VerdictDocument, catalogue: Catalogue): string {
  return `${code} · ${catalogue.sides[side]} · ${catalogue.confidence[confidence]}`;
}

const TONES = { info: 'plain', lifecycle: 'plain', success: 'good', warn: 'warn', problem: 'bad' } as const;

function timelineOf({ watch }: DiagnosisDocument, labels: BundleMessages['report']): readonly ReportSection[] {
  if (watch === undefined) return [];
  const { startedAt, lastedMs, events } = watch;
  const lines = events.map(({ at, sentence, severity }) => ({
    ...{ term: watchClock(at), text: sentence, tone: TONES[severity] },
  }));
  return [
    {
      heading: labels.timeline,
      lead: labels.watched(`${clock(startedAt)} UTC`, Math.round(lastedMs / 1000)),
      lines: lines.length === 0 ? [labels.nothing] : lines,
    },
  ];
}

function machineLines({ napcat, qq, framework }: DiagnosisDocument): readonly ReportLine[] {
  const line = (term: string, ...parts: readonly (string | number | null)[]): ReportLine => ({
    term,
    text: parts.filter((part) => part !== null && part !== '').join(' · '),
  });
  return [
    ...(napcat === null
      ? []
      : [
          line(
            'NapCat',
            ...[napcat.version, `${napcat.mode} (${napcat.form})`],
            ...[napcat.account, napcat.dir, napcat.configFile],
          ),
        ]),
    ...(qq === null ? [] : [line('QQ', qq.version, qq.dir)]),
    ...(framework === null
      ? []
      : [line(frameworkName(framework.kind, framework.kind), framework.host, framework.port, framework.projectDir)]),
  ];
}
