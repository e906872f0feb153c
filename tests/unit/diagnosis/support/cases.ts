/** The cases of tests/cases, read and diagnosed; the case runner reports those that do not meet their expectation. */
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

/** Those that meet their expectation: what is tried on them must not change that. */
export async function readCases(): Promise<readonly Case[]> {
  return (await readAllCases()).filter(({ expect, whole }) => differences(expect, whole).length === 0);
}

export async function readAllCases(): Promise<readonly Case[]> {
  const files = readdirSync(CASES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return Promise.all(
    files.toSorted().map(async (file): Promise<Case> => {
      const parsed = await parseRecording(readFileSync(join(CASES, file)));
      if ('error' in parsed) throw new Error(`${file}: ${parsed.error.message}`);
      const { recording } = parsed;
      // Written by hand beside the recording; the case runner reads it the same way.
      const expect = parsed.expect as Expectation;
      return { id: basename(file, '.yaml'), recording, expect, whole: await diagnoseRecording(recording) };
    }),
  );
}

export async function diagnoseRecording(recording: RecordingDocument): Promise<Diagnosis> {
  return (await examine(createRecordedMachine(recording), { deep: false })).diagnosis;
}

/** The codes that a case names as right. */
export function expectedCodes({ expect }: Case): readonly string[] {
  return [...(typeof expect.verdict === 'string' ? [expect.verdict] : expect.verdict), ...(expect.also ?? [])];
}
