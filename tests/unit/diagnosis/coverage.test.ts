/** Every cause is met in recordings: plainly, among noise, and where it only seems to be; and our confidence is honest. */
import { describe, expect, it } from 'vitest';

import { VERDICT_CODES } from '../../../electron/contract/codes.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import { carries, LADDERS } from '../../../electron/contract/ladder.ts';
import { readAllCases } from './support/cases.ts';
import type { Case } from './support/cases.ts';

const cases = await readAllCases();

const wanted = ({ expect: { verdict } }: Case): readonly string[] =>
  typeof verdict === 'string' ? [verdict] : verdict;

/** Codes that say that nothing is wrong, or nothing can be said: there is no near-miss of them. */
const NO_CAUSES: ReadonlySet<VerdictCode> = new Set(['healthy', 'misread-symptom', 'undecided']);

describe('the cases', () => {
  it('are more than a hundred and twenty', () => {
    expect(cases.length).toBeGreaterThan(120);
  });

  it.each(VERDICT_CODES)('show %s at least twice, with no other answer allowed', (code) => {
    expect(cases.filter((one) => wanted(one).join() === code).length).toBeGreaterThanOrEqual(2);
  });

  it.each(VERDICT_CODES.filter((code) => !NO_CAUSES.has(code)))(
    'show a healthy machine that is taken for %s',
    (code) => {
      const near = cases.filter(
        (one) =>
          wanted(one).some((verdict) => verdict === 'healthy' || verdict === 'misread-symptom') &&
          one.expect.never?.includes(code) === true,
      );
      expect(near.length).toBeGreaterThanOrEqual(1);
    },
  );
});

describe('over all cases', () => {
  const named = (confidence: string): readonly Case[] =>
    cases.filter(({ whole }) => whole.verdict.confidence === confidence && whole.verdict.code !== 'undecided');
  const wrong = (all: readonly Case[]): readonly string[] =>
    all.filter((one) => !wanted(one).includes(one.whole.verdict.code)).map(({ id }) => id);

  it('certain is right every time', () => {
    expect(wrong(named('certain'))).toEqual([]);
  });

  it('likely is right nine times of ten', () => {
    const likely = named('likely');
    expect(wrong(likely).length).toBeLessThanOrEqual(likely.length / 10);
  });

  it('what a case rules out is never named with certainty, nor beside the verdict', () => {
    const broken = cases.flatMap(({ id, expect: { never = [] }, whole }) =>
      [whole.verdict, ...whole.also]
        .filter(({ code, confidence }) => never.includes(code) && confidence !== 'possible')
        .map(({ code }) => `${id}: ${code}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('the confidence ladder', () => {
  it('lets no finding be surer than its evidence', () => {
    const tooSure = cases.flatMap(({ id, whole }) =>
      whole.findings
        .filter(({ outcome, confidence }) => outcome === 'fail' && confidence !== 'possible')
        .filter(({ code, confidence, evidence }) => confidence !== 'possible' && !carries(code, confidence, evidence))
        .map(({ code }) => `${id}: ${code}`),
    );
    expect(tooSure).toEqual([]);
  });

  it.each(VERDICT_CODES.filter((code) => LADDERS[code].certain.length > 0))('of %s is climbed to the top', (code) => {
    const certain = cases.some(({ whole }) =>
      [whole.verdict, ...whole.findings].some((finding) => finding.code === code && finding.confidence === 'certain'),
    );
    expect(certain).toBe(true);
  });

  it('makes a version alone accuse nobody', () => {
    expect(
      carries('napcat-known-bad-version', 'likely', [{ kind: 'version', product: 'napcat', version: '4.1.1' }]),
    ).toBe(false);
  });
});
