/** From one way to the next: what does not help is marked and taken back, until it is mended or the user's turn. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { untouched } from '../../lab/support/untouched.ts';
import { labScene, to, UIN } from '../support/lab-scene.ts';
import { repairWalk } from '../support/repair-walk.ts';

const needs = venv('nonebot-current');
/** Nobody listens there. */
const NOBODY = to({ port: 19 });
const NOBODY_EITHER = to({ port: 29 });

describe.skipIf(lacks(needs))(named('from way to way', needs), () => {
  const { botWith, napcatWith } = labScene();

  test('what does not help is taken back, the next is tried, and in the end the user does it', async () => {
    const bot = await botWith();
    const napcat = await napcatWith({ clients: [{ url: NOBODY }] });
    await napcat.waitFailed();
    const env = join(bot.dir, '.env.prod');
    const expectUntouched = untouched([napcat.configFile, env]);
    const walk = await repairWalk(['zh', 'light']);
    const { page } = walk.app();
    const { repair } = walk.texts;
    const tried = (): Promise<number> => page.getByText(repair.triedMark, { exact: true }).count();
    await walk.find(napcat.dir, 'wrong-port');
    await walk.begin();
    await walk.fill(repair.url, NOBODY_EITHER);
    await walk.press(repair.preview, 'preview');
    await walk.press(repair.goOn, 'confirm');
    await walk.press(repair.back, 'preview');
    expectUntouched();
    await walk.carryOut('not-cured');
    await page.getByText(repair.now(walk.catalogue.pages['wrong-port'].title)).waitFor();
    await napcat.freeze();
    await walk.press(repair.undo, 'undoing');
    napcat.thaw();
    await walk.reach('undone');
    expectUntouched();

    await walk.press(repair.nextBest, 'explain');
    expect([await tried(), await radio('set-framework-port').isChecked()]).toEqual([1, true]);
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('waiting');
    await walk.press(repair.back, 'explain');
    // It stands there already: only its way back is left.
    await walk.press(repair.preview, 'refused');
    await page.getByText(walk.remedies.refusals['already-so']({ file: env })).waitFor();
    await walk.press(repair.undo, 'undone');
    expectUntouched();

    await walk.press(repair.byHand, 'by-hand');
    expect(await tried()).toBe(2);
    await walk.press(repair.verify, 'not-cured');
    await page.getByText(repair.stillFound).waitFor();
    await walk.press(repair.byHand, 'by-hand');
    await walk.press(repair.verify, 'not-cured');
    await walk.press(repair.back, 'by-hand');
    await walk.choose('correct-url');
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('cured');

    const ours = readFileSync(napcat.configFile, 'utf8');
    const edited = ours.replace('"debug": false', '"debug": true');
    writeFileSync(napcat.configFile, edited);
    await walk.press(repair.undo, 'not-undone');
    await page.getByText(walk.remedies.refusals['changed-since']({ file: napcat.configFile })).waitFor();
    expect(readFileSync(napcat.configFile, 'utf8')).toBe(edited);
    await walk.press(repair.byHand, 'by-hand');
    walk.expectClean();

    function radio(code: 'set-framework-port') {
      return page.getByRole('radio', { name: walk.remedies.titles[code] });
    }
  });

  test('what stands behind the cause is repaired next', async () => {
    const bot = await botWith();
    const napcat = await napcatWith({ clients: [{ url: NOBODY, enable: false }] });
    const walk = await repairWalk(['en', 'dark']);
    const { repair } = walk.texts;
    await walk.find(napcat.dir, 'entry-disabled');
    await walk.begin();
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('cured');
    const behind = walk.catalogue.pages['wrong-port'].title;
    await walk.app().page.getByText(repair.alsoFound(behind)).waitFor();
    await walk.press(repair.fixWith(behind), 'explain');
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('cured');
    await walk.app().page.getByText(walk.catalogue.pages.healthy.title).first().waitFor();
    await bot.waitForEvent(`connect ${UIN}`);
    walk.expectClean();
  });
});
