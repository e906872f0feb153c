/** Holds a diagnosis against a case's expectation. */
import type { Diagnosis } from '../../contract/diagnosis.ts';

/** `expect` of a case file (docs/recording.md). */
export interface Expectation {
  readonly verdict: string | readonly string[];
  readonly side?: string;
  readonly mode?: string;
  readonly also?: readonly string[];
  readonly never?: readonly string[];
}

/** What differs, one sentence each; empty when the expectation is met. */
export function differences(expect: Expectation, diagnosis: Diagnosis): readonly string[] {
  const wanted = typeof expect.verdict === 'string' ? [expect.verdict] : expect.verdict;
  const got = diagnosis.verdict.code;
  const named = [got, ...diagnosis.also.map(({ code }) => code)] as readonly string[];
  const found: string[] = [];
  if (!wanted.includes(got)) found.push(`verdict ${got}`);
  if (expect.side !== undefined && expect.side !== diagnosis.verdict.side)
    found.push(`side ${diagnosis.verdict.side}, expected ${expect.side}`);
  if (expect.mode !== undefined && expect.mode !== diagnosis.napcat?.mode)
    found.push(`mode ${diagnosis.napcat?.mode ?? 'none'}, expected ${expect.mode}`);
  for (const code of expect.also ?? []) if (!named.includes(code)) found.push(`also lacks ${code}`);
  for (const code of expect.never ?? []) if (named.includes(code)) found.push(`names ${code}, which must never appear`);
  return found;
}
