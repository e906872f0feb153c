import { describe, expect, test } from 'vitest';
import type { CallResult } from '../../../electron/contract/app.ts';
import { accountsOf, hopViews, IDLE, next } from '../../../renderer/model/check.ts';
import type { CheckEvent, CheckState } from '../../../renderer/model/check.ts';
import { done } from './build.ts';

const walk = (...events: readonly CheckEvent[]): CheckState => events.reduce(next, IDLE);
const start: CheckEvent = { kind: 'start' };
const end = (result: CallResult<'examine'>): CheckEvent => ({ kind: 'end', result });
const CANCELLED = { ok: false, error: 'cancelled', message: 'stopped' } as const;
const finished = end({ ok: true, value: done() });
const progress = (
  collector: Extract<CheckEvent, { kind: 'progress' }>['progress']['collector'],
  state: Extract<CheckEvent, { kind: 'progress' }>['progress']['state'],
  at: number,
): CheckEvent => ({ kind: 'progress', progress: { collector, state }, at });
const hop = (state: CheckState, number: number) => hopViews(state).find((view) => view.hop === number);

describe('a check', () => {
  test('begins with every hop waiting', () => {
    expect(hopViews(IDLE).map(({ state }) => state)).toEqual(Array(5).fill('waiting'));
  });

  test('shows what a hop is looking at', () => {
    expect(hop(walk(start, progress('napcat-config', 'started', 5)), 2)).toMatchObject({
      state: 'looking',
      looking: ['napcat-config'],
    });
  });

  test('counts a hop as looked at only when all of its looks ended', () => {
    const partly = walk(start, progress('processes', 'started', 1), progress('processes', 'known', 4));
    expect(hop(partly, 1)?.state).toBe('waiting');
    const fully = [progress('napcat', 'known', 9), progress('napcat-log', 'absent', 11)].reduce(next, partly);
    expect(hop(fully, 1)).toMatchObject({ state: 'looked', milliseconds: 10 });
  });

  test('takes an end without a beginning for a look of no length', () => {
    expect(hop(walk(start, progress('napcat-config', 'known', 7)), 2)).toMatchObject({ milliseconds: 0 });
  });

  test('shows the outcomes of the diagnosis when it is done', () => {
    expect(hop(walk(start, finished), 4)).toMatchObject({ state: 'fail', code: 'token-mismatch' });
  });

  test('keeps the last result while the next one runs', () => {
    expect(walk(start, finished, start).done).not.toBeNull();
  });

  test('forgets the result when another machine is chosen', () => {
    expect(walk(start, finished, { kind: 'forget' })).toEqual(IDLE);
  });

  test('a look that came to nothing leaves no times behind', () => {
    const looked = walk(start, progress('napcat-config', 'known', 7), end(CANCELLED));
    expect(hop(looked, 2)).toMatchObject({ state: 'waiting', milliseconds: null });
  });

  test('a cancelled check is not a failed one', () => {
    expect(walk(start, end(CANCELLED)).phase).toBe('cancelled');
  });

  test('says why it failed', () => {
    expect(walk(start, end({ ok: false, error: 'failed', message: 'no disk' }))).toMatchObject({
      phase: 'failed',
      fault: 'no disk',
    });
  });

  test('progress that comes after the end changes nothing', () => {
    const state = walk(start, finished);
    expect(next(state, progress('napcat', 'started', 99))).toBe(state);
  });

  test('an end that comes after another machine was chosen is not taken for its result', () => {
    expect(walk(start, { kind: 'forget' }, finished)).toEqual(IDLE);
  });
});

test('offers the accounts of every NapCat', () => {
  const napcat = (dir: string, ...uins: readonly string[]) => ({
    dir,
    mode: 'shell',
    form: 'shell-zip',
    version: null,
    pid: null,
    modeEvidence: [],
    otherReadings: [],
    accounts: uins.map((uin) => ({ uin, inUse: false, file: '', read: 'known' as const, entries: [] })),
  });
  const { details } = done();
  const value = done({
    details: { ...details, napcats: [napcat('D:\\a', '10001', '10002'), napcat('D:\\b', '10001')] },
  });
  expect(accountsOf(walk(start, end({ ok: true, value })))).toEqual([
    { uin: '10001', dir: 'D:\\a' },
    { uin: '10002', dir: 'D:\\a' },
    { uin: '10001', dir: 'D:\\b' },
  ]);
});
