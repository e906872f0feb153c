/** A program that a repair starts: it fails, it is stopped, and the app ends while it runs. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownVenv } from '../../lab/remedies/own-venv.ts';
import { tempFolder } from '../../lab/support/folders.ts';
import { lacks, named, venv } from '../../lab/support/installed.ts';
import { until } from '../../lab/support/until.ts';
import { labScene, to } from '../support/lab-scene.ts';
import { repairWalk } from '../support/repair-walk.ts';
import { pipAsks, slowIndex } from '../support/slow-index.ts';

const needs = [venv('nonebot-current'), venv('nonebot-no-websockets')] as const;

/** pip reads all that is installed before it asks anybody. */
const PIP_MS = 30_000;

describe.skipIf(lacks(...needs))(named('a program that is started', ...needs), () => {
  const { botWith, napcatWith } = labScene();

  test('fails without its index, is ended by Stop, and is known as cut off after a crash', async () => {
    const dir = tempFolder('bare-bot');
    const environment = join(dir, '.venv');
    ownVenv(dir, 'nonebot-no-websockets');
    const bot = await botWith({ venv: 'nonebot-no-websockets', dir });
    const napcat = await napcatWith({ clients: [{ url: to(bot) }] });
    await napcat.waitFailed();
    const index = await slowIndex();
    const walk = await repairWalk(['zh', 'light']);
    const { repair } = walk.texts;
    const { refusals, states } = walk.remedies;
    const { page } = walk.app();
    await walk.find(napcat.dir, 'websocket-support-missing');
    await walk.begin();

    // Nobody listens there.
    pipAsks(environment, 'http://127.0.0.1:19/simple');
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('failed');
    expect(await page.locator('li.failed .sentence').textContent()).toContain('uvicorn[standard]');
    // Why, in pip's own words.
    await page.locator('details[open] pre', { hasText: 'ERROR: ' }).waitFor();
    await page.getByText(repair.nothingChanged).waitFor();
    await walk.press(repair.back, 'explain');
    await walk.press(repair.preview, 'preview');
    await walk.carryOut('failed');
    await walk.press(repair.byHand, 'by-hand');
    expect(await page.getByText(repair.triedMark).count()).toBe(1);

    pipAsks(environment, index.url);
    await walk.choose('install-packages');
    await walk.press(repair.preview, 'preview');
    await walk.press(repair.goOn, 'confirm');
    await walk.press(repair.apply, 'applying');
    await until('pip to ask', index.isAsked, PIP_MS);
    await walk.press(repair.stop, 'declined');
    await page.getByText(refusals.cancelled({})).waitFor();
    await until('the end of pip', () => !index.isAsked());
    await walk.press(repair.back, 'explain');
    await walk.press(repair.preview, 'preview');
    await walk.press(repair.goOn, 'confirm');
    await walk.press(repair.apply, 'applying');
    await walk.press(repair.stop, 'declined');
    await walk.press(repair.byHand, 'by-hand');

    await walk.choose('install-packages');
    await walk.press(repair.preview, 'preview');
    await walk.press(repair.goOn, 'confirm');
    await walk.press(repair.apply, 'applying');
    await until('pip to ask', index.isAsked, PIP_MS);
    await walk.restart();
    const again = walk.app().page;
    await walk.press(repair.continue, 'waiting');
    await again.getByText(repair.notices.interrupted).waitFor();
    await again.getByText(states['cut-off']).waitFor();
    // What was installed stays: there is nothing to take back, and no button that says so.
    expect(await again.getByRole('button', { name: repair.undo, exact: true }).count()).toBe(0);
    await walk.press(repair.byHand, 'by-hand');
    walk.expectClean();
  });
});
