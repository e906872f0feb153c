/** Every way through a repair, without a screen: what each phase listens to, what it leads to, and what is left of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallResult } from '../../../electron/contract/app.ts';
import type { ApplyProgress } from '../../../electron/contract/app-repairs.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import { PLAN_FORMAT } from '../../../electron/contract/remedies.ts';
import type { Plan, PlanStep, StepState } from '../../../electron/contract/remedies.ts';
import { begin, canApply, next, stationOf } from '../../../renderer/model/repair.ts';
import type { RepairEvent, RepairState } from '../../../renderer/model/repair.ts';
import { savedOf, takenUp } from '../../../renderer/model/saved-repair.ts';
import { diagnosis, done, finding } from './build.ts';

const ID = '2502201200-abcdef';
const TARGET = { napcatDir: null, account: null };
const found = finding({ code: 'token-mismatch', remedies: ['set-token', 'new-token'] });

function step(by: 'doctor' | 'user' = 'doctor'): PlanStep {
  return { code: by === 'user' ? 'restart-napcat' : 'set-token', params: {}, previews: [], needsElevation: false, by };
}

function plan(change: Partial<Plan> = {}): Plan {
  const usual = {
    id: ID,
    remedy: 'set-token',
    cures: 'token-mismatch',
    steps: [step()],
    notes: [],
    needs: [],
  } as const;
  return { format: PLAN_FORMAT, ...usual, ...change };
}

const walk = (...events: readonly RepairEvent[]): RepairState => events.reduce(next, begin(found));
const planned = (made = plan(), executable = true): RepairEvent => ({
  kind: 'planned',
  result: { ok: true, value: { state: 'planned', plan: made, executable, diagnosis: diagnosis() } },
});
const told = (progress: ApplyProgress): RepairEvent => ({ kind: 'progress', progress });
const after = (code: VerdictCode) =>
  done({ diagnosis: diagnosis({ verdict: finding({ code }), findings: [finding({ code })] }) });
const applied = (steps: readonly StepState[], code: VerdictCode, complete = true): RepairEvent => ({
  kind: 'applied',
  result: { ok: true, value: { state: 'applied', steps, complete, examined: after(code) } },
});
const verified = (code: VerdictCode): RepairEvent => ({ kind: 'verified', result: { ok: true, value: after(code) } });
const undone = (complete = true): RepairEvent => ({
  kind: 'undone',
  result: { ok: true, value: { state: 'undone', report: { id: ID, remedy: 'set-token', steps: [], complete } } },
});
const UNTIL_APPLY: readonly RepairEvent[] = [{ kind: 'plan' }, planned(), { kind: 'confirm' }, { kind: 'apply' }];

describe('a repair', () => {
  test('begins with the best remedy', () => {
    expect(begin(found)).toMatchObject({ phase: 'explain', wanted: { remedy: 'set-token' } });
  });

  test('goes by hand where there is no remedy', () => {
    expect(begin(finding({ remedies: [] }))).toMatchObject({ phase: 'by-hand', wanted: null });
  });

  test('is applied only after the preview and the question', () => {
    expect(walk({ kind: 'apply' }).phase).toBe('explain');
    expect(walk({ kind: 'plan' }, planned(), { kind: 'apply' }).phase).toBe('preview');
    expect(walk(...UNTIL_APPLY)).toMatchObject({ phase: 'applying', applied: ID });
  });

  test.each([
    ['of a recorded machine', planned(plan(), false)],
    ['that needs an archive first', planned(plan({ needs: ['archive'] }))],
    ['whose steps are all the user’s', planned(plan({ steps: [step('user')] }))],
  ])('a plan %s is shown, and not carried out', (_, event) => {
    const state = walk({ kind: 'plan' }, event, { kind: 'confirm' });
    expect([state.phase, canApply(state)]).toEqual(['preview', false]);
  });

  test('shows how each step stands, and that it looks again', () => {
    const running = walk(...UNTIL_APPLY, told({ kind: 'step', step: 0, state: { state: 'running' } }));
    expect(running.states).toEqual(['running']);
    const looking = next(running, told({ kind: 'look', collector: 'processes', state: 'started' }));
    expect([looking.phase, stationOf(looking)]).toEqual(['verifying', 'verify']);
  });

  test('is cured when the cause is gone, and can still be taken back', () => {
    expect(walk(...UNTIL_APPLY, applied([{ state: 'live' }], 'healthy'))).toMatchObject({
      phase: 'cured',
      applied: ID,
    });
  });

  test('is not cured while the cause is still found', () => {
    expect(walk(...UNTIL_APPLY, applied([{ state: 'done' }], 'token-mismatch')).phase).toBe('not-cured');
  });

  test('waits for the user’s part, and is judged after it', () => {
    const waiting = walk(...UNTIL_APPLY, applied([{ state: 'restart' }], 'token-mismatch'));
    expect(waiting.phase).toBe('waiting');
    expect([{ kind: 'verify' } as const, verified('healthy')].reduce(next, waiting).phase).toBe('cured');
    expect([{ kind: 'verify' } as const, verified('token-mismatch')].reduce(next, waiting).phase).toBe('not-cured');
  });

  test('leads to the next best when one did not help, and by hand when none is left', () => {
    const second = walk(...UNTIL_APPLY, applied([{ state: 'done' }], 'token-mismatch'), { kind: 'next' });
    expect(second).toMatchObject({ phase: 'explain', wanted: { remedy: 'new-token' }, tried: ['set-token'] });
    const refused: CallResult<'plan'> = {
      ok: true,
      value: { state: 'refused', refusal: { refused: 'token-unreadable', params: {} }, diagnosis: diagnosis() },
    };
    const last = [{ kind: 'plan' } as const, { kind: 'planned' as const, result: refused }, { kind: 'next' } as const];
    expect(last.reduce(next, second)).toMatchObject({ phase: 'by-hand', tried: ['set-token', 'new-token'] });
  });

  test('that the user declined has changed nothing', () => {
    const steps: readonly StepState[] = [{ state: 'failed', refused: 'declined', params: {} }];
    expect(walk(...UNTIL_APPLY, applied(steps, 'token-mismatch', false))).toMatchObject({
      phase: 'declined',
      applied: null,
    });
  });

  test('that failed offers the way back only for what was not taken back already', () => {
    const failed: StepState = { state: 'failed', refused: 'command-failed', params: {} };
    const end = (first: StepState): RepairState =>
      walk(...UNTIL_APPLY, applied([first, failed], 'token-mismatch', false));
    expect(end({ state: 'rolled-back' })).toMatchObject({ phase: 'failed', applied: null });
    expect(end({ state: 'done' })).toMatchObject({ phase: 'failed', applied: ID });
  });

  test('whose plan the engine lost is planned anew', () => {
    const lost: RepairEvent = { kind: 'applied', result: { ok: true, value: { state: 'plan-lost' } } };
    expect(walk(...UNTIL_APPLY, lost)).toMatchObject({ phase: 'explain', notice: 'plan-lost', plan: null });
  });

  test('taken back remembers what did not help', () => {
    const state = walk(...UNTIL_APPLY, applied([{ state: 'done' }], 'token-mismatch'), { kind: 'undo' }, undone());
    expect(state).toMatchObject({ phase: 'undone', applied: null, tried: ['set-token'] });
  });

  test('keeps its way back when taking back failed', () => {
    const state = walk(...UNTIL_APPLY, applied([{ state: 'done' }], 'healthy'), { kind: 'undo' }, undone(false));
    expect(state).toMatchObject({ phase: 'undone', applied: ID });
  });
});

const EVENTS: fc.Arbitrary<RepairEvent> = fc.constantFrom<RepairEvent>(
  { kind: 'want', wanted: { remedy: 'new-token' } },
  ...(['by-hand', 'plan', 'confirm', 'back', 'apply', 'verify', 'undo', 'next'] as const).map((kind) => ({ kind })),
  planned(),
  planned(plan({ steps: [step(), step('user')] })),
  planned(plan(), false),
  { kind: 'planned', result: { ok: false, error: 'cancelled', message: '' } },
  told({ kind: 'look', collector: 'processes', state: 'started' }),
  told({ kind: 'output', text: 'x' }),
  applied([{ state: 'live' }], 'healthy'),
  applied([{ state: 'restart' }], 'token-mismatch'),
  applied([{ state: 'failed', refused: 'write-failed', params: {} }], 'token-mismatch', false),
  { kind: 'applied', result: { ok: false, error: 'failed', message: 'gone' } },
  verified('healthy'),
  verified('token-mismatch'),
  { kind: 'verified', result: { ok: false, error: 'cancelled', message: '' } },
  undone(),
  {
    kind: 'undone',
    result: { ok: true, value: { state: 'refused', refusal: { refused: 'nothing-to-undo', params: {} } } },
  },
);

test('whatever happens in whatever order, what was changed can be taken back or looked at again', () => {
  const AT_REST = ['waiting', 'cured', 'not-cured', 'failed', 'undone'];
  fc.assert(
    fc.property(fc.array(EVENTS, { maxLength: 30 }), (events) => {
      const state = events.reduce(next, begin(found));
      if (state.applied === null || !AT_REST.includes(state.phase)) return;
      expect(next(state, { kind: 'undo' }).phase).toBe('undoing');
    }),
  );
});

describe('after a restart of the app', () => {
  const applying = walk(...UNTIL_APPLY);
  const past = (undoable: boolean) => ({
    plans: [
      {
        id: ID,
        at: '2025-02-20T12:00:00.000Z',
        remedy: 'set-token' as const,
        steps: [{ code: 'set-token' as const, params: {}, undoable }],
      },
    ],
  });
  const savedFrom = (state: RepairState) => {
    const saved = savedOf(state, TARGET);
    if (saved === null) throw new Error(`nothing is kept of ${state.phase}`);
    return saved;
  };

  test('a plan that was cut off stands as the journal says, with its way back', () => {
    expect(takenUp(savedFrom(applying), past(true))).toMatchObject({
      phase: 'waiting',
      notice: 'interrupted',
      applied: ID,
      states: ['done'],
    });
  });

  test.each([
    ['was never begun', { plans: [] }],
    ['took itself back', past(false)],
  ])('a plan that %s has changed nothing', (_, journal) => {
    expect(takenUp(savedFrom(applying), journal)).toMatchObject({
      phase: 'explain',
      notice: 'nothing-changed',
      applied: null,
    });
  });

  test('a repair that waits for the user still waits', () => {
    const waiting = walk(...UNTIL_APPLY, applied([{ state: 'restart' }], 'token-mismatch'));
    expect(takenUp(savedFrom(waiting), past(true))).toMatchObject({
      phase: 'waiting',
      notice: 'taken-up',
      states: ['restart'],
    });
  });

  test('one that was taken back meanwhile, from elsewhere, offers no way back', () => {
    const waiting = walk(...UNTIL_APPLY, applied([{ state: 'restart' }], 'token-mismatch'));
    expect(takenUp(savedFrom(waiting), past(false)).applied).toBeNull();
  });

  test('nothing is kept of one that has ended', () => {
    const cured = walk(...UNTIL_APPLY, applied([{ state: 'live' }], 'healthy'));
    expect(savedOf(cured, TARGET)).toBeNull();
  });
});
