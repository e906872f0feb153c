import { appendFileSync, chmodSync, existsSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { applyPlan } from '../../../electron/remedies/run/apply.ts';
import { pastPlans, undoPlan } from '../../../electron/remedies/run/undo.ts';
import type { Action } from '../../../electron/remedies/step.ts';
import { replaceFile, workshop } from './support/workshop.ts';
import { planOf } from './support/workshop-plan.ts';

function command(undo: readonly string[] | null, ...argv: string[]): Action {
  return { kind: 'command', command: { argv }, elevated: false, undo: undo === null ? null : { argv: undo } };
}

const NODE = process.execPath;

describe('carrying a plan out', () => {
  it('changes the files and takes them back byte for byte', async () => {
    const shop = workshop();
    const [a, b] = [shop.put('a', 'old a\r\n'), join(shop.dir, 'b')];
    const actions = [await replaceFile(shop.hand, a, 'new a'), null, await replaceFile(shop.hand, b, 'new b')];
    const report = await applyPlan(planOf('p1', actions), shop);
    expect(report).toMatchObject({
      complete: true,
      steps: [{ state: 'done' }, { state: 'waiting' }, { state: 'done' }],
    });
    expect([shop.text(a), shop.text(b)]).toEqual(['new a', 'new b']);
    expect(await undoPlan(shop.hand)).toMatchObject({ id: 'p1', complete: true });
    expect([shop.text(a), existsSync(b)]).toEqual(['old a\r\n', false]);
    expect(await undoPlan(shop.hand)).toMatchObject({ refused: 'nothing-to-undo' });
  });

  it('refuses the whole plan when one file is not what was read', async () => {
    const shop = workshop();
    const [a, b] = [shop.put('a', 'old'), shop.put('b', 'old')];
    const plan = planOf('p1', [await replaceFile(shop.hand, a, 'new'), await replaceFile(shop.hand, b, 'new')]);
    writeFileSync(b, 'edited meanwhile');
    expect(await applyPlan(plan, shop)).toMatchObject({ refused: 'file-changed', params: { file: b } });
    expect([shop.text(a), shop.text(b)]).toEqual(['old', 'edited meanwhile']);
  });

  it('takes the first steps back when a later one fails', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    const fails = command(null, NODE, '-e', 'process.exit(3)');
    const last = shop.put('b', 'untouched');
    const plan = planOf('p1', [
      await replaceFile(shop.hand, a, 'new'),
      fails,
      await replaceFile(shop.hand, last, 'new'),
    ]);
    expect(await applyPlan(plan, shop)).toMatchObject({
      complete: false,
      steps: [
        { state: 'rolled-back' },
        { state: 'failed', refused: 'command-failed', params: { reason: '3' } },
        { state: 'not-reached' },
      ],
    });
    expect([shop.text(a), shop.text(last)]).toEqual(['old', 'untouched']);
  });

  it('takes back what was done when it is stopped, the step that has just ended too', async () => {
    const shop = workshop();
    const [a, b] = [shop.put('a', 'old'), shop.put('b', 'old')];
    const stop = new AbortController();
    const plan = planOf('p1', [await replaceFile(shop.hand, a, 'new'), await replaceFile(shop.hand, b, 'new')]);
    const report = await applyPlan(plan, shop, {
      signal: stop.signal,
      onStep: (step, { state }) => (step === 0 && state === 'running' ? stop.abort() : undefined),
    });
    expect(report).toMatchObject({
      complete: false,
      steps: [{ state: 'failed', refused: 'cancelled' }, { state: 'not-reached' }],
    });
    expect([shop.text(a), shop.text(b)]).toEqual(['old', 'old']);
    expect(await undoPlan(shop.hand)).toMatchObject({ refused: 'nothing-to-undo' });
  });

  it('says that it was stopped although what was done cannot be taken back: somebody has changed it since', async () => {
    const shop = workshop();
    const [a, b] = [shop.put('a', 'old'), shop.put('b', 'old')];
    const stop = new AbortController();
    const plan = planOf('p1', [await replaceFile(shop.hand, a, 'new'), await replaceFile(shop.hand, b, 'new')]);
    const report = await applyPlan(plan, shop, {
      signal: stop.signal,
      onStep: (step, { state }) => {
        if (step !== 0 || state !== 'done' || stop.signal.aborted) return;
        appendFileSync(a, ' and theirs');
        stop.abort();
      },
    });
    expect(report).toMatchObject({
      complete: false,
      steps: [{ state: 'done' }, { state: 'failed', refused: 'cancelled' }],
    });
    expect([shop.text(a), shop.text(b)]).toEqual(['new and theirs', 'old']);
  });

  it('begins nothing when it was stopped before', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    const plan = planOf('p1', [await replaceFile(shop.hand, a, 'new')]);
    expect(await applyPlan(plan, shop, { signal: AbortSignal.abort() })).toMatchObject({ refused: 'cancelled' });
    expect([shop.text(a), await pastPlans(shop.hand)]).toEqual(['old', []]);
  });

  it('knows the step that a crash cut off from one that was done', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    await applyPlan(planOf('p1', [await replaceFile(shop.hand, a, 'new'), command(null, NODE, '-e', '')]), shop);
    const journal = join(shop.hand.stateDir, 'journal.jsonl');
    expect(await pastPlans(shop.hand)).toMatchObject([{ steps: [{ stands: 'done' }, { stands: 'done' }] }]);
    // As a crash leaves it: the last end is missing.
    writeFileSync(journal, shop.text(journal).replace(/\{"t":"end","id":"p1","step":1[^\n]*\n/, ''));
    expect(await pastPlans(shop.hand)).toMatchObject([
      {
        steps: [
          { stands: 'done', undoable: true },
          { stands: 'cut-off', undoable: false },
        ],
      },
    ]);
    await undoPlan(shop.hand);
    const [past] = await pastPlans(shop.hand);
    expect(past?.steps.map(({ stands }) => stands)).toEqual([undefined, undefined]);
  });

  it('tells how each step stands, also when those before it were taken back', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    const told: string[] = [];
    await applyPlan(
      planOf('p1', [await replaceFile(shop.hand, a, 'new'), command(null, NODE, '-e', 'process.exit(3)')]),
      shop,
      { onStep: (step, { state }) => told.push(`${step} ${state}`) },
    );
    expect(told).toEqual(['0 running', '0 done', '1 running', '1 failed', '0 rolled-back', '1 failed']);
  });

  it('takes back one step of several', async () => {
    const shop = workshop();
    const [a, b] = [shop.put('a', 'old'), shop.put('b', 'old')];
    await applyPlan(
      planOf('p1', [await replaceFile(shop.hand, a, 'new'), await replaceFile(shop.hand, b, 'new')]),
      shop,
    );
    expect(await undoPlan(shop.hand, 'p1', 0)).toMatchObject({ complete: true });
    expect([shop.text(a), shop.text(b)]).toEqual(['old', 'new']);
    expect(await pastPlans(shop.hand)).toMatchObject([{ id: 'p1', steps: [{ undoable: false }, { undoable: true }] }]);
  });

  it('leaves a file alone that was changed since', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    await applyPlan(planOf('p1', [await replaceFile(shop.hand, a, 'new')]), shop);
    writeFileSync(a, 'edited since');
    expect(await undoPlan(shop.hand)).toMatchObject({
      complete: false,
      steps: [{ outcome: { state: 'failed', refused: 'changed-since' } }],
    });
    expect(shop.text(a)).toBe('edited since');
  });

  it('refuses a backup that is not what was backed up', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    await applyPlan(planOf('p1', [await replaceFile(shop.hand, a, 'new')]), shop);
    writeFileSync(join(shop.hand.stateDir, 'backup-p1-0'), 'spoilt');
    expect(await undoPlan(shop.hand)).toMatchObject({ steps: [{ outcome: { refused: 'backup-lost' } }] });
    expect(shop.text(a)).toBe('new');
  });

  it('reads a journal whose last line was cut off, and goes on writing it', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    await applyPlan(planOf('p1', [await replaceFile(shop.hand, a, 'new')]), shop);
    appendFileSync(join(shop.hand.stateDir, 'journal.jsonl'), '{"t":"plan","id":"p2","at":"20');
    await applyPlan(planOf('p3', [await replaceFile(shop.hand, a, 'newer')]), shop);
    expect((await pastPlans(shop.hand)).map(({ id }) => id)).toEqual(['p3', 'p1']);
    await undoPlan(shop.hand);
    await undoPlan(shop.hand);
    expect(shop.text(a)).toBe('old');
  });

  it('changes nothing when the way back cannot be noted', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    writeFileSync(shop.hand.stateDir, 'a file where the folder should be');
    const plan = planOf('p1', [await replaceFile(shop.hand, a, 'new')]);
    expect(await applyPlan(plan, shop)).toMatchObject({ refused: 'journal-failed' });
    expect(shop.text(a)).toBe('old');
  });

  it('keeps the rights of a file, follows a link, and leaves nothing beside it', async () => {
    const shop = workshop();
    const a = shop.put('a', 'old');
    chmodSync(a, 0o640);
    const link = join(shop.dir, 'link');
    symlinkSync(a, link);
    await applyPlan(planOf('p1', [await replaceFile(shop.hand, link, 'new')]), shop);
    expect([shop.text(a), statSync(a).mode & 0o777]).toEqual(['new', 0o640]);
    expect(readdirSync(shop.dir).toSorted()).toEqual(['a', 'link']);
  });

  it('keeps backups and journal from other users', async () => {
    const shop = workshop();
    await applyPlan(planOf('p1', [await replaceFile(shop.hand, shop.put('a', 'token'), 'new')]), shop);
    for (const name of readdirSync(shop.hand.stateDir)) {
      expect(statSync(join(shop.hand.stateDir, name)).mode & 0o077).toBe(0);
    }
  });
});

describe('running a program', () => {
  it('hands every argument over as it is', async () => {
    const shop = workshop();
    const words = ['%PATH%', '& calc', '"', '\\', 'a b', '$(id)', '`id`', '\u202e机器人', '*'];
    let printed = '';
    const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const argv = [NODE, '-e', script, '--', ...words];
    await applyPlan(planOf('p1', [command(null, ...argv)]), shop, { onOutput: (text) => (printed += text) });
    expect(JSON.parse(printed)).toEqual(words);
  });

  it('is taken back by its own command', async () => {
    const shop = workshop();
    const made = join(shop.dir, 'made');
    const make = [NODE, '-e', 'require("fs").writeFileSync(process.argv[1],"")', made];
    const unmake = [NODE, '-e', 'require("fs").unlinkSync(process.argv[1])', made];
    await applyPlan(planOf('p1', [command(unmake, ...make)]), shop);
    expect(existsSync(made)).toBe(true);
    expect(await undoPlan(shop.hand)).toMatchObject({ complete: true, steps: [{ outcome: { state: 'undone' } }] });
    expect(existsSync(made)).toBe(false);
  });

  it('is passed over by undo where what it does stays', async () => {
    const shop = workshop();
    const [a, same] = [shop.put('a', 'old'), shop.put('same', 'as it is')];
    await applyPlan(planOf('p1', [await replaceFile(shop.hand, a, 'new')]), shop);
    await applyPlan(planOf('p2', [command(null, NODE, '--version')]), shop);
    await applyPlan(planOf('p3', [await replaceFile(shop.hand, same, 'as it is')]), shop);
    const undoable = (await pastPlans(shop.hand)).map(({ id, steps }) => [id, steps[0]?.undoable]);
    expect(undoable).toEqual([
      ['p3', false],
      ['p2', false],
      ['p1', true],
    ]);
    expect(await undoPlan(shop.hand)).toMatchObject({ id: 'p1', complete: true });
  });

  it('ends with its children when it is cancelled', async () => {
    const shop = workshop();
    const stop = new AbortController();
    const argv = [NODE, '-e', 'console.log("up"); setTimeout(() => {}, 60000)'];
    const report = applyPlan(planOf('p1', [command(null, ...argv)]), shop, {
      signal: stop.signal,
      onOutput: () => stop.abort(),
    });
    expect(await report).toMatchObject({ complete: false, steps: [{ state: 'failed', refused: 'cancelled' }] });
  });

  it('refuses a batch file', async () => {
    const shop = workshop();
    expect(await shop.hand.run({ argv: ['C:\\x.bat', '& calc'] })).toMatchObject({ state: 'failed' });
  });

  it('talks to no other machine', async () => {
    const shop = workshop();
    expect(await shop.hand.post({ url: 'http://192.0.2.1/api', body: {} })).toMatchObject({ state: 'denied' });
  });
});
