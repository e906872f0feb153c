/** The engine is killed in the middle of a change: the window lives on and says it, and nothing of the change is lost. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ENGINE_ENDED } from '../../../electron/contract/app.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { betweenTwoSteps, standing } from '../support/journal.ts';
import { activate } from '../support/keyboard.ts';
import { labScene } from '../support/lab-scene.ts';
import { ENGINE, processOf } from '../support/processes.ts';
import { repairWalk } from '../support/repair-walk.ts';

const needs = venv('nonebot-current');
const windows = process.platform === 'win32';
const whyNot = windows ? ' [skipped: no pgrep to find the process by]' : '';

describe.skipIf(windows || lacks(needs))(named(`an engine that dies between two writes${whyNot}`, needs), () => {
  const { tokensDiffer } = labScene();

  test.each(['at once', 'at the next start'] as const)('its change is taken back byte for byte, %s', async (when) => {
    const lab = await tokensDiffer();
    const { napcat, env } = lab;
    const before = [env, napcat.configFile].map((file) => readFileSync(file, 'utf8'));
    const walk = await repairWalk(when === 'at once' ? ['en', 'dark'] : ['zh', 'light']);
    const { repair, common } = walk.texts;
    await walk.find(napcat.dir, 'token-mismatch');
    await walk.begin();
    await walk.choose('new-token');
    await walk.press(repair.preview, 'preview');
    await walk.press(repair.goOn, 'confirm');
    const engine = await processOf(walk.app(), ENGINE);
    // It is asked before the second file is written, and does not answer.
    await napcat.freeze();
    await activate(walk.app().page, repair.apply);
    await betweenTwoSteps(walk.app());
    process.kill(engine, 'SIGKILL');

    await walk.reach('waiting');
    const { page } = walk.app();
    await page.getByText(repair.notices.interrupted).waitFor();
    await page.getByText(common.failed(ENGINE_ENDED)).waitFor();
    expect(await page.locator('li.done').count()).toBe(1);
    expect(await page.locator('li.cut-off').count()).toBe(1);
    expect((await standing(walk.app())).slice(0, 2)).toEqual(['done', 'cut-off']);
    const now = [env, napcat.configFile].map((file) => readFileSync(file, 'utf8'));
    expect(now.map((text, index) => text === before[index])).toEqual([false, true]);
    napcat.thaw();

    if (when === 'at the next start') {
      await walk.restart('quit');
      await walk.app().page.getByText(repair.unfinished(walk.catalogue.pages['token-mismatch'].title)).waitFor();
      await walk.press(repair.continue, 'waiting');
    }
    await walk.press(repair.undo, 'undone');
    lab.expectUntouched();
    expect(new Set(await standing(walk.app()))).toEqual(new Set(['nothing']));
    walk.expectClean();
  });
});
