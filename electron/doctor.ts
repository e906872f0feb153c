/**
 * The façade: everything a host can ask for, in terms of the contract. Hosts stay thin; the parts behind it do not
 * know each other.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { BundleDraft, BundleSource } from './bundle/draft.ts';
import type { Diagnosis } from './contract/diagnosis.ts';
import type { Watch } from './contract/watch.ts';
import { isRefusal } from './contract/remedies.ts';
import type { ApplyReport, Proof, Refusal, RemedyRequest } from './contract/remedies.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { identifyAnswer } from './diagnosis/identity.ts';
import type { ServerIdentity } from './diagnosis/identity.ts';
import { LOG_RULES } from './diagnosis/log-rules/index.ts';
import { mapAnswer, valueOf } from './machine/answer.ts';
import { forPeople, timelineOf } from './diagnosis/watch/timeline.ts';
import type { Answer } from './machine/answer.ts';
import type { Ask, Listener, Machine, ProcessInfo } from './machine/machine.ts';
import { sharedSignal } from './machine/signals.ts';
import type { WatchRecord } from './machine/watch-record.ts';
import type { Facts, SurveyRequest } from './survey/facts.ts';
import type { ProofOptions } from './remedies/prove.ts';
import type { ApplyOptions } from './remedies/run/apply.ts';
import type { pastPlans, undoPlan } from './remedies/run/undo.ts';
import type { PreparedPlan, Tools } from './remedies/step.ts';
import { isCured, mayStillChange, PATIENCE_MS } from './remedies/verify.ts';
import { createSecretTable } from './survey/secret.ts';
import type { SecretTable } from './survey/secret.ts';
import { surveyPorts } from './survey/ports.ts';
import { survey } from './survey/survey.ts';
import type { Progress } from './survey/survey.ts';
import { readWatch } from './survey/watch/read.ts';
import type { FollowedLog } from './survey/watch/scope.ts';

export interface Examination {
  readonly facts: Facts;
  readonly diagnosis: Diagnosis;
  readonly elapsedMs: number;
  /** How a token is called in this diagnosis; `null`: it was not read. Knows texts, so it never leaves this process. */
  readonly nameOf: SecretTable['nameOf'];
}

/** Surveys the machine and judges what was found. Never throws for anything the machine does. */
export async function examine(
  machine: Machine,
  request: SurveyRequest,
  ask: Ask & { readonly progress?: Progress } = {},
): Promise<Examination> {
  const started = performance.now();
  const secrets = createSecretTable();
  const facts = await survey(machine, request, LOG_RULES, { ...ask, secrets });
  const diagnosis = await withRemedies(diagnose(facts), facts);
  return {
    facts,
    diagnosis,
    elapsedMs: Math.round(performance.now() - started),
    nameOf: (text) => secrets.nameOf(text),
  };
}

/** Remedies are loaded by the first machine that has something to mend; a healthy one needs none. */
async function withRemedies(diagnosis: Diagnosis, facts: Facts): Promise<Diagnosis> {
  const { verdict, also, findings } = diagnosis;
  if (![verdict, ...also, ...findings].some(({ outcome }) => outcome === 'fail' || outcome === 'warn'))
    return diagnosis;
  const remedies = await import('./remedies/index.ts');
  return remedies.withRemedies(diagnosis, facts);
}

export interface WatchOptions extends Pick<Ask, 'signal'> {
  readonly limitMs: number;
  /** Ends the watch early; what was seen until then is judged. `signal` gives up altogether. */
  readonly stop?: AbortSignal;
  /** Of the surveys before and after. */
  readonly progress?: Progress;
  /** Told after every look: all that has happened so far. */
  readonly onLook?: (watch: Watch) => void;
  /** Logs to follow besides those of the two programs: paths of this machine, and whose they are. */
  readonly follow?: readonly FollowedLog[];
}

export interface Watched extends Examination {
  /** `null`: a machine that cannot be watched, and was not when it was recorded. */
  readonly record: WatchRecord | null;
}

/**
 * Watches the machine while its user reproduces the problem, and judges it with what happened. A recorded machine
 * plays back its own watch.
 */
export async function watch(
  machine: Machine,
  request: SurveyRequest,
  { limitMs, stop, signal, progress, onLook, follow = [] }: WatchOptions,
): Promise<Watched> {
  const ask = { ...(signal === undefined ? {} : { signal }), ...(progress === undefined ? {} : { progress }) };
  if (!machine.live) return { ...(await examine(machine, request, ask)), record: machine.watched() };
  const [{ observe }, { watchScope }] = await Promise.all([
    import('./survey/watch/observe.ts'),
    import('./survey/watch/scope.ts'),
  ]);
  const before = await survey(machine, request, LOG_RULES, ask);
  const tell = (record: WatchRecord): void => {
    const { startedAt, lastedMs, looks } = record;
    const facts = readWatch(record, LOG_RULES);
    if (facts !== null) onLook?.({ startedAt, lastedMs, looks, events: forPeople(timelineOf(facts)) });
  };
  const record = await observe(machine, watchScope(machine, before, follow), {
    limitMs,
    stop: sharedSignal([stop, signal]),
    ...(onLook === undefined ? {} : { look: tell }),
  });
  return { ...(await examine(withWatch(machine, record), request, ask)), record };
}

/** The machine with the memory of a watch, for a bundle of it. What was added to a text of the user is added there too. */
export function withWatch(machine: Machine, record: WatchRecord): Machine {
  const added = new Map(record.logs.map(({ path, text }) => [path, text]));
  return {
    ...machine,
    watched: () => record,
    console: () => machine.console().map(({ of, text }) => ({ of, text: text + (added.get(of) ?? '') })),
  };
}

export interface OpenPort {
  readonly listener: Listener;
  readonly process: ProcessInfo | null;
  readonly identity: ServerIdentity | null;
}

/** Every listener with its owner, and what answers there as far as it may be asked. */
export async function inspectPorts(machine: Machine, ask: Ask = {}): Promise<Answer<readonly OpenPort[]>> {
  return mapAnswer(await surveyPorts(machine, ask), (ports) =>
    ports.map(({ listener, process, http }) => {
      const answer = http === null ? undefined : valueOf(http.answer);
      return {
        listener,
        process,
        identity: http === null || answer === undefined ? null : identifyAnswer(http.url, answer, false),
      };
    }),
  );
}

type DraftRequest = Pick<BundleSource, 'tool' | 'language' | 'texts'> &
  Ask & {
    readonly progress?: Progress;
    /** What the host wrote into its own log before; masked like the rest. */
    readonly earlierLog?: string;
  };

/**
 * Looks at the machine once more, writes down what it answers, and drafts a bundle of it. A survey that fails half-way
 * still leaves what it heard until then, and the fault stands in our own log: it must not cost the user the bundle that
 * would show it to us.
 */
export async function draftBundleOf(
  machine: Machine,
  request: SurveyRequest,
  { tool, language, texts, progress, earlierLog = '', ...ask }: DraftRequest,
): Promise<BundleDraft> {
  // Loaded here: a diagnosis alone needs none of it.
  const [{ draftBundle }, { createOwnLog }, { createRecorder }, { createRecordedMachine }] = await Promise.all([
    import('./bundle/draft.ts'),
    import('./bundle/own-log.ts'),
    import('./machine/recorder.ts'),
    import('./machine/recorded/index.ts'),
  ]);
  const log = createOwnLog();
  log.note(`${tool.name} ${tool.version}`, `${process.platform} ${process.arch}, node ${process.versions.node}`);
  const orNull = async <T>(what: string, work: Promise<T>): Promise<T | null> => {
    try {
      return await work;
    } catch (error) {
      log.fault(what, error);
      return null;
    }
  };
  const recorder = createRecorder(machine);
  const told: Progress = (collector, state) => {
    log.note(collector, state);
    progress?.(collector, state);
  };
  // Slow, and no verdict waits for it: it runs beside the survey.
  const profile = orNull('profile', recorder.machine.profile(ask));
  const facts = await orNull('survey', survey(recorder.machine, request, LOG_RULES, { ...ask, progress: told }));
  await profile;
  return draftBundle({
    ...{ recording: recorder.recording(), request, facts, rules: LOG_RULES, tool, language, texts, log, earlierLog },
    examine: (recording, masked) => orNull('diagnosis', examine(createRecordedMachine(recording), masked)),
  });
}

/** A plan for what an examination found. Changes nothing; the plan inside can be shown and sent anywhere. */
export async function plan(
  examination: Examination,
  request: RemedyRequest,
  tools: Tools,
): Promise<PreparedPlan | Refusal> {
  const { planRemedy } = await import('./remedies/plan.ts');
  return planRemedy(examination.facts, examination.diagnosis, request, tools);
}

export interface Treatment {
  readonly report: ApplyReport;
  /** What was found afterwards; `null`: it was stopped before that. */
  readonly examination: Examination | null;
  /** Whether the cause is gone. */
  readonly cured: boolean;
}

/**
 * Carries out a plan that the user has seen and confirmed, and looks again: at once, and for some seconds more while
 * NapCat may still come back. A `Refusal` means that nothing was changed.
 */
export async function apply(
  prepared: PreparedPlan,
  request: SurveyRequest,
  tools: Tools,
  options: ApplyOptions & { readonly progress?: Progress } = {},
): Promise<Treatment | Refusal> {
  const { applyPlan } = await import('./remedies/run/apply.ts');
  const report = await applyPlan(prepared, tools, options);
  if (isRefusal(report)) return report;
  const look = async (): Promise<Examination | null> => {
    const seen = await examine(tools.machine, request, options);
    // A look that was stopped saw next to nothing, and would say so as if that were the machine's state.
    return options.signal?.aborted === true ? null : seen;
  };
  const end = performance.now() + PATIENCE_MS;
  let before: Examination | null = null;
  let examination = await look();
  // Stopped on the way, nothing is known: what the look before it saw was still to change.
  while (examination !== null && mayStillChange(report, examination, before) && performance.now() < end) {
    await sleep(500);
    before = examination;
    examination = await look();
  }
  return { report, examination, cured: examination !== null && isCured(prepared.plan, examination.diagnosis) };
}

/**
 * Shows that the link lives: the established connection, for which it waits some seconds, and with consent one event and
 * one answered call of NapCat's. See `remedies/prove.ts`.
 */
export async function prove(
  examination: Examination,
  request: SurveyRequest,
  tools: Tools,
  options: ProofOptions & { readonly progress?: Progress },
): Promise<Proof> {
  const { proveLink } = await import('./remedies/prove.ts');
  const end = performance.now() + PATIENCE_MS;
  let latest = examination;
  while (latest.diagnosis.verdict.code !== 'healthy' && performance.now() < end && options.signal?.aborted !== true) {
    await sleep(500);
    latest = await examine(tools.machine, request, options);
  }
  return proveLink(latest.facts, latest.diagnosis, tools, options);
}

/** Takes back the latest plan, or the one named, also after a crash or a restart of the computer. */
export const undo: typeof undoPlan = async (...request) =>
  (await import('./remedies/run/undo.ts')).undoPlan(...request);

/** What was changed on this computer, the newest first. */
export const history: typeof pastPlans = async (...request) =>
  (await import('./remedies/run/undo.ts')).pastPlans(...request);

/** The lab: play NapCat, play NoneBot, or sit between both. */
export { knock, listen, relay } from './lab/index.ts';
export type { KnockAt } from './lab/index.ts';
