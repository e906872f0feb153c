/**
 * Less evidence may cost the verdict, never turn it into another certain one: every case with one piece of evidence
 * taken out, in every way in which a machine withholds it.
 */
import { describe, expect, test } from 'vitest';

import type { Diagnosis } from '../../../electron/contract/diagnosis.ts';
import { diagnoseRecording, expectedCodes, readCases } from './support/cases.ts';
import type { Case } from './support/cases.ts';
import { removals } from './support/removals.ts';

/** One in so many removals of each case, another one in each case; 1 takes them all (some minutes). */
const STRIDE = Number(process.env.REMOVAL_STRIDE ?? 4);

/**
 * What is true as well when less is seen: the broader code is what the same evidence proves without the detail that
 * tells the narrower one.
 */
const BROADER: Readonly<Record<string, readonly string[]>> = {
  // That V11 has no route is seen from outside; that V12 stands in its place only the bot's source says.
  'protocol-mismatch': ['adapter-not-registered'],
  // From outside a program whose console is being selected in does not answer; only its title tells why.
  'console-paused': ['server-hung'],
};

/** What a machine shows whose owner pasted no text: its own state, which may well be in order. */
const WITHOUT_A_PASTED_TEXT = ['healthy', 'napcat-not-found'];

const cases = await readCases();

describe('with one piece of evidence less', () => {
  test(
    `no verdict becomes another certain one (every ${STRIDE}. removal)`,
    { timeout: 2_000_000 / STRIDE },
    async () => {
      const turned: string[] = [];
      for (const [number, one] of cases.entries()) {
        const { whole } = one;
        const allowed = new Set([...expectedCodes(one), ...provenBy(whole), ...(BROADER[whole.verdict.code] ?? [])]);
        const sample = removals(one.recording).filter((_, index) => (index + number) % STRIDE === 0);
        for (const { what, recording } of sample) {
          const { verdict } = await diagnoseRecording(recording);
          const fine =
            verdict.confidence !== 'certain' ||
            allowed.has(verdict.code) ||
            (what.startsWith('console') && WITHOUT_A_PASTED_TEXT.includes(verdict.code));
          if (!fine) turned.push(describeTurn(one, verdict, what));
        }
      }
      expect(turned).toEqual([]);
    },
  );
});

/** A symptom that was seen stays true when the cause behind it is not seen any more. */
function provenBy({ findings, also }: Diagnosis): readonly string[] {
  const proven = findings.filter(({ outcome, confidence }) => outcome === 'fail' && confidence === 'certain');
  return [...proven, ...also].map(({ code }) => code);
}

function describeTurn({ id, whole }: Case, now: Diagnosis['verdict'], what: string): string {
  return `${id}: ${whole.verdict.code} became ${now.code} (${now.check}) without ${what}`;
}
