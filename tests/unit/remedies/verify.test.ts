import { describe, expect, it } from 'vitest';

import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { Diagnosis } from '../../../electron/contract/diagnosis.ts';
import type { ApplyReport, StepState } from '../../../electron/contract/remedies.ts';
import { apply } from '../../../electron/doctor.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import { mayStillChange } from '../../../electron/remedies/verify.ts';
import { replaceFile, workshop } from './support/workshop.ts';
import { planOf } from './support/workshop-plan.ts';

const found = (code: VerdictCode): Diagnosis => ({ verdict: { code } }) as Diagnosis;
const report = (state: 'live' | 'restart' | 'waiting' | 'rolled-back', complete = true): ApplyReport => ({
  id: 'plan',
  steps: [{ state } satisfies StepState],
  complete,
});

describe('after a repair it is looked again', () => {
  it('while the link is not up', () => {
    expect(mayStillChange(report('live'), found('wrong-path'), null)).toBe(true);
    expect(mayStillChange(report('live'), found('wrong-path'), found('wrong-path'))).toBe(true);
  });

  it('when the link came up only now: it may be a handshake that is about to be refused', () => {
    expect(mayStillChange(report('live'), found('healthy'), null)).toBe(true);
    expect(mayStillChange(report('live'), found('healthy'), found('server-not-listening'))).toBe(true);
  });

  it('no more when two looks have seen the link', () => {
    expect(mayStillChange(report('live'), found('healthy'), found('healthy'))).toBe(false);
  });

  it.each([
    ['a restart by the user', report('restart')],
    ['a step of the user', report('waiting')],
    ['nothing, because it failed', report('rolled-back', false)],
  ])('not when it waits for %s', (_, waiting) => {
    expect(mayStillChange(waiting, found('wrong-path'), null)).toBe(false);
    expect(mayStillChange(waiting, found('healthy'), null)).toBe(false);
  });
});

it('says nothing of what it found when it is stopped before that was sure', async () => {
  const shop = workshop();
  const plan = planOf('p1', [await replaceFile(shop.hand, shop.put('a', 'old'), 'new')]);
  const parsed = await parseRecording('format: napcat-doctor/recording@1\nhost: { platform: win32 }\nprocesses: []\n');
  if ('error' in parsed) throw new Error(parsed.error.message);
  const stop = new AbortController();
  let looks = 0;
  const treatment = await apply(
    plan,
    { deep: false },
    { machine: createRecordedMachine(parsed.recording), hand: shop.hand },
    {
      signal: stop.signal,
      progress: (collector, state) => {
        if (collector === 'processes' && state === 'started' && ++looks === 2) stop.abort();
      },
    },
  );
  expect({ looks, treatment }).toMatchObject({
    looks: 2,
    treatment: { report: { complete: true }, examination: null, cured: false },
  });
});
