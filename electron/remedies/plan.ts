/** From a diagnosis to a plan that can be shown: the finding that asks for the remedy, seen from its own account. */
import type { Diagnosis, Finding } from '../contract/diagnosis.ts';
import { PLAN_FORMAT } from '../contract/remedies.ts';
import type { PlanNote, Refusal, RemedyCode, RemedyInput, RemedyRequest, StepParams } from '../contract/remedies.ts';
import { situationShown } from '../diagnosis/situation.ts';
import type { Situation } from '../diagnosis/situation.ts';
import type { Link } from '../diagnosis/link.ts';
import type { Facts } from '../survey/facts.ts';
import { createMask } from './editors/mask.ts';
import type { Mask } from './editors/mask.ts';
import { REMEDIES, remediesFor } from './index.ts';
import { Refused } from './refused.ts';
import type { PlanContext, Remedy } from './remedy.ts';
import { newPlanId } from './run/journal.ts';
import type { Action, PreparedPlan, Step, Tools } from './step.ts';

/** Changes nothing. What the user wants decides where the diagnosis leaves a choice. */
export async function planRemedy(
  facts: Facts,
  diagnosis: Diagnosis,
  { remedy: code, ...wanted }: RemedyRequest,
  tools: Tools,
): Promise<PreparedPlan | Refusal> {
  const finding = [diagnosis.verdict, ...diagnosis.also, ...diagnosis.findings].find((candidate) =>
    remediesFor(candidate, facts).includes(code),
  );
  const remedy = REMEDIES.find((candidate) => candidate.code === code);
  if (finding === undefined || remedy === undefined) return { refused: 'not-offered', params: {} };
  return planFor(facts, diagnosis, finding, remedy, wanted, tools);
}

/** The same for what no finding asks for. */
export async function planFor(
  facts: Facts,
  diagnosis: Diagnosis,
  finding: Finding,
  { code, plan }: Pick<Remedy, 'code' | 'plan'>,
  wanted: PlanContext['wanted'],
  tools: Tools,
): Promise<PreparedPlan | Refusal> {
  const situation = situationShown(facts, diagnosis);
  const mask = createMask();
  const notes: PlanNote[] = [];
  const needs: RemedyInput[] = [];
  try {
    const steps = await plan({
      ...tools,
      facts,
      finding,
      situation,
      link: linkOf(situation, finding),
      wanted,
      mask,
      note: (of, params = {}) => void notes.push({ code: of, params: masked(params, mask) }),
      need: (input) => void needs.push(input),
    });
    return prepared(code, finding, { steps, notes: distinct(notes), needs }, mask, tools.machine.now() ?? new Date());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refused: error.refused, params: masked(error.params, mask) };
  }
}

/** By the entry and URL that the finding names; without a URL it speaks about no link. */
function linkOf({ links }: Situation, { params }: Finding): Link | null {
  if (params.url === undefined) return null;
  const fitting = links.filter(
    ({ entry, url }) => url.text === params.url && (params.entry === undefined || entry?.name === params.entry),
  );
  return fitting.find(({ entry }) => entry?.enabled === true && !entry.shadowed) ?? fitting[0] ?? null;
}

interface Sketch {
  readonly steps: readonly Step[];
  readonly notes: readonly PlanNote[];
  readonly needs: readonly RemedyInput[];
}

function prepared(
  remedy: RemedyCode,
  finding: Finding,
  { steps, notes, needs }: Sketch,
  mask: Mask,
  now: Date,
): PreparedPlan {
  const actions = steps.map(({ action }) => action);
  const own = actions.filter((action) => action !== null);
  return {
    plan: {
      format: PLAN_FORMAT,
      id: newPlanId(now),
      remedy,
      cures: finding.code,
      steps: steps.map(({ code, params, previews, needsElevation, by, otherwise }) => ({
        code,
        params: masked(params, mask),
        previews,
        needsElevation,
        by,
        ...(otherwise === undefined ? {} : { otherwise }),
      })),
      notes,
      needs,
      ...(own.length > 0 && own.every(stays) ? { stays: true } : {}),
    },
    actions,
  };
}

/** Whether there is nothing to take back of it. */
function stays(action: Action): boolean {
  switch (action.kind) {
    case 'command':
      return action.undo === null;
    case 'file':
      return action.before !== null && Buffer.from(action.before.bytes).equals(action.after);
    case 'folder':
      return false;
  }
}

/** Steps of one plan may say the same. */
function distinct(notes: readonly PlanNote[]): readonly PlanNote[] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}

/** A URL in a sentence may carry a token in its query. */
function masked(params: StepParams, mask: Mask): StepParams {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? mask(value) : (value as number)]),
  );
}
