/**
 * The façade: everything a host can ask for, in terms of the contract. Hosts stay thin; the parts behind it do not
 * know each other.
 */
import type { Diagnosis } from './contract/diagnosis.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { LOG_RULES } from './diagnosis/log-rules/index.ts';
import type { Ask, Machine } from './machine/machine.ts';
import type { Facts, SurveyRequest } from './survey/facts.ts';
import { survey } from './survey/survey.ts';
import type { Progress } from './survey/survey.ts';

export interface Examination {
  readonly facts: Facts;
  readonly diagnosis: Diagnosis;
  readonly elapsedMs: number;
}

/** Surveys the machine and judges what was found. Never throws for anything the machine does. */
export async function examine(machine: Machine, request: SurveyRequest, ask: Ask & { readonly progress?: Progress } = {}): Promise<Examination> {
  const started = performance.now();
  const facts = await survey(machine, request, LOG_RULES, ask);
  return { facts, diagnosis: diagnose(facts), elapsedMs: Math.round(performance.now() - started) };
}
