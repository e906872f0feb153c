/** A repair that fails on the way: what was done is taken back, and the screen says which step it was and why. */
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { blockWrites, labScene, UIN } from '../support/lab-scene.ts';
import { betweenTwoSteps, journalFolder } from '../support/journal.ts';
import { repairWalk } from '../support/repair-walk.ts';

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('failed on the way', needs), () => {
  const { tokensDiffer, entryOff } = labScene();

  test('the second file cannot be written: the first is put back, and it works when the reason is gone', async () => {
    const lab = await tokensDiffer();
    const { napcat } = lab;
    const walk = await repairWalk(['zh', 'light']);
    const { page } = walk.app();
    const { repair } = walk.texts;
    const { refusals } = walk.remedies;
    const unblock = blockWrites(napcat.configFile);
    await walk.find(napcat.dir, 'token-mismatch');
    await walk.begin();
    await walk.choose('new-token');
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('failed');
    await page.getByText(refusals['write-failed']({ file: napcat.configFile, reason: 'EEXIST' })).waitFor();
    expect(await page.locator('li.failed .sentence').textContent()).toContain(napcat.configFile);
    expect(await page.locator('li.rolled-back').count()).toBe(1);

    lab.expectUntouched();
    await page.getByText(repair.nothingChanged).waitFor();

    unblock();
    await walk.press(repair.previewAgain, 'preview');
    await walk.carryOut('waiting');
    await lab.restartBot();
    await walk.press(repair.verify, 'cured');
    await walk.press(repair.undo, 'undone');
    lab.expectUntouched();
    walk.expectClean();
  });

  test('what could not be put back stays named, with its way back, and the next way is open', async () => {
    const lab = await tokensDiffer();
    const { napcat, env } = lab;
    const walk = await repairWalk(['en', 'dark']);
    const { page } = walk.app();
    const { repair } = walk.texts;
    await walk.find(napcat.dir, 'token-mismatch');
    await walk.begin();
    await walk.choose('new-token');
    await walk.press(repair.preview, 'preview');
    await walk.press(repair.goOn, 'confirm');
    await napcat.freeze();
    await walk.press(repair.apply, 'applying', 'in haste');
    await betweenTwoSteps(walk.app());
    const ours = readFileSync(env, 'utf8');
    // Both while NapCat is asked, which takes seconds.
    appendFileSync(env, '# mine\n');
    await sleep(500);
    const unblock = blockWrites(napcat.configFile);
    await walk.look('applying');
    await walk.reach('failed');
    napcat.thaw();
    unblock();
    await page.getByText(repair.somethingStays).waitFor();

    await walk.press(repair.undo, 'not-undone');
    await page.getByText(walk.remedies.refusals['changed-since']({ file: env })).waitFor();
    expect(readFileSync(env, 'utf8')).toBe(`${ours}# mine\n`);
    await walk.press(repair.undo, 'not-undone');
    await walk.press(repair.back, 'explain');
    await walk.press(repair.preview, 'preview');
    writeFileSync(env, ours);
    await walk.press(repair.back, 'explain');
    await page.getByRole('button', { name: new RegExp(walk.remedies.titles['new-token']) }).press('Enter');
    await page.getByText(repair.pastFailed).waitFor();
    lab.expectUntouched();
    walk.expectClean();
  });

  test('the journal cannot be written: nothing is begun', async () => {
    const lab = await entryOff();
    const { bot, napcat } = lab;
    const walk = await repairWalk(['en', 'light']);
    const { page } = walk.app();
    const { repair } = walk.texts;
    await walk.find(napcat.dir, 'entry-disabled');
    const folder = journalFolder(walk.app());
    const journal = join(folder, 'journal.jsonl');
    mkdirSync(journal, { recursive: true });
    await walk.begin();
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('refused');
    await page.getByText(walk.remedies.refusals['journal-failed']({ dir: folder })).waitFor();
    lab.expectUntouched();
    await walk.press(repair.back, 'explain');
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('refused');
    // No other remedy is left: the way by hand is.
    await walk.press(repair.byHand, 'by-hand');
    rmSync(journal, { recursive: true });
    await walk.choose('enable-entry');
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('cured');
    await bot.waitForEvent(`connect ${UIN}`);
    walk.expectClean();
  });
});
