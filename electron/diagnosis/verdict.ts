/** Puts one verdict on top: the earliest hop that is proven broken leads; independent causes stand beside it. */
import { VERDICT_CODES, VERDICTS } from '../contract/codes.ts';
import type { Hop } from '../contract/codes.ts';
import type { Evidence, Finding, HopState, NextStep, Outcome } from '../contract/diagnosis.ts';
import { HOPS } from '../contract/codes.ts';
import { missing, ofConnection, ofListener } from './evidence.ts';
import { CONNECTED_RULES, LOST_RULES } from './log-rules/groups.ts';
import { misreadSymptom } from './misread.ts';
import { whatWouldDecide } from './next-step.ts';
import type { Link } from './link.ts';
import { otherWayStands } from './other-way.ts';
import { linkFromElsewhereStands, unseenEntryStands } from './standing.ts';
import type { Situation } from './situation.ts';

const CONFIDENCE = { certain: 3, likely: 2, possible: 1 } as const;

/** Roots, best first: proven before likely before possible, then in the order of causation. */
export function rank(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .filter((finding) => finding.outcome === 'fail' && finding.explainedBy === null)
    .toSorted(
      (a, b) =>
        CONFIDENCE[b.confidence] - CONFIDENCE[a.confidence] ||
        VERDICT_CODES.indexOf(a.code) - VERDICT_CODES.indexOf(b.code),
    );
}

export interface Judgement {
  readonly verdict: Finding;
  readonly also: readonly Finding[];
}

export function judge(situation: Situation, findings: readonly Finding[]): Judgement {
  const roots = rank(findings);
  const sure = roots.filter((finding) => finding.confidence !== 'possible');
  const lead = sure[0];
  if (lead !== undefined) {
    const others = sure.slice(1).filter((finding) => finding.code !== lead.code);
    return {
      verdict: lead,
      also: others.filter((finding, index) => others.findIndex((other) => other.code === finding.code) === index),
    };
  }
  const connected = situation.dialled.filter((link) => link.connection != null);
  const open = situation.dialled.filter((link) => link.connection == null);
  if (connected.length > 0 && open.length === 0) {
    return { verdict: misreadSymptom(situation) ?? healthy(situation), also: [] };
  }
  const standsOtherwise =
    otherWayStands(situation) || unseenEntryStands(situation) || linkFromElsewhereStands(situation);
  if (situation.dialled.length === 0 && standsOtherwise) {
    return { verdict: healthy(situation), also: [] };
  }
  const byLog = situation.logs.latest(...CONNECTED_RULES, ...LOST_RULES);
  const lost = LOST_RULES.some((rule) => rule === byLog?.rule);
  if (byLog !== null && !lost && open.length > 0 && situation.facts.connections.state !== 'known') {
    return { verdict: misreadSymptom(situation) ?? healthy(situation), also: [] };
  }
  // Nothing but a log, and nothing in it but lines that look worse than they are.
  const onlyLines = situation.dialled.length === 0 && situation.napcat === null && findings.length === 0;
  const misread = onlyLines ? misreadSymptom(situation) : null;
  if (misread !== null) return { verdict: misread, also: [] };
  const possible = roots[0];
  const next = whatWouldDecide(situation, findings);
  if (possible !== undefined && possible.code !== 'config-not-applied')
    return { verdict: possible, also: roots.slice(1, 2) };
  return { verdict: undecided(situation, next, findings), also: [] };
}

function healthy(situation: Situation): Finding {
  const link = situation.dialled.find((candidate) => candidate.connection != null);
  const evidence: Evidence[] = [];
  if (link?.connection != null) evidence.push(ofConnection(link.connection));
  if (link?.answering != null) evidence.push(ofListener(situation, link.answering));
  const kind = link?.framework?.kind ?? situation.framework?.kind;
  return {
    ...plain('healthy', 'pass'),
    confidence: link !== undefined && isProven(situation, link) ? 'certain' : 'likely',
    variant: 'connected',
    params: {
      ...(link === undefined ? {} : { url: link.url.text }),
      ...(situation.account === null ? {} : { account: situation.account.uin }),
      ...(kind === undefined ? {} : { framework: kind }),
    },
    evidence,
  };
}

/** Both ends of the connection are seen, and no log that is there was withheld. */
function isProven({ facts, accountKnown }: Situation, { connection, answering, local }: Link): boolean {
  const endsSeen = connection?.pid != null && (!local || answering?.pid != null);
  const withheld = facts.logs.some(({ state }) => state !== 'known' && state !== 'absent');
  return endsSeen && accountKnown && !withheld;
}

function undecided(situation: Situation, next: NextStep, findings: readonly Finding[]): Finding {
  const open = situation.dialled.find((link) => link.connection === null);
  const hints = findings.find((finding) => finding.outcome === 'fail' && finding.explainedBy === null);
  return {
    ...plain('undecided', 'unknown'),
    confidence: 'possible',
    params: { next, ...(open === undefined ? {} : { url: open.url.text }) },
    evidence: [...(open === undefined ? [] : [missing('connection', open.url.text)]), ...(hints?.evidence ?? [])],
  };
}

export function plain(
  code: 'healthy' | 'undecided' | 'misread-symptom',
  outcome: Outcome,
): Omit<Finding, 'confidence' | 'params' | 'evidence'> {
  return {
    check: 'verdict',
    code,
    outcome,
    hop: VERDICTS[code].hop,
    side: VERDICTS[code].side,
    explainedBy: null,
    remedies: [],
  };
}

/**
 * The five-hop picture: a root cause beats its symptoms, a failure what could not be seen, and that what is in order.
 * An established link proves every hop before it; without one nothing can be said of the last.
 */
export function hopStates(
  findings: readonly Finding[],
  outcomes: ReadonlyMap<Hop, readonly Outcome[]>,
  linked: boolean,
): readonly HopState[] {
  return HOPS.map((hop): HopState => {
    const own = findings.filter((finding) => finding.hop === hop);
    // A guess that is explained away says nothing about its hop.
    const root = rank(own)[0] ?? own.find(({ outcome, confidence }) => outcome === 'fail' && confidence !== 'possible');
    if (root !== undefined) return { hop, outcome: outcomeOf(root), code: root.code };
    const seen = outcomes.get(hop) ?? [];
    const worst =
      (['error', 'warn', 'unknown', 'pass', 'skip'] as const).find((outcome) => seen.includes(outcome)) ?? 'skip';
    if (linked && (worst === 'unknown' || worst === 'skip')) return { hop, outcome: 'pass', code: null };
    return { hop, outcome: hop === 5 && !linked && worst === 'pass' ? 'skip' : worst, code: null };
  });
}

/** A guess alone does not paint a hop red. */
function outcomeOf({ explainedBy, confidence }: Finding): Outcome {
  if (explainedBy !== null) return 'warn';
  return confidence === 'possible' ? 'unknown' : 'fail';
}
