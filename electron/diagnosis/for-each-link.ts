/** Runs a judgement over every link worth judging and joins what it found. */
import type { CheckResult } from './check.ts';
import type { Link } from './link.ts';
import type { Situation } from './situation.ts';

export function forEachLink(
  situation: Situation,
  judge: (situation: Situation, link: Link) => readonly CheckResult[] | 'pass' | 'skip' | 'unknown',
): readonly CheckResult[] | 'pass' | 'skip' | 'unknown' {
  const answers = situation.judged.map((link) => judge(situation, link));
  const found = answers.flatMap((answer) => (typeof answer === 'string' ? [] : answer));
  if (found.length > 0) return found;
  for (const state of ['unknown', 'pass'] as const) if (answers.includes(state)) return state;
  return 'skip';
}
