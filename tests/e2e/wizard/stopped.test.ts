/** Stop, wherever it can be pressed: nothing of what was begun stays, and the wizard stands where it can go on. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { betweenTwoSteps } from '../support/journal.ts';
import { labScene, UIN } from '../support/lab-scene.ts';
import { repairWalk } from '../support/repair-walk.ts';

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('stopped', needs), () => {
  const { tokensDiffer, entryOff } = labScene();

  test('while both sides are written: the first is put back, and it can be begun again', async () => {
    const lab = await tokensDiffer();
    const { napcat, env } = lab;
    const walk = await repairWalk(['zh', 'light']);
    const { page } = walk.app();
    const { repair } = walk.texts;
    await walk.find(napcat.dir, 'token-mismatch');
    await walk.begin();
    await walk.choose('new-token');
    await walk.press(repair.preview, 'preview');
    await walk.press(repair.goOn, 'confirm');

    // The NapCat that hangs is what there is time to press Stop in.
    await napcat.freeze();
    await walk.press(repair.apply, 'applying', 'in haste');
    await betweenTwoSteps(walk.app());
    await walk.press(repair.stop, 'declined');
    lab.expectUntouched();
    await page.getByText(repair.nothingChanged).waitFor();
    expect(await page.getByText(walk.remedies.states['rolled-back']).count()).toBe(1);

    // Somebody writes the first file meanwhile: it is left alone, and taken back when it is as it was.
    await walk.press(repair.previewAgain, 'preview');
    await walk.press(repair.goOn, 'confirm');
    await walk.press(repair.apply, 'applying', 'in haste');
    await betweenTwoSteps(walk.app());
    const ours = readFileSync(env, 'utf8');
    appendFileSync(env, '# 我的\n');
    await walk.press(repair.stop, 'declined');
    await page.getByText(repair.somethingStays).waitFor();
    expect(readFileSync(env, 'utf8')).toBe(`${ours}# 我的\n`);
    writeFileSync(env, ours);
    await walk.press(repair.undo, 'undone');
    lab.expectUntouched();
    napcat.thaw();

    await walk.press(repair.back, 'explain');
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('waiting');
    await lab.restartBot();
    await walk.press(repair.verify, 'cured');
    walk.expectClean();
  });

  test('while it looks: before the preview nothing is lost, after the change it is made and can be looked at again', async () => {
    const { bot, napcat } = await entryOff();
    const walk = await repairWalk(['en', 'dark']);
    const { page } = walk.app();
    const { repair } = walk.texts;
    await walk.find(napcat.dir, 'entry-disabled');
    await walk.begin();
    // A look waits some 3 s for a bot that hangs: that is what there is time to press Stop in, each time anew.
    await bot.freeze(4);
    await walk.press(repair.preview, 'planning', 'in haste');
    await walk.press(repair.stop, 'explain');
    await bot.freeze(4);
    await walk.press(repair.preview, 'planning');
    await walk.reach('preview');
    await walk.press(repair.goOn, 'confirm');
    await bot.freeze(8);
    await walk.press(repair.apply, 'verifying', 'in haste');
    await walk.press(repair.stop, 'waiting');
    await page.getByText(repair.notices.unchecked).waitFor();
    await bot.freeze(4);
    await walk.press(repair.verifyAgain, 'verifying', 'in haste');
    await walk.press(repair.stop, 'waiting');
    await bot.waitForEvent(`connect ${UIN}`, 20_000);
    await bot.freeze(4);
    await walk.press(repair.verifyAgain, 'verifying');
    await walk.reach('cured');
    walk.expectClean();
  });
});
