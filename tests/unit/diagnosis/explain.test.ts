import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { VERDICT_CODES } from '../../../electron/contract/codes.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { CheckResult } from '../../../electron/diagnosis/check.ts';
import { closure, explainAll, EXPLAINS } from '../../../electron/diagnosis/explain.ts';
import type { Explains } from '../../../electron/diagnosis/explain.ts';

const found = (code: VerdictCode, more: Partial<CheckResult> = {}): CheckResult =>
  ({ code, outcome: 'fail', confidence: 'certain', params: {}, evidence: [], about: null, ...more }) as CheckResult;

const graphs = fc
  .dictionary(fc.constantFrom(...VERDICT_CODES), fc.array(fc.constantFrom(...VERDICT_CODES), { maxLength: 4 }))
  .map((record): Explains => record);

describe('what a cause explains', () => {
  test('reaches every symptom behind the next one, however long the chain', () => {
    const chain: Explains = {
      'port-excluded': ['framework-crashed'],
      'framework-crashed': ['server-not-listening'],
      'server-not-listening': ['config-not-applied'],
    };
    expect([...closure(chain, 'port-excluded')].toSorted()).toEqual([
      'config-not-applied',
      'framework-crashed',
      'server-not-listening',
    ]);
  });

  test('is transitive for any graph, circles included', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(...VERDICT_CODES), (graph, code) => {
        const near = closure(graph, code);
        for (const symptom of near) {
          for (const farther of closure(graph, symptom)) expect(farther === code || near.has(farther)).toBe(true);
        }
      }),
    );
  });

  test('never includes the cause itself', () => {
    fc.assert(fc.property(graphs, fc.constantFrom(...VERDICT_CODES), (graph, code) => !closure(graph, code).has(code)));
  });

  test('has no circle in our own table, so that two findings never hide each other', () => {
    for (const code of VERDICT_CODES) {
      for (const symptom of closure(EXPLAINS, code))
        expect(closure(EXPLAINS, symptom).has(code), `${code} and ${symptom}`).toBe(false);
    }
  });
});

describe('explaining findings', () => {
  test('leaves at least one root, whatever was found', () => {
    const results = fc.array(
      fc.record({
        code: fc.constantFrom(...VERDICT_CODES),
        confidence: fc.constantFrom('certain' as const, 'likely' as const, 'possible' as const),
        link: fc.constantFrom(null, 0, 1),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(results, (list) => {
        const explained = explainAll(
          list.map(({ code, confidence, link }) => found(code, { confidence, about: link })),
        );
        expect(explained.some((root) => root === null)).toBe(true);
      }),
    );
  });

  test('names the root and not the link in between', () => {
    const results = [found('port-excluded'), found('framework-crashed'), found('server-not-listening')];
    expect(explainAll(results)).toEqual([null, 'port-excluded', 'port-excluded']);
  });

  test('keeps causes of different links apart', () => {
    expect(explainAll([found('wrong-port', { about: 0 }), found('server-not-listening', { about: 1 })])).toEqual([
      null,
      null,
    ]);
  });

  test('does not let a guess hide a proof', () => {
    expect(explainAll([found('wrong-path', { confidence: 'possible' }), found('duplicate-connection')])).toEqual([
      null,
      null,
    ]);
  });
});
