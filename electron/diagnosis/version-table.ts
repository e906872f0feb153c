/**
 * Documented defects by version: data with sources. A version alone accuses nobody; the symptom must be in the log.
 */
import type { LogRuleId } from './log-rules/index.ts';

export interface Defect {
  readonly id: string;
  /** `napcat`, or the name of a Python or npm package. */
  readonly product: string;
  /** First and last bad version, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly fixedIn?: string;
  /** Any of these events shows it. */
  readonly symptom: readonly LogRuleId[];
  readonly source: string;
}

export const DEFECTS: readonly Defect[] = [
  {
    id: 'heartbeat-before-open',
    product: 'napcat',
    from: '1.0.0',
    to: '1.9.99',
    fixedIn: '2.0.0',
    symptom: ['napcat.socket-not-open'],
    source: 'https://github.com/NapNeko/NapCatQQ-Desktop/issues/2',
  },
];
