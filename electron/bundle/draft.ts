/**
 * A bundle before it is saved: every part as it will leave, so that its owner can read each and leave some out. The
 * diagnosis and the reports in it are made from the masked recording alone; what never reached them cannot leave in them.
 */
import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { BUNDLE_FORMAT } from '../contract/bundle.ts';
import type { BundleManifest, Omission, PartKind } from '../contract/bundle.ts';
import type { Diagnosis } from '../contract/diagnosis.ts';
import { presentDiagnosis } from '../contract/present.ts';
import type { RecordingDocument } from '../machine/recorded/index.ts';
import type { Facts, LogRule, SurveyRequest } from '../survey/facts.ts';
import { logExtracts } from './log-extracts.ts';
import { MANIFEST } from './manifest.ts';
import type { OwnLog } from './own-log.ts';
import { createPseudonyms, KINDS } from './redact/pseudonyms.ts';
import type { Kind, Pseudonyms } from './redact/pseudonyms.ts';
import { redactRecording } from './redact/redact.ts';
import { createScan } from './redact/scan.ts';
import { replaceOriginals } from './redact/originals.ts';
import { maskText } from './redact/text.ts';
import { maskUrl } from './redact/urls.ts';
import { reportHtml } from './report/html.ts';
import { reportSummary, reportText } from './report/text.ts';
import { reportView } from './report/view.ts';
import type { ReportTexts } from './report/view.ts';

export interface BundleSource {
  readonly recording: RecordingDocument;
  readonly request: SurveyRequest;
  /** `null`: the survey itself failed; the recording leaves all the same. */
  readonly facts: Facts | null;
  readonly rules: readonly LogRule[];
  readonly tool: { readonly name: string; readonly version: string };
  readonly language: string;
  readonly texts: ReportTexts;
  readonly log: OwnLog;
  /** What the host wrote into its own log before. */
  readonly earlierLog: string;
  /** Diagnoses a masked recording; `null` when that fails. */
  readonly examine: (recording: RecordingDocument, request: SurveyRequest) => Promise<Examined | null>;
}

export interface Examined {
  readonly facts: Facts;
  readonly diagnosis: Diagnosis;
  readonly elapsedMs: number;
}

export interface BundlePart {
  readonly file: string;
  readonly kind: PartKind;
  readonly bytes: Uint8Array;
}

export interface BundleDraft {
  /** What may leave, in the order of the zip. */
  readonly parts: readonly BundlePart[];
  /** What may not, or could not be had. */
  readonly omitted: readonly Omission[];
  /** Different originals that stand under other names, by kind. */
  readonly masked: Readonly<Record<Kind, number>>;
  /** Twenty lines for a chat. */
  readonly summary: string;
  /** The zip, without the files that were switched off. At most 10 MB, or `most` bytes. */
  pack(without?: ReadonlySet<string>, most?: number): Uint8Array;
}

export const LARGEST_BUNDLE = 10 * 1024 * 1024;

export async function draftBundle(source: BundleSource, names: Pseudonyms = createPseudonyms()): Promise<BundleDraft> {
  const { recording, withheld, failed } = redactRecording(source.recording, {
    ...{ names, rules: source.rules, productOf: productsIn(source.facts) },
    fault: (where, error) => source.log.fault(where, error),
  });
  const request = replaceOriginals(maskRequest(source.request, names), names);
  const examined = await source.examine(recording, request);
  const { catalogue } = source.texts;
  const diagnosis = examined === null ? null : presentDiagnosis(examined.diagnosis, catalogue, examined.elapsedMs);
  const ownLog = replaceOriginals(source.log.text(names, source.earlierLog), names);
  const scan = createScan(names, ownWords(source.texts));
  const isClean = (text: string | Uint8Array): boolean => scan(Buffer.from(text)).length === 0;

  const contents = [
    ...(diagnosis === null ? [] : [part('diagnosis.json', 'diagnosis', json(diagnosis))]),
    part('recording.json', 'recording', json(recording)),
    ...logExtracts(recording, examined?.facts.logs ?? []).map(({ file, text }) => part(file, 'log', text)),
    part('logs/napcat-doctor.txt', 'own-log', ownLog),
  ];
  const [clean, dirty] = parted(contents, ({ file, bytes }) => isClean(bytes) && isClean(file));
  const omitted: readonly Omission[] = [
    ...withheld.map((what): Omission => ({ what: what.slice(0, 300), reason: 'unknown-kind' })),
    ...failed.map((what): Omission => ({ what, reason: 'failed' })),
    ...(examined === null ? [{ what: 'diagnosis.json', reason: 'failed' as const }] : []),
    ...dirty.map(({ file, kind }): Omission => ({ what: kind === 'log' ? 'logs' : file, reason: 'original-found' })),
  ].map(({ what, reason }) => ({ what: isClean(what) ? what : '…', reason }));
  const head: Omit<BundleManifest, 'parts'> = {
    ...{ format: BUNDLE_FORMAT, tool: source.tool, language: source.language, omitted },
    takenAt: recording.takenAt == null ? null : new Date(recording.takenAt).toISOString(),
    request: isClean(JSON.stringify(request)) ? request : { deep: request.deep },
    masked: Object.fromEntries(KINDS.map((kind) => [kind, names.known[kind].size])),
    coverage: examined?.facts.coverage ?? {},
  };
  const { host } = recording;
  const system = [host.edition ?? host.platform, host.release, host.arch].filter((known) => known != null).join(' · ');
  const view = reportView(diagnosis, head, system, source.texts);
  const reports = [
    part('report.html', 'report', reportHtml(view, source.language)),
    part('report.txt', 'report-text', reportText(view)),
  ];
  const [cleanReports, dirtyReports] = parted(reports, ({ bytes }) => isClean(bytes));
  const all = [...omitted, ...dirtyReports.map(({ file }): Omission => ({ what: file, reason: 'original-found' }))];
  const parts = [...cleanReports, ...clean];
  const summary = reportSummary(view);
  return {
    parts,
    omitted: all,
    masked: head.masked,
    summary: isClean(summary) ? summary : '',
    pack: (without = new Set(), most = LARGEST_BUNDLE) => pack(parts, without, { ...head, omitted: all }, most),
  };
}

function parted<T>(list: readonly T[], fits: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  const fitting = new Set(list.filter(fits));
  return [[...fitting], list.filter((item) => !fitting.has(item))];
}

/** Whose log a file is, the survey found out. */
function productsIn(facts: Facts | null): Parameters<typeof redactRecording>[1]['productOf'] {
  const files = new Map(
    (facts?.logs ?? []).flatMap(({ origin, product }) =>
      origin.kind === 'file' ? [[origin.path.toLowerCase(), product]] : [],
    ),
  );
  return (path) => files.get(path.toLowerCase());
}

function maskRequest({ napcatDir, account, url, deep }: SurveyRequest, names: Pseudonyms): SurveyRequest {
  return {
    deep,
    ...(napcatDir === undefined ? {} : { napcatDir: maskText(napcatDir, names) }),
    ...(account === undefined ? {} : { account: names.account(account) }),
    ...(url === undefined ? {} : { url: maskUrl(url, names) }),
  };
}

/**
 * The largest extracts of logs go first when the zip would be too large: the recording holds their lines too. The
 * recording goes last, for only with it can a helper diagnose again. The manifest says what is missing.
 */
function pack(
  parts: readonly BundlePart[],
  without: ReadonlySet<string>,
  head: Omit<BundleManifest, 'parts'>,
  most: number,
): Uint8Array {
  const off = parts
    .filter(({ file }) => without.has(file))
    .map(({ file }): Omission => ({ what: file, reason: 'switched-off' }));
  const chosen = parts.filter(({ file }) => !without.has(file));
  for (let dropped: readonly BundlePart[] = []; ;) {
    const kept = chosen.filter((one) => !dropped.includes(one));
    const large = dropped.map(({ file }): Omission => ({ what: file, reason: 'too-large' }));
    const zip = zipOf(kept, { ...head, omitted: [...head.omitted, ...off, ...large] });
    const largest = kept.toSorted((a, b) => worthOf(a) - worthOf(b) || b.bytes.length - a.bytes.length)[0];
    if (zip.length <= most || largest === undefined) return zip;
    dropped = [...dropped, largest];
  }
}

const WORTH: readonly PartKind[] = ['log', 'own-log', 'report-text', 'report', 'diagnosis', 'recording'];

function worthOf({ kind }: BundlePart): number {
  return WORTH.indexOf(kind);
}

function zipOf(parts: readonly BundlePart[], head: Omit<BundleManifest, 'parts'>): Uint8Array {
  const manifest: BundleManifest = {
    ...head,
    parts: parts.map(({ file, kind, bytes }) => ({
      file,
      kind,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    })),
  };
  const files = Object.fromEntries(parts.map(({ file, bytes }) => [file, bytes]));
  // The clock of the machine is in the manifest; files carry none.
  return zipSync({ [MANIFEST]: json(manifest), ...files }, { level: 6, mtime: new Date(1980, 0, 1) });
}

function part(file: string, kind: PartKind, content: string | Uint8Array): BundlePart {
  return { file, kind, bytes: typeof content === 'string' ? Buffer.from(content) : content };
}

function json(document: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(document, null, 1)}\n`);
}

const OWN_WORDS = new WeakMap<ReportTexts, string>();

/** Every text of the catalogue, also those that are functions: a word in them says nothing of the machine. */
function ownWords(texts: ReportTexts): string {
  const known = OWN_WORDS.get(texts) ?? allTexts(texts).toLowerCase();
  OWN_WORDS.set(texts, known);
  return known;
}

function allTexts(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`;
  if (typeof value === 'function') return `${String(value)}\n`;
  return typeof value === 'object' && value !== null ? Object.values(value).map(allTexts).join('') : '';
}
