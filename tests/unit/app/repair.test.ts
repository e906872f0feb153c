/** Every way through a repair, without a screen: what each phase listens to, what it leads to, and what is left of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallResult } from '../../../electron/contract/app.ts';
import type { ApplyProgress } from '../../../electron/contract/app-repairs.ts';
import type { VerdictCode } from '../../../electron/contract/codes.ts';
import { PLAN_FORMAT } from '../../../electron/contract/remedies.ts';
import type { PastPlan, Plan, PlanStep, StepState } from '../../../electron/contract/remedies.ts';
import { begin, canApply, listens, next, stationOf } from '../../../renderer/model/repair.ts';
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
const pastPlan = (undoable: boolean, stands: 'done' | 'cut-off' | null = undoable ? 'done' : null): PastPlan => ({
  ...{ id: ID, at: '2025-02-20T12:00:00.000Z', remedy: 'set-token' },
  steps: [{ code: 'set-token', params: {}, undoable, ...(stands === null ? {} : { stands }) }],
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

  test('waits for the user’s part although the link looks healthy before it', () => {
    expect(walk(...UNTIL_APPLY, applied([{ state: 'restart' }, { state: 'waiting' }], 'healthy')).phase).toBe(
      'waiting',
    );
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

  test('that failed offers the way back only for what was not taken back already', () => {
    const failed: StepState = { state: 'failed', refused: 'write-failed', params: {} };
    const end = (undoable: boolean): RepairState => {
      const event = applied([{ state: 'rolled-back' }, failed], 'token-mismatch', false);
      return walk(...UNTIL_APPLY, { ...event, past: pastPlan(undoable) } as RepairEvent);
    };
    expect(end(false)).toMatchObject({ phase: 'failed', applied: null, refusal: failed });
    expect(end(true)).toMatchObject({ phase: 'failed', applied: ID, refusal: failed });
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
    expect(state).toMatchObject({ phase: 'not-undone', applied: ID });
    expect([{ kind: 'undo' } as const, undone()].reduce(next, state)).toMatchObject({ phase: 'undone', applied: null });
  });

  test('that somebody else took back meanwhile has no way back any more', () => {
    const refused = { refused: 'nothing-to-undo', params: {} } as const;
    const event: RepairEvent = {
      kind: 'undone',
      result: { ok: true, value: { state: 'refused', refusal: refused } },
    };
    const state = walk(...UNTIL_APPLY, applied([{ state: 'done' }], 'healthy'), { kind: 'undo' }, event);
    expect(state).toMatchObject({ phase: 'undone', applied: null, refusal: refused });
  });

  test.each(['declined', 'cancelled'] as const)('whose user said no (%s) has changed nothing', (refused) => {
    const steps: readonly StepState[] = [{ state: 'rolled-back' }, { state: 'failed', refused, params: {} }];
    const state = walk(...UNTIL_APPLY, applied(steps, 'token-mismatch', false));
    expect(state).toMatchObject({ phase: 'declined', applied: null, refusal: { refused } });
    expect(state.states).toEqual(['rolled-back', 'stopped']);
    expect(next(state, { kind: 'plan' }).phase).toBe('planning');
  });

  test('stopped before its first step has changed nothing', () => {
    const refusal = { refused: 'cancelled', params: {} } as const;
    const event: RepairEvent = { kind: 'applied', result: { ok: true, value: { state: 'refused', refusal } } };
    expect(walk(...UNTIL_APPLY, event)).toMatchObject({ phase: 'declined', applied: null });
  });

  test('that was stopped while it looked again is made, and can be looked at again or taken back', () => {
    const unseen: RepairEvent = {
      kind: 'applied',
      result: { ok: true, value: { state: 'applied', steps: [{ state: 'done' }], complete: true, examined: null } },
    };
    const state = walk(...UNTIL_APPLY, unseen);
    expect(state).toMatchObject({ phase: 'waiting', notice: 'unchecked', applied: ID });
    expect([listens(state, 'verify'), listens(state, 'undo')]).toEqual([true, true]);
  });

  test('a look that is stopped leaves it where it was', () => {
    const stopped: RepairEvent = { kind: 'verified', result: { ok: false, error: 'cancelled', message: '' } };
    const end = (from: RepairState): RepairState => [{ kind: 'verify' } as const, stopped].reduce(next, from);
    const failed = walk(...UNTIL_APPLY, applied([{ state: 'done' }], 'token-mismatch'));
    expect(end(failed)).toMatchObject({ phase: 'not-cured', fault: null });
    expect(end(walk({ kind: 'by-hand' })).phase).toBe('by-hand');
    const users = walk({ kind: 'plan' }, planned(plan({ steps: [step('user')] })));
    expect([users.phase, end(users).phase]).toEqual(['preview', 'preview']);
  });

  test('an earlier change can still be taken back where its successor came to nothing', () => {
    const refused: CallResult<'plan'> = {
      ok: true,
      value: { state: 'refused', refusal: { refused: 'token-unreadable', params: {} }, diagnosis: diagnosis() },
    };
    const state = walk(
      ...[...UNTIL_APPLY, applied([{ state: 'done' }], 'token-mismatch'), { kind: 'next' } as const],
      ...[{ kind: 'plan' } as const, { kind: 'planned', result: refused } as const],
    );
    expect([state.phase, listens(state, 'undo')]).toEqual(['refused', true]);
    // What did not help is what was taken back, whatever is wanted by now.
    expect([{ kind: 'undo' } as const, undone()].reduce(next, state).tried).toEqual(['set-token']);
  });

  test('of a recording that is gone says so', () => {
    const lost: RepairEvent = { kind: 'planned', result: { ok: true, value: { state: 'source-lost' } } };
    expect(walk({ kind: 'plan' }, lost)).toMatchObject({ phase: 'explain', notice: 'source-lost' });
  });

  test('in the middle of which the engine ended stands as the journal says', () => {
    const gone: CallResult<'apply'> = { ok: false, error: 'failed', message: 'the examining process ended' };
    expect(walk(...UNTIL_APPLY, { kind: 'applied', result: gone, past: pastPlan(true, 'done') })).toMatchObject({
      ...{ phase: 'waiting', notice: 'interrupted', applied: ID, states: ['done'], fault: gone.message },
    });
    expect(walk(...UNTIL_APPLY, { kind: 'applied', result: gone, past: pastPlan(false, 'cut-off') })).toMatchObject({
      ...{ phase: 'waiting', notice: 'interrupted', applied: null, states: ['cut-off'] },
    });
    expect(walk(...UNTIL_APPLY, { kind: 'applied', result: gone })).toMatchObject({
      ...{ phase: 'explain', notice: 'nothing-changed', applied: null },
    });
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
  applied([{ state: 'done' }, { state: 'failed', refused: 'cancelled', params: {} }], 'token-mismatch', false),
  { kind: 'applied', result: { ok: false, error: 'failed', message: 'gone' } },
  verified('healthy'),
  verified('token-mismatch'),
  { kind: 'verified', result: { ok: false, error: 'cancelled', message: '' } },
  undone(),
  undone(false),
  {
    kind: 'undone',
    result: { ok: true, value: { state: 'refused', refusal: { refused: 'nothing-to-undo', params: {} } } },
  },
);

test('whatever happens in whatever order, what was changed can be taken back or looked at again', () => {
  const AT_REST = ['waiting', 'cured', 'not-cured', 'refused', 'declined', 'failed', 'undone', 'not-undone'];
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
  const past = (undoable: boolean) => ({ plans: [pastPlan(undoable)] });
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
