/**
 * Every remedy that is offered for a recorded machine is planned against the files of its recording: it gives a plan
 * that can be shown or a reason, and never an exception, an empty change or a token.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

import { isRefusal } from '../../../electron/contract/remedies.ts';
import type { Plan, RemedyCode } from '../../../electron/contract/remedies.ts';
import { examine } from '../../../electron/doctor.ts';
import { mapAnswer, unanswered } from '../../../electron/machine/answer.ts';
import type { Hand } from '../../../electron/machine/hand.ts';
import type { Machine } from '../../../electron/machine/machine.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import { REMEDIES } from '../../../electron/remedies/index.ts';
import { planRemedy } from '../../../electron/remedies/plan.ts';

const CASES = join(import.meta.dirname, '../../cases');

interface Planned {
  readonly id: string;
  readonly remedy: RemedyCode;
  readonly plan: Plan | null;
  readonly refused: string | null;
  /** Tokens that stand in the recording. */
  readonly tokens: readonly string[];
}

/** Reads what the recording holds; there is nothing to change. */
function recordedHand(machine: Machine): Hand {
  const never = () => Promise.reject(new Error('planning changes nothing'));
  return {
    stateDir: '/nowhere',
    read: async (path) => mapAnswer(await machine.readFile(path), ({ bytes }) => ({ bytes, hash: 'recorded' })),
    post: () => Promise.resolve(unanswered('denied')),
    openArchive: () => Promise.resolve(unanswered('denied')),
    unpack: never,
    removeFolder: never,
    openDoor: never,
    write: never,
    remove: never,
    tidy: never,
    tryWrite: never,
    append: never,
    run: never,
    runElevated: never,
  };
}

async function planAll(file: string): Promise<readonly Planned[]> {
  const source = readFileSync(file, 'utf8');
  const tokens = [...source.matchAll(/token\\?["']?\s*[:=]\s*\\?["']?([\w-]{6,})/gi)].flatMap(
    // The last is NapCat's default of old, and a part of many paths.
    ([, token]) => (token === undefined || token === 'napcat' ? [] : token),
  );
  const parsed = await parseRecording(new TextEncoder().encode(source));
  if ('error' in parsed) throw new Error(`${file}: ${parsed.error.message}`);
  const machine = createRecordedMachine(parsed.recording);
  const { facts, diagnosis } = await examine(machine, { deep: false });
  const offered = [diagnosis.verdict, ...diagnosis.also].flatMap(({ remedies }) => remedies as readonly RemedyCode[]);
  const planned: Planned[] = [];
  for (const remedy of new Set(offered)) {
    const result = await planRemedy(facts, diagnosis, { remedy }, { machine, hand: recordedHand(machine) });
    const refused = isRefusal(result) ? result.refused : null;
    planned.push({
      id: file.slice(CASES.length + 1),
      remedy,
      plan: isRefusal(result) ? null : result.plan,
      refused,
      tokens,
    });
  }
  return planned;
}

describe('the remedies of every recorded machine', () => {
  const all: Planned[] = [];
  beforeAll(async () => {
    const files = readdirSync(CASES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    for (const name of files.toSorted()) all.push(...(await planAll(join(CASES, name))));
  }, 120_000);

  it('show a change in every step of ours', () => {
    const empty = all.flatMap(({ id, remedy, plan }) =>
      (plan?.steps ?? [])
        .filter(
          ({ by, previews }) =>
            by === 'doctor' && !previews.some((preview) => preview.kind !== 'diff' || preview.text !== ''),
        )
        .map(({ code }) => `${id} ${remedy} ${code}`),
    );
    expect(empty).toEqual([]);
  });

  it('plan far more often than they refuse', () => {
    const sketched = all.filter(({ id }) => id.startsWith('hop'));
    const planned = sketched.filter(({ plan }) => plan !== null).length;
    expect(planned / sketched.length).toBeGreaterThan(0.85);
  });

  const plansOf = (remedy: RemedyCode): readonly Plan[] =>
    all.flatMap(({ id, remedy: own, plan }) => (own === remedy && plan !== null && !id.includes(CUT) ? [plan] : []));
  /** What stands behind `#` there was meant as a part of the token, and is hidden as one. */
  const CUT = 'hash-cuts-token';
  const added = ({ previews }: Plan['steps'][number]): string =>
    previews
      .flatMap((preview) =>
        preview.kind === 'diff' ? preview.text.split('\n').filter((line) => /^\+[^+]/.test(line)) : [],
      )
      .join('\n');

  it('write one new token to both sides', () => {
    const plans = plansOf('new-token');
    expect(plans.length).toBeGreaterThan(0);
    for (const { steps } of plans) {
      const names = steps.filter(({ by }) => by === 'doctor').map((step) => new Set(added(step).match(/token-\d+/g)));
      expect(names).toHaveLength(2);
      const [one = new Set<string>(), other = new Set<string>()] = names;
      expect([...one].filter((name) => other.has(name)).length).toBe(1);
    }
  });

  it('move both sides to the same port', () => {
    expect(plansOf('move-port').length).toBeGreaterThan(0);
    for (const { steps } of plansOf('move-port')) {
      const ports = steps
        .filter(({ by }) => by === 'doctor')
        .map((step) => /\b\d{4,5}\b/.exec(added(step).replace(/127\.0\.0\.1/g, ''))?.[0]);
      expect(ports).toHaveLength(2);
      expect(new Set(ports).size).toBe(1);
    }
  });

  it('offer a firewall rule only where one counts', () => {
    const refused = all.filter((one) => one.remedy === 'allow-in-firewall' && one.plan === null);
    expect(refused.map(({ id, refused: why }) => `${id} ${why}`)).toEqual([]);
  });

  it('name the NapCat to restart by its process', () => {
    const restarts = all.flatMap(({ plan }) => plan?.steps.filter(({ code }) => code === 'restart-napcat') ?? []);
    expect(restarts.length).toBeGreaterThan(0);
    for (const { params, by } of restarts) expect([typeof params.pid, by]).toEqual(['number', 'user']);
  });

  it('show no token', () => {
    const told = all.filter(({ plan, tokens }) => tokens.some((token) => JSON.stringify(plan).includes(token)));
    expect(told.map(({ id, remedy }) => `${id} ${remedy}`)).toEqual([]);
  });

  it('cover every remedy', () => {
    const used = new Set(all.map(({ remedy }) => remedy));
    expect(REMEDIES.map(({ code }) => code).filter((code) => !used.has(code))).toEqual([]);
  });
});
