/**
 * Plans, and what becomes of them. A plan is carried out once, by its id, and only by the engine that made it: its
 * actions hold whole files and never leave this process.
 */
import type { AnswerOf } from '../../../contract/app.ts';
import { isRefusal } from '../../../contract/remedies.ts';
import { apply, history, plan, prove, undo } from '../../../doctor.ts';
import type { Hand } from '../../../machine/hand.ts';
import type { SurveyRequest } from '../../../survey/facts.ts';
import type { PreparedPlan, Tools } from '../../../remedies/step.ts';
import { createTurns } from '../turns.ts';
import { doneOf, lookAt, teller } from './examine.ts';
import type { Engine, Running } from './engine.ts';
import { readingHand } from './reading-hand.ts';
import type { Sources } from './sources.ts';

interface Kept {
  readonly prepared: PreparedPlan;
  readonly request: SurveyRequest;
  readonly tools: Tools;
}

/** The plan on the screen, and those of the pages before it that may still be open. */
const MOST_PLANS = 8;

export function createRepairs(
  sources: Sources,
  hand: Hand,
): Pick<Engine, 'plan' | 'apply' | 'undo' | 'prove' | 'history'> {
  const kept = new Map<string, Kept>();
  // One change of this computer at a time.
  const inTurn = createTurns();

  return {
    async plan(asked, running) {
      const look = await lookAt(sources, asked, running);
      if ('state' in look) return look;
      const { machine, request, examination } = look;
      const { diagnosis } = examination;
      const tools = { machine, hand: machine.live ? hand : readingHand(machine) };
      const prepared = await plan(examination, asked.wanted, tools);
      if (isRefusal(prepared)) return { state: 'refused', refusal: prepared, diagnosis };
      if (machine.live) keep(kept, { prepared, request, tools });
      return { state: 'planned', plan: prepared.plan, executable: machine.live, diagnosis };
    },

    apply: ({ id }, running) =>
      inTurn(async () => {
        const found = kept.get(id);
        if (found === undefined) return { state: 'plan-lost' };
        kept.delete(id);
        return carryOut(found, running);
      }),

    undo: ({ id, step }) =>
      inTurn(async () => {
        const report = await undo(hand, id, step);
        return isRefusal(report) ? { state: 'refused', refusal: report } : { state: 'undone', report };
      }),

    prove: (asked, running) =>
      inTurn(async () => {
        const look = await lookAt(sources, asked, running);
        if ('state' in look) return look;
        const { machine, request, examination } = look;
        if (!machine.live) return { state: 'recorded' };
        const { signal } = running;
        const options = { consent: true, signal, progress: teller(running.progress) };
        return { state: 'proved', proof: await prove(examination, request, { machine, hand }, options) };
      }),

    // Behind a change that still runs: a page that was loaded anew in the middle of it reads how it ended.
    history: () => inTurn(async () => ({ folder: hand.stateDir, plans: await history(hand) })),
  };
}

function keep(kept: Map<string, Kept>, plan: Kept): void {
  kept.set(plan.prepared.plan.id, plan);
  const [oldest] = kept.keys();
  if (kept.size > MOST_PLANS && oldest !== undefined) kept.delete(oldest);
}

async function carryOut(
  { prepared, request, tools }: Kept,
  { signal, progress }: Running<'apply'>,
): Promise<AnswerOf<'apply'>> {
  const treatment = await apply(prepared, request, tools, {
    signal,
    onStep: (step, state) => progress({ kind: 'step', step, state }),
    onOutput: (text) => progress({ kind: 'output', text }),
    progress: (collector, state) => progress({ kind: 'look', collector, state }),
  });
  if (isRefusal(treatment)) return { state: 'refused', refusal: treatment };
  const { report, examination } = treatment;
  const examined = examination === null ? null : doneOf(examination);
  return { state: 'applied', steps: report.steps, complete: report.complete, examined };
}
