/** A verdict rests on what decides, not on names, order, line ends or bystanders: every case, told in other ways. */
import { describe, expect, test } from 'vitest';

import { differences } from '../../../electron/hosts/cases/compare.ts';
import { diagnoseRecording, readCases } from './support/cases.ts';
import { VARIATIONS } from './support/variations.ts';

const cases = await readCases();

describe('a verdict stays what it is', () => {
  test.each(VARIATIONS)('with $name', { timeout: 60_000 }, async ({ vary }) => {
    const changed: string[] = [];
    let varied = 0;
    for (const { id, recording, expect: expected } of cases) {
      const told = vary(recording);
      if (JSON.stringify(told) === JSON.stringify(recording)) continue;
      varied++;
      changed.push(...differences(expected, await diagnoseRecording(told)).map((problem) => `${id}: ${problem}`));
    }
    expect(changed).toEqual([]);
    expect(varied, 'cases that this changes').toBeGreaterThan(0);
  });
});
