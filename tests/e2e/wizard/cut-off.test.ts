/** The app ends in the middle of a repair, or its engine does: what was done is known, and can be taken back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { APP } from '../../../scripts/build-app.mjs';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { loseEngine } from '../support/busy-engine.ts';
import { betweenTwoSteps } from '../support/journal.ts';
import { activate, visit } from '../support/keyboard.ts';
import { labScene } from '../support/lab-scene.ts';
import { repairWalk } from '../support/repair-walk.ts';

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('cut off', needs), () => {
  const { tokensDiffer, entryOff } = labScene();

  test('a crash leaves what the journal says, a farewell leaves nothing', async () => {
    const lab = await tokensDiffer();
    const { napcat, env } = lab;
    const walk = await repairWalk(['en', 'light']);
    const { repair } = walk.texts;
    const before = readFileSync(env, 'utf8');
    /** Until the first file is written, and NapCat, which hangs, is asked about the second. */
    const applyHalf = async (): Promise<void> => {
      await walk.choose('new-token');
      await walk.press(repair.preview, 'preview');
      await walk.press(repair.goOn, 'confirm');
      await napcat.freeze();
      await walk.press(repair.apply, 'applying', 'in haste');
      await betweenTwoSteps(walk.app());
    };
    await walk.find(napcat.dir, 'token-mismatch');
    await walk.begin();
    await applyHalf();
    await walk.restart('crash');
    napcat.thaw();
    expect(readFileSync(env, 'utf8')).not.toBe(before);
    await walk.press(repair.continue, 'waiting');
    await walk.app().page.getByText(repair.notices.interrupted).waitFor();
    expect(await walk.app().page.locator('li.done').count()).toBe(1);
    expect(await walk.app().page.locator('li.cut-off').count()).toBe(1);
    await walk.press(repair.undo, 'undone');
    lab.expectUntouched();

    await walk.press(repair.back, 'explain');
    await applyHalf();
    await walk.restart('quit');
    napcat.thaw();
    lab.expectUntouched();
    await walk.press(repair.continue, 'explain');
    await walk.app().page.getByText(repair.notices['nothing-changed']).waitFor();
    walk.expectClean();
  });

  test('a plan that the engine lost is made anew, and a recording that it lost is asked for again', async () => {
    const lab = await entryOff();
    const walk = await repairWalk(['zh', 'dark']);
    const { page } = walk.app();
    const { repair, pages } = walk.texts;
    await walk.find(lab.napcat.dir, 'entry-disabled');
    await walk.begin();
    await walk.press(repair.preview, 'preview');
    await loseEngine(walk);
    await visit(page, pages.repair);
    await walk.carryOut('explain');
    await page.getByText(repair.notices['plan-lost']).waitFor();
    lab.expectUntouched();

    await visit(page, pages.home);
    await page.locator('input[type=file]').setInputFiles(join(APP, 'demo/tokens-differ.yaml'));
    await activate(page, walk.texts.home.start);
    await page.getByRole('heading', { level: 1, name: walk.catalogue.pages['token-mismatch'].title }).waitFor();
    await walk.press(repair.showPlan, 'explain');
    await loseEngine(walk);
    await visit(page, pages.repair);
    await walk.press(repair.preview, 'explain');
    await page.getByText(repair.notices['source-lost']).waitFor();
    walk.expectClean();
  });
});
