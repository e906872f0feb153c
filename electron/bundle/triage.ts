/** One line a bundle, from the diagnosis in it and without making a new one: fast enough for a folder of hundreds. */
import * as v from 'valibot';
import type { BundleError, TriageRow } from '../contract/bundle.ts';
import { VERDICT_CODES } from '../contract/codes.ts';
import { openParts } from './open.ts';

const text = v.pipe(v.string(), v.maxLength(200));
const nullableText = v.nullable(text);
const finding = v.object({
  code: v.picklist(VERDICT_CODES),
  confidence: v.picklist(['certain', 'likely', 'possible']),
});

const diagnosisSchema = v.object({
  verdict: finding,
  also: v.array(finding),
  napcat: v.nullable(v.object({ version: nullableText })),
  qq: v.nullable(v.object({ version: nullableText })),
  framework: v.nullable(v.object({ kind: text })),
});

/** `file`: under which name the row is shown. Never throws. */
export function triageRow(file: string, bytes: Uint8Array): TriageRow {
  const bundle = openParts(bytes);
  if ('error' in bundle) return unreadable(file, bundle.error);
  const content = bundle.read('diagnosis');
  if (content === undefined) return unreadable(file, { code: 'diagnosis-invalid', detail: '' });
  if ('error' in content) return unreadable(file, content.error);
  const parsed = v.safeParse(diagnosisSchema, parseJson(content));
  if (!parsed.success)
    return unreadable(file, { code: 'diagnosis-invalid', detail: v.getDotPath(parsed.issues[0]) ?? '' });
  const { verdict, also, napcat, qq, framework } = parsed.output;
  return {
    file,
    verdict: verdict.code,
    confidence: verdict.confidence,
    also: also.map(({ code }) => code),
    napcat: napcat?.version ?? null,
    qq: qq?.version ?? null,
    framework: framework?.kind ?? null,
    tool: bundle.manifest.tool.version,
    error: null,
  };
}

/** How often each verdict came up, the most frequent first; `null` stands for bundles that did not open. */
export function frequencies(
  rows: readonly TriageRow[],
): readonly { readonly verdict: TriageRow['verdict']; readonly count: number }[] {
  const counts = new Map<TriageRow['verdict'], number>();
  for (const { verdict } of rows) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => ({ verdict, count })).toSorted((a, b) => b.count - a.count);
}

function unreadable(file: string, error: BundleError): TriageRow {
  const nothing = { verdict: null, confidence: null, napcat: null, qq: null, framework: null, tool: null };
  return { file, ...nothing, also: [], error };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
