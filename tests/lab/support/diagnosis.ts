/**
 * Diagnoses this very machine, as the command line does, and once more from the recording that was made on the way:
 * both must say the same.
 */
import { expect } from 'vitest';

import { VERDICTS } from '../../../electron/contract/codes.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { Diagnosis } from '../../../electron/contract/diagnosis.ts';
import { examine } from '../../../electron/doctor.ts';
import { createLiveMachine } from '../../../electron/machine/index.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import { createRecorder, serializeRecording } from '../../../electron/machine/recorder.ts';
import type { SurveyRequest } from '../../../electron/survey/facts.ts';
import type { NapCat } from './napcat.ts';

export interface Expected {
  readonly verdict: VerdictCode;
  /** Exactly these further causes. Default: none. */
  readonly also?: readonly VerdictCode[];
  readonly confidence?: 'certain' | 'likely' | 'possible';
}

export async function diagnoseLive(
  request: Partial<SurveyRequest> = {},
  consoleTexts: readonly { of: string; text: string }[] = [],
): Promise<Diagnosis> {
  const recorder = createRecorder(await createLiveMachine(consoleTexts));
  const { diagnosis } = await examine(recorder.machine, { deep: false, ...request });
  const parsed = await parseRecording(serializeRecording(recorder.recording()));
  if ('error' in parsed) throw new Error(`the recording cannot be read again: ${parsed.error.message}`);
  const replayed = await examine(createRecordedMachine(parsed.recording), { deep: false, ...request });
  expect(summaryOf(replayed.diagnosis), 'the recording says the same as the machine').toEqual(summaryOf(diagnosis));
  return diagnosis;
}

export async function expectVerdict(
  napcat: NapCat | null,
  expected: Expected,
  request: Partial<SurveyRequest> = {},
  consoleTexts: readonly { of: string; text: string }[] = [],
): Promise<Diagnosis> {
  const diagnosis = await diagnoseLive(
    { ...(napcat === null ? {} : { napcatDir: napcat.dir }), ...request },
    consoleTexts,
  );
  const { verdict } = diagnosis;
  expect(
    { verdict: verdict.code, also: diagnosis.also.map(({ code }) => code).toSorted() },
    JSON.stringify(
      diagnosis.findings.map(({ check, code, outcome, confidence, explainedBy }) => ({
        check,
        code,
        outcome,
        confidence,
        explainedBy,
      })),
      null,
      1,
    ),
  ).toEqual({
    verdict: expected.verdict,
    also: (expected.also ?? []).toSorted(),
  });
  if (expected.confidence !== undefined) expect(verdict.confidence).toBe(expected.confidence);
  expectHop(diagnosis, expected.verdict);
  return diagnosis;
}

/** The picture agrees: the verdict's hop shows it, and no hop before it is proven broken. */
function expectHop({ verdict, hops, findings }: Diagnosis, code: VerdictCode): void {
  const { hop } = VERDICTS[code];
  expect(verdict.hop, 'hop of the verdict').toBe(hop);
  if (hop === null) return;
  const here = hops.find((state) => state.hop === hop);
  if (verdict.confidence === 'certain') expect(here, 'its hop').toMatchObject({ outcome: 'fail', code });
  const proven = new Set(findings.filter(({ confidence }) => confidence === 'certain').map((finding) => finding.code));
  const before = hops.filter((state) => state.hop < hop && state.outcome === 'fail' && proven.has(state.code ?? code));
  expect(before, 'hops before it').toEqual([]);
}

function summaryOf({ verdict, also }: Diagnosis): object {
  return {
    code: verdict.code,
    variant: verdict.variant,
    confidence: verdict.confidence,
    also: also.map(({ code }) => code),
  };
}
