import { expect, test } from 'vitest';

import { VERDICT_CODES } from '../../../electron/contract/codes.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { Finding, Outcome } from '../../../electron/contract/diagnosis.ts';
import { exitStatusOf } from '../../../electron/hosts/cli/exit-status.ts';

const finding = (code: VerdictCode, outcome: Outcome): Finding => ({
  ...{ check: 'any', code, outcome, hop: null, side: 'none', confidence: 'certain' },
  ...{ params: {}, evidence: [], explainedBy: null, remedies: [] },
});
const statusOf = (code: VerdictCode, ...outcomes: Outcome[]) =>
  exitStatusOf({
    verdict: finding(code, 'fail'),
    findings: outcomes.map((outcome) => finding('events-missing', outcome)),
  });

test.each(['healthy', 'misread-symptom'] as const)('%s without a warning is 0', (code) => {
  expect(statusOf(code, 'unknown')).toBe(0);
});

test.each(['healthy', 'misread-symptom'] as const)('%s with a warning is 1', (code) => {
  expect(statusOf(code, 'warn')).toBe(1);
});

test('every cause is 2', () => {
  const causes = VERDICT_CODES.filter((code) => !['healthy', 'misread-symptom', 'undecided'].includes(code));
  expect(new Set(causes.map((code) => statusOf(code, 'warn')))).toEqual(new Set([2]));
});

test('undecided is 3', () => {
  expect(statusOf('undecided', 'warn')).toBe(3);
});
