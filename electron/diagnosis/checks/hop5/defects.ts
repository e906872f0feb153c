/** Is there a documented defect of an installed version, and does its symptom show? */
import { valueOf } from '../../../machine/answer.ts';
import type { Evidence } from '../../../contract/diagnosis.ts';
import type { Check, CheckResult } from '../../check.ts';
import { missingEvents } from '../../complaint.ts';
import { missing, ofEvent } from '../../evidence.ts';
import { lastOf, timeBetween } from '../../log-clock.ts';
import { napcatVersion } from '../../napcat-version.ts';
import type { Situation } from '../../situation.ts';
import { DEFECTS } from '../../version-table.ts';
import type { Defect, Sign } from '../../version-table.ts';
import { inRange } from '../../version.ts';
import { readyButNotDialled } from '../hop2/applied.ts';

export const noKnownDefect: Check = {
  id: 'no-known-defect',
  hop: 5,
  run(situation) {
    const { napcat, framework } = situation;
    const seen = napcatVersion(situation);
    if (napcat === null && seen === null) return 'skip';
    const packages = framework === null ? {} : (valueOf(framework.packages) ?? {});
    const results = DEFECTS.flatMap((defect): CheckResult[] => {
      const version = defect.product === 'napcat' ? seen?.text : packages[defect.product];
      if (version === undefined || !inRange(version, defect.from, defect.to)) return [];
      const symptom = symptomOf(situation, defect);
      if (symptom === null) return [];
      const common = {
        outcome: 'fail',
        confidence: 'likely',
        params: {
          version,
          detail: defect.id,
          product: defect.product,
          ...(defect.fixedIn === undefined ? {} : { fixedIn: defect.fixedIn }),
        },
        evidence: [
          { kind: 'version', product: defect.product, version },
          ...symptom,
          ...(seen === null || defect.product !== 'napcat' ? [] : [seen.evidence]),
        ],
        about: null,
      } as const;
      return defect.product === 'napcat'
        ? [{ ...common, code: 'napcat-known-bad-version' }]
        : [{ ...common, code: 'framework-defect', variant: defect.variant ?? 'other' }];
    });
    return results.length > 0 ? results : 'pass';
  },
};

function symptomOf(situation: Situation, { symptoms }: Defect): readonly Evidence[] | null {
  for (const symptom of symptoms) {
    if (isSign(symptom)) {
      const evidence = SIGNS[symptom](situation);
      if (evidence !== null) return evidence;
      continue;
    }
    const event = situation.logs.latest(symptom);
    if (event !== null) return [ofEvent(event)];
  }
  return null;
}

function isSign(symptom: Defect['symptoms'][number]): symptom is Sign {
  return Object.hasOwn(SIGNS, symptom);
}

const SIGNS: Readonly<Record<Sign, (situation: Situation) => readonly Evidence[] | null>> = {
  'never-dials': (situation) => {
    const link = situation.dialled.find((candidate) => readyButNotDialled(situation, candidate));
    return link === undefined || !situation.logs.read('napcat')
      ? null
      : [missing('log-line', `反向WebSocket (${link.url.text})`)];
  },
  'receives-nothing-more': ({ logs, facts }) => {
    const received = logs.latest('napcat.message-received');
    const sent = logs.latest('napcat.message-sent');
    if (received === null || sent === null) return null;
    return (timeBetween(facts, lastOf(received), lastOf(sent)) ?? 0) > LONG_SILENCE
      ? [ofEvent(received), ofEvent(sent)]
      : null;
  },
  'events-missed': (situation) => missingEvents(situation)?.events.map(ofEvent) ?? null,
};

/** Milliseconds without a message, while the bot itself goes on sending, that are no coincidence. */
const LONG_SILENCE = 60 * 60_000;
