/** What looks like a fault and is none. Named only when nothing else is wrong. */
import type { Finding } from '../contract/diagnosis.ts';
import { ofConnection, ofEvent } from './evidence.ts';
import type { LogRuleId } from './log-rules/index.ts';
import type { Situation } from './situation.ts';

/** Lines that frighten people on a link that works, and what they are. */
const HARMLESS: readonly {
  readonly rule: LogRuleId;
  readonly variant: 'browser-404' | 'browser-405' | 'packet-backend' | 'missing-header-warning';
}[] = [
  { rule: 'napcat.packet-backend-unsupported', variant: 'packet-backend' },
  { rule: 'uvicorn.browser-404', variant: 'browser-404' },
  { rule: 'uvicorn.browser-405', variant: 'browser-405' },
  { rule: 'user.browser-404', variant: 'browser-404' },
  { rule: 'user.browser-405', variant: 'browser-405' },
];

export function misreadSymptom(situation: Situation): Finding | null {
  for (const { rule, variant } of HARMLESS) {
    const event = situation.logs.latest(rule);
    if (event === null) continue;
    const link = situation.dialled.find((candidate) => candidate.connection != null);
    return {
      check: 'misread-symptom',
      code: 'misread-symptom',
      outcome: 'pass',
      hop: null,
      side: 'none',
      // Without a link that was seen it is only the line that frightens nobody.
      confidence: link === undefined ? 'likely' : 'certain',
      variant,
      params: { ...(link === undefined ? {} : { url: link.url.text }), detail: event.text },
      evidence: [ofEvent(event), ...(link?.connection == null ? [] : [ofConnection(link.connection)])],
      explainedBy: null,
      remedies: [],
    };
  }
  return null;
}
