/** Plans with nothing in them for us: they are shown, carried out by nobody, and looked at again. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { tempFolder, writeFiles } from '../../lab/support/folders.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { napCatFolder } from '../../lab/support/napcat-folder.ts';
import { oneBotConfig } from '../../lab/support/napcat.ts';
import { labScene, to, UIN } from '../support/lab-scene.ts';
import { repairWalk } from '../support/repair-walk.ts';

const needs = venv('nonebot-current');

describe.skipIf(lacks(needs))(named('a plan that is a guide', needs), () => {
  const { botWith, entryOff, napcatWith } = labScene();

  test('a restart is all that is missing: it is named, done by the user, and seen', async () => {
    const { bot, napcat } = await entryOff({ webui: { port: 0 } });
    // Later than the start by more than the clocks of processes may be off.
    await sleep(6_000);
    writeFileSync(
      napcat.configFile,
      readFileSync(napcat.configFile, 'utf8').replace('"enable": false', '"enable": true'),
    );
    const walk = await repairWalk(['en', 'dark']);
    const { page } = walk.app();
    const { repair } = walk.texts;
    await walk.find(napcat.dir, 'config-not-applied');
    await walk.begin();
    await walk.press(repair.preview, 'preview');
    await page.getByText(repair.nothingForUs).waitFor();
    expect(await page.getByRole('button', { name: repair.goOn, exact: true }).count()).toBe(0);
    await walk.press(repair.verify, 'not-cured');
    await napcat.stop();
    await napcatWith({ dir: napcat.dir, webui: { port: 0 } });
    await bot.waitForEvent(`connect ${UIN}`);
    await walk.press(repair.verify, 'cured');
    walk.expectClean();
  });

  test('without the archive a switch is only described', async () => {
    const bot = await botWith();
    const folder = tempFolder('NapCat 旧的');
    const webui = { host: '127.0.0.1', port: 6099, token: 'a1b2c3d4e5f6' };
    const accounts = { [UIN]: JSON.stringify(oneBotConfig([{ url: to(bot) }])) };
    writeFiles(folder, napCatFolder({ version: '4.18.10', fileLog: false, autoLogin: UIN, webui, accounts }));
    rmSync(join(folder, 'napcat/napcat.mjs'));
    const walk = await repairWalk(['zh', 'dark'], { HOME: dirname(folder) });
    const { page } = walk.app();
    const { repair } = walk.texts;
    await walk.find(folder, 'napcat-launcher-broken');
    await walk.begin();
    await walk.press(repair.preview, 'preview');
    expect(await page.getByRole('button', { name: repair.goOn, exact: true }).count()).toBe(0);
    // Not there: said when it is planned with it.
    await walk.fill(repair.archive, join(folder, '没有.zip'));
    await walk.press(repair.preview, 'refused');
    await walk.press(repair.back, 'explain');
    walk.expectClean();
  });
});
