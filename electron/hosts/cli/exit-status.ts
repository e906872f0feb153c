/** Exit statuses of the command line (stable; helpers' scripts rely on them). */
import type { Diagnosis } from '../../contract/diagnosis.ts';

export const EXIT = { healthy: 0, warnings: 1, problem: 2, incomplete: 3, usage: 64 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** 0 healthy, 1 warnings only, 2 a problem was found, 3 the evidence did not suffice. */
export function exitStatusOf(diagnosis: Pick<Diagnosis, 'verdict' | 'findings'>): ExitStatus {
  switch (diagnosis.verdict.code) {
    case 'healthy':
    case 'misread-symptom':
      return diagnosis.findings.some(({ outcome }) => outcome === 'warn') ? EXIT.warnings : EXIT.healthy;
    case 'undecided':
      return EXIT.incomplete;
    default:
      return EXIT.problem;
  }
}
