/** The cases of tests/cases that meet their expectation; the case runner reports those that do not. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Diagnosis } from '../../../../electron/contract/diagnosis.ts';
import { examine } from '../../../../electron/doctor.ts';
import { differences } from '../../../../electron/hosts/cases/compare.ts';
import type { Expectation } from '../../../../electron/hosts/cases/compare.ts';
import { createRecordedMachine, parseRecording } from '../../../../electron/machine/recorded/index.ts';
import type { RecordingDocument } from '../../../../electron/machine/recorded/index.ts';

export interface Case {
  /** The file's name without its ending. */
  readonly id: string;
  readonly recording: RecordingDocument;
  readonly expect: Expectation;
  /** What all of it proves. */
  readonly whole: Diagnosis;
}

const CASES = fileURLToPath(new URL('../../../cases', import.meta.url));

export async function readCases(): Promise<readonly Case[]> {
  const files = readdirSync(CASES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const cases = await Promise.all(
    files.toSorted().map(async (file): Promise<Case | null> => {
      const parsed = await parseRecording(readFileSync(join(CASES, file)));
      if ('error' in parsed) return null;
      const { recording } = parsed;
      // Written by hand beside the recording; the case runner reads it the same way.
      const expect = parsed.expect as Expectation;
      const whole = await diagnoseRecording(recording);
      return differences(expect, whole).length > 0 ? null : { id: basename(file, '.yaml'), recording, expect, whole };
    }),
  );
  return cases.filter((one) => one !== null);
}

export async function diagnoseRecording(recording: RecordingDocument): Promise<Diagnosis> {
  return (await examine(createRecordedMachine(recording), { deep: false })).diagnosis;
}

/** The codes that a case names as right. */
export function expectedCodes({ expect }: Case): readonly string[] {
  return [...(typeof expect.verdict === 'string' ? [expect.verdict] : expect.verdict), ...(expect.also ?? [])];
}
