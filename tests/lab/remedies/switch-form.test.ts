/**
 * A NapCat whose main file is gone (a scanner took it) is replaced by a freshly downloaded one beside it: the account's
 * settings come along, the new one links up, the old folder is never touched, and undo takes the new one away again.
 */
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { tempFolder, writeFiles } from '../support/folders.ts';
import { lacks, named, venv } from '../support/installed.ts';
import { oneBotConfig } from '../support/napcat.ts';
import { napCatFolder } from '../support/napcat-folder.ts';
import { startNoneBot } from '../support/nonebot.ts';
import { freePort } from '../support/ports.ts';
import { UIN, to } from './cures/cure.ts';
import { scene } from './scene.ts';
import { online, startNapCat } from './stage.ts';
import { cli, withOwnJournal } from './support.ts';

const needs = venv('nonebot-current');

withOwnJournal();

/** What a release holds of that folder: everything but what a first start writes. */
function released(version: string): Uint8Array {
  const settings = { version, fileLog: false, autoLogin: '', webui: { host: '::', port: 6099, token: '' } };
  const files = Object.entries(napCatFolder({ ...settings, accounts: {} })).filter(
    ([name]) => !name.endsWith('webui.json'),
  );
  return zipSync(Object.fromEntries(files.map(([name, content]) => [name, Buffer.from(content)])));
}

function snapshot(dir: string): Readonly<Record<string, string>> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(dir, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(dir, name), 'base64')]));
}

describe.skipIf(lacks(needs))(named('switching to a fresh NapCat', needs), () => {
  const { keep, expectVerdict } = scene();

  test('links up with the settings of the old one, and is taken back without a trace of ours', async () => {
    const bot = await keep(startNoneBot({ token: 's3cret' }));
    const old = tempFolder('NapCat 旧的');
    const entry = { url: to(bot), token: 's3cret' };
    const webui = { host: '127.0.0.1', port: await freePort(), token: 'a1b2c3d4e5f6' };
    const accounts = { [UIN]: `// 我的\r\n${JSON.stringify(oneBotConfig([entry]), null, 2)}` };
    writeFiles(old, napCatFolder({ version: '4.18.10', fileLog: false, autoLogin: UIN, webui, accounts }));
    rmSync(join(old, 'napcat/napcat.mjs'));
    const before = snapshot(old);
    const archive = join(dirname(old), '下载 NapCat.Shell.Windows.Node.zip');
    writeFileSync(archive, released('4.18.19'));
    const where = ['--napcat', join(old, 'napcat'), '--account', UIN];
    const isThere = { dir: join(old, 'napcat') } as Parameters<typeof expectVerdict>[0];
    const found = await expectVerdict(isThere, 'napcat-launcher-broken');
    expect(found.verdict.remedies).toContain('switch-form');

    const guide = await cli(['fix', 'switch-form', '--form', 'shell', '--yes', ...where]);
    expect(guide.status).toBe(3);
    expect(guide.out).toContain('https://github.com/NapNeko/NapCatQQ/releases');
    const fixed = await cli(['fix', 'switch-form', '--form', 'shell', '--archive', archive, '--yes', ...where]);
    const made = join(dirname(old), 'NapCat.Shell.Windows.Node-4.18.19');
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
    // What NapCat wrote for itself meanwhile is not ours to delete; everything that was unpacked is gone.
    const left = existsSync(made) ? Object.keys(snapshot(made)) : [];
    expect(left.map((name) => basename(name))).toEqual([`napcat_${UIN}.json`]);
    expect(snapshot(old)).toEqual(before);
    await expectVerdict(isThere, 'napcat-launcher-broken');
  });
});
