import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { VerdictCode } from '../../../electron/contract/codes.ts';
import type { ApplyReport, StepState } from '../../../electron/contract/remedies.ts';
import { apply, examine } from '../../../electron/doctor.ts';
import { unanswered } from '../../../electron/machine/answer.ts';
import type { Machine } from '../../../electron/machine/machine.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import { mayStillChange } from '../../../electron/remedies/verify.ts';
import type { Seen } from '../../../electron/remedies/verify.ts';
import { replaceFile, workshop } from './support/workshop.ts';
import { planOf } from './support/workshop-plan.ts';

const found = (code: VerdictCode): Seen => ({ diagnosis: { verdict: { code } }, facts: {} }) as Seen;
const report = (state: 'live' | 'restart' | 'waiting' | 'rolled-back', complete = true): ApplyReport => ({
  id: 'plan',
  steps: [{ state } satisfies StepState],
  complete,
});

const CASES = join(import.meta.dirname, '../../cases');

interface Told {
  /** What the recording says otherwise. */
  readonly tell?: (text: string) => string;
  readonly change?: (machine: Machine) => Machine;
}

/** A look at the machine of this case. */
async function seen(name: string, code: VerdictCode, { tell = same, change = same }: Told = {}): Promise<Seen> {
  const parsed = await parseRecording(Buffer.from(tell(readFileSync(join(CASES, `${name}.yaml`), 'utf8'))));
  if ('error' in parsed) throw new Error(parsed.error.message);
  const look = await examine(change(createRecordedMachine(parsed.recording)), { deep: false });
  expect(look.diagnosis.verdict.code).toBe(code);
  return look;
}

function same<T>(what: T): T {
  return what;
}

const again = (look: Seen): boolean => mayStillChange(report('live'), look, look);

describe('after a repair it is looked again', () => {
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

const PORT = ['hop3/env-prod-overrides-port', 'wrong-port'] as const;
const PATH = ['hop4/path-without-trailing-slash', 'wrong-path'] as const;
const TOKEN = ['hop4/tokens-differ', 'token-mismatch'] as const;

describe('where every attempt of NapCat ends alike', () => {
  it.each([PORT, PATH, TOKEN])('%s: it is looked twice', async (name, code) => {
    const look = await seen(name, code);
    expect(mayStillChange(report('live'), look, null)).toBe(true);
    expect(again(look)).toBe(false);
  });
});

describe('while an attempt of NapCat may come through, it is looked again', () => {
  it('when the look before saw less', async () => {
    const look = await seen(...TOKEN);
    expect(mayStillChange(report('live'), look, found('undecided'))).toBe(true);
  });

  it('when the bot is not there: it may be about to start, with another token', async () => {
    const without = (text: string): string => text.replace(/^.*pid: 700\d\}\n|^.*pid: 700\d,.*\n/gm, '');
    expect(again(await seen(...TOKEN, { tell: without }))).toBe(true);
  });

  it('when a framework runs that has no port yet', async () => {
    const look = await seen(...PORT);
    const starting = look.facts.frameworks.map((framework) => ({ ...framework, listeners: [] }));
    const facts = { ...look.facts, frameworks: [...look.facts.frameworks, ...starting] };
    expect(again({ ...look, facts })).toBe(true);
  });

  it.each([PATH, TOKEN])('%s: when the server does not answer at once', async (name, code) => {
    const change = (machine: Machine): Machine => ({ ...machine, http: () => Promise.resolve(unanswered('timeout')) });
    expect(again(await seen(name, code, { change }))).toBe(true);
  });

  it('when another entry may come up', async () => {
    const both = (text: string): string =>
      text
        .replace('"enable": false', '"enable": true')
        .replace('"token": ""', '"token": "s3cret-A"')
        .replace('ws://localhost:2536/OneBotv11', 'ws://127.0.0.1:8081/onebot/v11/ws');
    expect(again(await seen(...PATH, { tell: both }))).toBe(true);
  });

  it('when only a log says so, which tells of earlier attempts', async () => {
    expect(again(await seen('hop4/authorization-invalid-both-logs', 'token-mismatch'))).toBe(true);
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
