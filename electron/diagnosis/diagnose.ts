/**
 * Diagnosis: a pure function from facts to a verdict. Every account in use is judged for itself; the one in the
 * deepest trouble is shown, or the one the user named.
 */
import { VERDICT_CODES, VERDICTS } from '../contract/codes.ts';
import { PASTED } from '../contract/given-text.ts';
import { carries } from '../contract/ladder.ts';
import type { Hop } from '../contract/codes.ts';
import type { Diagnosis, Evidence, Finding, OtherAccount, Outcome, Params } from '../contract/diagnosis.ts';
import { valueOf } from '../machine/answer.ts';
import type { Answer } from '../machine/answer.ts';
import type { Collector } from '../contract/collectors.ts';
import type { Facts } from '../survey/facts.ts';
import type { Check, CheckResult } from './check.ts';
import { CHECKS } from './checks/index.ts';
import { explainAll } from './explain.ts';
import type { Link } from './link.ts';
import { perspectives, situationFrom } from './situation.ts';
import type { Situation } from './situation.ts';
import { hopStates, judge } from './verdict.ts';
import { forPeople } from './watch/timeline.ts';

export function diagnose(facts: Facts): Diagnosis {
  const judged = perspectives(facts).map((perspective) => judgeSituation(situationFrom(facts, perspective)));
  const [first, ...rest] = judged;
  if (first === undefined) throw new Error('a machine has at least one perspective');
  const shown = rest.reduce((worst, next) => (isWorse(next, worst) ? next : worst), first);
  const others = judged.filter((diagnosis) => diagnosis !== shown).map(otherAccount);
  return others.length === 0 ? shown : { ...shown, others };
}

function otherAccount({ napcat, verdict, also }: Diagnosis): OtherAccount {
  return { account: napcat?.account ?? null, dir: napcat?.dir ?? null, verdict, also };
}

function judgeSituation(situation: Situation): Diagnosis {
  const runs = CHECKS.map((check) => ({ check, answer: runSafely(check, situation) }));
  const results = runs.flatMap(({ check, answer }) =>
    typeof answer === 'string' ? [] : answer.map((result) => ({ check, result })),
  );
  const roots = explainAll(results.map(({ result }) => result));
  const findings = results.map(({ check, result }, index): Finding =>
    toFinding(check, cappedFor(situation, result), roots[index] ?? null),
  );
  const outcomes = new Map<Hop, Outcome[]>();
  for (const { check, answer } of runs) {
    const list = outcomes.get(check.hop) ?? [];
    list.push(...(typeof answer === 'string' ? [answer] : answer.map(({ outcome }) => outcome)));
    outcomes.set(check.hop, list);
  }
  const { verdict, also } = judge(situation, findings);
  return {
    verdict,
    also,
    findings,
    hops: hopStates(
      findings,
      outcomes,
      verdict.code === 'healthy' || situation.dialled.some((link) => link.connection != null),
    ),
    ...summaries(situation),
    coverage: situation.facts.coverage,
    ...waysOf(situation.facts),
    ...watchOf(situation),
  };
}

function watchOf({ watch, facts }: Situation): Pick<Diagnosis, 'watch'> {
  if (watch === null || facts.watch === null) return {};
  const { startedAt, lastedMs, looks } = facts.watch;
  return { watch: { startedAt, lastedMs, looks, events: forPeople(watch) } };
}

/** A check that throws is our own bug: it is shown as `error` and takes no other check down. */
function runSafely(check: Check, situation: Situation): readonly CheckResult[] | 'pass' | 'skip' | 'unknown' | 'error' {
  try {
    return check.run(situation);
  } catch {
    return 'error';
  }
}

/**
 * What follows from the configuration of an account is no surer than that the account is in use, what follows from an
 * address that only a log names no surer than that NapCat still dials it, and what follows from a pasted setting no surer
 * than that it is the one in force.
 */
function cappedFor(situation: Situation, result: CheckResult): CheckResult {
  const { accountKnown, napcat, links, facts } = situation;
  const fromConfig = (VERDICTS[result.code].hop ?? 0) > 1;
  const link = result.about === null ? undefined : links[result.about];
  const fromLog = napcat !== null && link?.entry === null && facts.request.url === undefined;
  const fromPaste = restsOnPaste(result, link);
  const asSure = result.confidence !== 'certain' || ((accountKnown || !fromConfig) && !fromLog && !fromPaste);
  return onItsRung(withoutPasteAsFile(asSure ? result : { ...result, confidence: 'likely' }));
}

function restsOnPaste({ evidence }: CheckResult, link: Link | undefined): boolean {
  return link?.target.file === PASTED || evidence.some((item) => item.kind === 'file' && item.path === PASTED);
}

/** Nobody can open a file that is none. */
function withoutPasteAsFile(result: CheckResult): CheckResult {
  const { file, otherFile, ...params } = result.params;
  if (file !== PASTED && otherFile !== PASTED) return result;
  const kept = { ...(file === PASTED ? {} : { file }), ...(otherFile === PASTED ? {} : { otherFile }) };
  return { ...result, params: { ...params, ...(kept as Pick<Params, 'file' | 'otherFile'>) } };
}

/** No finding is surer than its code's ladder allows for the evidence it brings. */
function onItsRung(result: CheckResult): CheckResult {
  const { code, confidence, evidence } = result;
  if (confidence === 'possible' || carries(code, confidence, evidence)) return result;
  return { ...result, confidence: carries(code, 'likely', evidence) ? 'likely' : 'possible' };
}

function toFinding(check: Check, result: CheckResult, explainedBy: Finding['explainedBy']): Finding {
  return {
    check: check.id,
    code: result.code,
    outcome: result.outcome,
    hop: VERDICTS[result.code].hop,
    side: result.side ?? VERDICTS[result.code].side,
    confidence: result.confidence,
    ...(result.variant === undefined ? {} : { variant: result.variant }),
    params: result.params,
    evidence: dedupe(result.evidence),
    explainedBy,
    remedies: [],
  };
}

function dedupe(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((item) => {
    const key = JSON.stringify(item);
    return seen.has(key) ? false : (seen.add(key), true);
  });
}

/** Of two in equal trouble the earlier cause counts as worse, so that no order of rows decides. */
function isWorse(one: Diagnosis, other: Diagnosis): boolean {
  const more = trouble(one) - trouble(other);
  return more > 0 || (more === 0 && causeOf(one) < causeOf(other));
}

function causeOf({ verdict }: Diagnosis): number {
  return VERDICT_CODES.indexOf(verdict.code);
}

/** Higher is worse: a proven fault before a likely one before an open question before health. */
function trouble({ verdict }: Diagnosis): number {
  if (verdict.code === 'healthy' || verdict.code === 'misread-symptom') return 0;
  if (verdict.code === 'undecided') return 1;
  return { certain: 4, likely: 3, possible: 2 }[verdict.confidence];
}

function summaries(situation: Situation): Pick<Diagnosis, 'napcat' | 'qq' | 'framework'> {
  const { napcat, facts, account, config, framework } = situation;
  const qq = facts.qqs.find((candidate) => candidate.dir === napcat?.qqDir) ?? facts.qqs[0];
  const version = napcat === null ? undefined : valueOf(napcat.version)?.text;
  return {
    napcat:
      napcat === null
        ? null
        : {
            mode: napcat.mode,
            form: napcat.form,
            version: version ?? null,
            account: account?.uin ?? napcat.running?.account?.uin ?? null,
            configFile: config === null || config.file === PASTED ? null : config.file,
            dir: napcat.dir,
            running: napcat.running !== null,
            pid: napcat.running?.pid ?? null,
            modeEvidence: napcat.modeEvidence.map(({ sign }) => sign),
            ...(napcat.otherReadings.length === 0 ? {} : { otherReadings: napcat.otherReadings }),
          },
    qq: qq === undefined ? null : { version: valueOf(qq.version)?.text ?? null, dir: qq.dir },
    framework:
      framework === null
        ? null
        : {
            kind: framework.kind,
            host: valueOf(framework.host)?.value ?? null,
            port: valueOf(framework.port)?.value ?? listeningPort(situation.links, framework.listeners[0]?.port),
            projectDir: framework.projectDir,
            running: framework.running !== null,
            pid: framework.running?.family[0] ?? null,
          },
  };
}

/** What came another way than usual is worth a word: a tool's table may be poorer than the system's own. */
function waysOf({ processes, listeners, connections, system }: Facts): Pick<Diagnosis, 'ways'> {
  const { network, firewall } = system;
  const ways = Object.entries({
    processes,
    listeners,
    connections,
    network,
    firewall,
  } satisfies Partial<Record<Collector, Answer<unknown>>>).flatMap(([collector, answer]) =>
    answer.state === 'known' && answer.via !== undefined ? [[collector, answer.via] as const] : [],
  );
  return ways.length === 0 ? {} : { ways: Object.fromEntries(ways) };
}

function listeningPort(links: readonly Link[], fallback: number | undefined): number | null {
  return links.find((link) => link.framework !== null)?.url.port ?? fallback ?? null;
}
