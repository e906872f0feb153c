/** The heart of the bundle: whoever opens one sees what its owner's machine showed. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../../../electron/bundle/open.ts';
import type { Diagnosis } from '../../../electron/contract/diagnosis.ts';
import { examine } from '../../../electron/doctor.ts';
import { createRecordedMachine } from '../../../electron/machine/recorded/index.ts';
import { draftOf, readCase } from './support/draft.ts';

const CASES = join(import.meta.dirname, '../../cases');
const files = readdirSync(CASES, { recursive: true })
  .map(String)
  .filter((name) => /\.ya?ml$/.test(name))
  .toSorted();

/** What must survive: the verdict, what else is wrong, and how sure we are. */
function essence({ verdict, also, napcat, framework }: Diagnosis): object {
  const told = ({ code, variant, confidence, side }: Diagnosis['verdict']) => ({ code, variant, confidence, side });
  return {
    verdict: told(verdict),
    also: also.map(told),
    napcat: napcat && { mode: napcat.mode, form: napcat.form, version: napcat.version, running: napcat.running },
    framework: framework && { kind: framework.kind, port: framework.port, running: framework.running },
  };
}

describe('a case that is recorded, exported and opened', () => {
  it('covers every case of the suite', () => {
    expect(files.length).toBeGreaterThan(290);
  });

  it.each(files)('%s gives the same verdict', async (file) => {
    const recording = await readCase(join(CASES, file));
    const before = await examine(createRecordedMachine(recording), { deep: false });
    const draft = await draftOf(recording);
    const opened = await openBundle(draft.pack());
    if ('error' in opened) throw new Error(`${opened.error.code} ${opened.error.detail}`);
    const after = await examine(opened.machine, { deep: false });
    expect(draft.omitted).toEqual([]);
    expect(essence(after.diagnosis)).toEqual(essence(before.diagnosis));
  });
});
