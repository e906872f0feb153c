/**
 * A NapCat whose main file is gone (a scanner took it) is replaced by a freshly downloaded one beside it: the account's
 * settings come along, the new one links up, the old folder is never touched, and undo takes the new one away again.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { lacks, named, venv } from '../support/installed.ts';
import { startNoneBot } from '../support/nonebot.ts';
import { UIN } from './cures/cure.ts';
import { expectTakenAway, launcherGone, snapshot } from './launcher-gone.ts';
import { scene } from './scene.ts';
import { online, startNapCat } from './stage.ts';
import { cli, withOwnJournal } from './support.ts';

const needs = venv('nonebot-current');

withOwnJournal();

describe.skipIf(lacks(needs))(named('switching to a fresh NapCat', needs), () => {
  const { keep, expectVerdict } = scene();

  test('links up with the settings of the old one, and is taken back without a trace of ours', async () => {
    const bot = await keep(startNoneBot({ token: 's3cret' }));
    const { old, archive, made } = await launcherGone(bot);
    const before = snapshot(old);
    const where = ['--napcat', join(old, 'napcat'), '--account', UIN];
    const isThere = { dir: join(old, 'napcat') } as Parameters<typeof expectVerdict>[0];
    const found = await expectVerdict(isThere, 'napcat-launcher-broken');
    expect(found.verdict.remedies).toContain('switch-form');

    const guide = await cli(['fix', 'switch-form', '--form', 'shell', '--yes', ...where]);
    expect(guide.status).toBe(3);
    expect(guide.out).toContain('https://github.com/NapNeko/NapCatQQ/releases');
    const fixed = await cli(['fix', 'switch-form', '--form', 'shell', '--archive', archive, '--yes', ...where]);
    expect(existsSync(join(made, 'napcat/napcat.mjs')), fixed.out + fixed.err).toBe(true);
    expect(fixed.out).not.toContain('s3cret');
    const config = `napcat/config/onebot11_${UIN}.json`;
    expect(readFileSync(join(made, config))).toEqual(readFileSync(join(old, config)));

    const napcat = await keep(startNapCat({ dir: made }));
    await online(bot);
    await expectVerdict(napcat, 'healthy');
    expect(snapshot(old)).toEqual(before);

    await napcat.stop();
    const undone = await cli(['undo', '--json']);
    expect(undone.status, undone.out + undone.err).toBe(0);
    expectTakenAway(made);
    expect(snapshot(old)).toEqual(before);
    await expectVerdict(isThere, 'napcat-launcher-broken');
  });
});
