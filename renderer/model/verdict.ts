/** What the Verdict page needs of a diagnosis beyond its verdict. */
import type { CoverageState } from '../../electron/contract/app-details.ts';
import type { VerdictCode } from '../../electron/contract/codes.ts';
import type { Diagnosis, Finding } from '../../electron/contract/diagnosis.ts';
import { COLLECTORS } from '../../electron/contract/collectors.ts';
import type { Collector } from '../../electron/contract/collectors.ts';

/** The sign of a verdict. */
export function toneOf({ side, code }: Finding): 'pass' | 'unknown' | 'fail' {
  return side === 'none' ? 'pass' : code === 'undecided' ? 'unknown' : 'fail';
}

/** Codes of the findings that the verdict explains away, each once. */
export function symptomsOf({ findings, verdict }: Diagnosis): readonly VerdictCode[] {
  const hidden = findings.filter(({ explainedBy, code }) => explainedBy !== null && code !== verdict.code);
  return [...new Set(hidden.map(({ code }) => code))];
}

/** Looks that ended without an answer. One that was not asked for is not missed. */
export function unseenOf({ coverage }: Diagnosis): readonly { collector: Collector; state: CoverageState }[] {
  return COLLECTORS.flatMap((collector) => {
    const state = coverage[collector];
    return state === 'denied' || state === 'timeout' ? [{ collector, state }] : [];
  });
}

/** What was read by a tool in place of the system's own interface. */
export function waysOf({ ways = {} }: Diagnosis): readonly { collector: Collector; tool: string }[] {
  return COLLECTORS.flatMap((collector) => {
    const tool = ways[collector];
    return tool === undefined ? [] : [{ collector, tool }];
  });
}

/** What was found and is neither shown as a cause nor explained by one, each code once. */
export function restOf({ verdict, also, findings }: Diagnosis): readonly Finding[] {
  const shown = new Set([verdict, ...also].map(({ code }) => code));
  return findings.filter(({ code, explainedBy, outcome }) => {
    if (shown.has(code) || explainedBy !== null || outcome === 'pass' || outcome === 'skip') return false;
    shown.add(code);
    return true;
  });
}
