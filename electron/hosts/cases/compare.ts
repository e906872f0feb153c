/** Holds a diagnosis against a case's expectation. */
import * as v from 'valibot';

import { VERDICT_CODES } from '../../contract/codes.ts';
import type { Diagnosis } from '../../contract/diagnosis.ts';
import { faultsOfOthers } from '../../contract/present.ts';

/** `expect` of a case file (docs/recording.md). */
export interface Expectation {
  readonly verdict: string | readonly string[];
  readonly side?: string;
  readonly mode?: string;
  readonly also?: readonly string[];
  readonly never?: readonly string[];
}

/** The expectation, or what is wrong with it: a misspelt code would otherwise be one that no diagnosis ever meets. */
export function readExpectation(value: unknown): Expectation | { readonly problem: string } {
  if (value === undefined) return { problem: 'no expectation' };
  const { success, issues } = v.safeParse(expectation, value);
  // What was checked is what was written.
  if (success) return value as Expectation;
  const [issue] = issues;
  return { problem: `expect.${v.getDotPath(issue) ?? 'verdict'}: ${issue.message.slice(0, 80)}` };
}

const code = v.picklist(VERDICT_CODES);
const expectation = v.object({
  verdict: v.union([code, v.pipe(v.array(code), v.minLength(1))], 'no code, and no list of codes'),
  side: v.optional(v.string()),
  mode: v.optional(v.string()),
  also: v.optional(v.array(v.picklist(VERDICT_CODES, 'no code'))),
  never: v.optional(v.array(v.picklist(VERDICT_CODES, 'no code'))),
});

/** What differs, one sentence each; empty when the expectation is met. */
export function differences(expect: Expectation, diagnosis: Diagnosis): readonly string[] {
  const wanted = typeof expect.verdict === 'string' ? [expect.verdict] : expect.verdict;
  const got = diagnosis.verdict.code;
  const also = [...diagnosis.also, ...faultsOfOthers(diagnosis).map(({ finding }) => finding)];
  const named = [got, ...also.map(({ code }) => code)] as readonly string[];
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
