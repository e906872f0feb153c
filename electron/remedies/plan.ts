/** From a diagnosis to a plan that can be shown: the finding that asks for the remedy, seen from its own account. */
import type { Diagnosis, Finding } from '../contract/diagnosis.ts';
import { PLAN_FORMAT } from '../contract/remedies.ts';
import type { RemedyCode, Refusal, StepParams } from '../contract/remedies.ts';
import { perspectives, situationFrom } from '../diagnosis/situation.ts';
import type { Situation } from '../diagnosis/situation.ts';
import type { Link } from '../diagnosis/link.ts';
import type { Facts } from '../survey/facts.ts';
import { createMask } from './editors/mask.ts';
import type { Mask } from './editors/mask.ts';
import { REMEDIES, remediesFor } from './index.ts';
import { Refused } from './refused.ts';
import { newPlanId } from './run/journal.ts';
import type { PreparedPlan, Step, Tools } from './step.ts';

export interface PlanRequest {
  readonly remedy: RemedyCode;
  /** The WebSocket URL that the user wants in NapCat. */
  readonly url?: string;
}

/** Changes nothing. `wanted.url` decides where the diagnosis leaves a choice. */
export async function planRemedy(
  facts: Facts,
  diagnosis: Diagnosis,
  { remedy: code, url }: PlanRequest,
  tools: Tools,
): Promise<PreparedPlan | Refusal> {
  const finding = [diagnosis.verdict, ...diagnosis.also, ...diagnosis.findings].find((candidate) =>
    remediesFor(candidate, facts).includes(code),
  );
  const remedy = REMEDIES.find((candidate) => candidate.code === code);
  if (finding === undefined || remedy === undefined) return { refused: 'not-offered', params: {} };
  const situation = situationOf(facts, diagnosis);
  const mask = createMask();
  try {
    const steps = await remedy.plan({
      ...tools,
      facts,
      finding,
      situation,
      link: linkOf(situation, finding),
      wantedUrl: url ?? null,
      mask,
    });
    return prepared(code, finding, steps, mask, tools.machine.now());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refused: error.refused, params: masked(error.params, mask) };
  }
}

/** The account that the diagnosis speaks about. */
function situationOf(facts: Facts, { napcat }: Diagnosis): Situation {
  const situations = perspectives(facts).map((perspective) => situationFrom(facts, perspective));
  const own = situations.find(
    ({ config, napcat: candidate }) =>
      (config?.file ?? null) === (napcat?.configFile ?? null) && (candidate?.dir ?? null) === (napcat?.dir ?? null),
  );
  return own ?? situations[0] ?? situationFrom(facts, { napcat: null, account: null });
}

/** By the entry and URL that the finding names; without a URL it speaks about no link. */
function linkOf({ links }: Situation, { params }: Finding): Link | null {
  if (params.url === undefined) return null;
  const fitting = links.filter(
    ({ entry, url }) => url.text === params.url && (params.entry === undefined || entry?.name === params.entry),
  );
  return fitting.find(({ entry }) => entry?.enabled === true && !entry.shadowed) ?? fitting[0] ?? null;
}

function prepared(remedy: RemedyCode, finding: Finding, steps: readonly Step[], mask: Mask, now: Date): PreparedPlan {
  return {
    plan: {
      format: PLAN_FORMAT,
      id: newPlanId(now),
      remedy,
      cures: finding.code,
      steps: steps.map(({ code, params, previews, needsElevation, by }) => ({
        code,
        params: masked(params, mask),
        previews,
        needsElevation,
        by,
      })),
    },
    actions: steps.map(({ action }) => action),
  };
}

/** A URL in a sentence may carry a token in its query. */
function masked(params: StepParams, mask: Mask): StepParams {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? mask(value) : (value as number)]),
  );
}
