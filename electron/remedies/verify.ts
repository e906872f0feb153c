/** Whether a plan cured what it was made for, told by looking again: NapCat may need a moment to come back. */
import type { VerdictCode } from '../contract/codes.ts';
import type { Diagnosis, Finding } from '../contract/diagnosis.ts';
import { isCauseGone } from '../contract/remedies.ts';
import type { ApplyReport, Plan } from '../contract/remedies.ts';
import type { Link } from '../diagnosis/link.ts';
import { situationShown } from '../diagnosis/situation.ts';
import type { Facts } from '../survey/facts.ts';

/** NapCat's default wait between two attempts is 5 s, and a handshake may take 2. */
export const PATIENCE_MS = 9_000;

/** What was seen in one look. */
export interface Seen {
  readonly facts: Facts;
  readonly diagnosis: Diagnosis;
}

/**
 * Whether looking once more may still change the answer. A link is not up yet while nothing waits for the user; and one
 * that was not there in the look before may be the socket of a handshake that the server is about to refuse, because
 * NapCat dials in the very moment in which its entry changes.
 */
export function mayStillChange(report: ApplyReport, latest: Seen, before: Seen | null): boolean {
  const waits = report.steps.some(({ state }) => state === 'waiting' || state === 'restart');
  if (!report.complete || waits) return false;
  if (before === null) return true;
  if (latest.diagnosis.verdict.code === 'healthy') return before.diagnosis.verdict.code !== 'healthy';
  return !isSettled(before) || !isSettled(latest);
}

/**
 * Whether each attempt of NapCat that is still to come ends like the last one, wherever it dials. Where it dials nothing,
 * the framework may dial NapCat.
 */
function isSettled({ facts, diagnosis }: Seen): boolean {
  const { verdict, findings } = diagnosis;
  if (LASTING[verdict.code] === undefined) return false;
  const { dialled } = situationShown(facts, diagnosis);
  const ends = (link: Link): boolean =>
    findings.some((finding) => isAbout(finding, link) && endsAlike(finding, link, facts));
  return dialled.length > 0 && dialled.every(ends);
}

function isAbout({ params }: Finding, { url, entry }: Link): boolean {
  return params.url === url.text && (params.entry === undefined || params.entry === entry?.name);
}

/** By what is there now: a log tells of attempts from before the repair. */
function endsAlike({ code, outcome, confidence, evidence }: Finding, link: Link, facts: Facts): boolean {
  const isSeen = outcome === 'fail' && confidence === 'certain' && evidence.every(({ kind }) => kind !== 'log');
  return isSeen && LASTING[code]?.(link, facts) === true;
}

/** What no attempt of NapCat changes, and what has to be seen at the far end so that the attempts end there. */
const LASTING: Readonly<Partial<Record<VerdictCode, (link: Link, facts: Facts) => boolean>>> = {
  // Nobody is there, and no framework is about to be.
  'wrong-port': ({ answering, tcp }, { frameworks }) =>
    answering === null &&
    tcp !== 'connected' &&
    frameworks.every(({ running, listeners }) => running === null || listeners.length > 0),
  'wrong-path': isAnswered,
  'token-mismatch': isAnswered,
};

/** The framework itself, and at once: it is neither just starting nor so busy that it lets an attempt time out. */
function isAnswered({ framework, identity }: Link): boolean {
  return framework !== null && identity !== null;
}

/** Whether the plan's cause is gone. */
export function isCured({ cures }: Plan, diagnosis: Diagnosis): boolean {
  return isCauseGone(cures, diagnosis);
}
