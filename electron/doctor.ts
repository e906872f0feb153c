/**
 * The façade: everything a host can ask for, in terms of the contract. Hosts stay thin; the parts behind it do not
 * know each other.
 */
import type { Diagnosis } from './contract/diagnosis.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { identifyAnswer } from './diagnosis/identity.ts';
import type { ServerIdentity } from './diagnosis/identity.ts';
import { LOG_RULES } from './diagnosis/log-rules/index.ts';
import { mapAnswer, valueOf } from './machine/answer.ts';
import type { Answer } from './machine/answer.ts';
import type { Ask, Listener, Machine, ProcessInfo } from './machine/machine.ts';
import type { Facts, SurveyRequest } from './survey/facts.ts';
import { surveyPorts } from './survey/ports.ts';
import { survey } from './survey/survey.ts';
import type { Progress } from './survey/survey.ts';

export interface Examination {
  readonly facts: Facts;
  readonly diagnosis: Diagnosis;
  readonly elapsedMs: number;
}

/** Surveys the machine and judges what was found. Never throws for anything the machine does. */
export async function examine(
  machine: Machine,
  request: SurveyRequest,
  ask: Ask & { readonly progress?: Progress } = {},
): Promise<Examination> {
  const started = performance.now();
  const facts = await survey(machine, request, LOG_RULES, ask);
  return { facts, diagnosis: diagnose(facts), elapsedMs: Math.round(performance.now() - started) };
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
