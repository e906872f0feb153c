/** Names, folders and tokens that would harm a shell, a parser or a terminal are carried through a repair unharmed. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { lacks, named, venv } from '../support/installed.ts';
import { startNoneBot } from '../support/nonebot.ts';
import { UIN, to } from './cures/cure.ts';
import { scene } from './scene.ts';
import { online, startNapCat } from './stage.ts';
import { cli, withOwnJournal } from './support.ts';

const needs = venv('nonebot-current');

withOwnJournal();

const FOLDER = 'NapCat "q" \'q\' & touch CALC; $(touch CALC) %PATH% `touch CALC` \u202egnp';
/** What one header line can carry. */
const TOKEN = `a"b'c%PATH%&calc|^\`$HOME;--`;
const LONG = 'n'.repeat(10_000);

describe.skipIf(lacks(needs))(named('hostile values', needs), () => {
  const { keep, expectVerdict } = scene();

  test('stay values: the token is set, the link comes up, and undo finds its way', async () => {
    const bot = await keep(startNoneBot({ token: `"${TOKEN.replaceAll('"', '\\"')}"` }));
    const napcat = await keep(
      startNapCat({ name: FOLDER, clients: [{ url: to(bot), token: 'wrong', name: `${LONG}\u202e"\n& calc` }] }),
    );
    await napcat.waitFailed();
    const before = readFileSync(napcat.configFile, 'utf8');
    await expectVerdict(napcat, 'token-mismatch');
    const where = ['--napcat', napcat.dir, '--account', UIN];
    const preview = await cli(['fix', 'set-token', '--dry-run', ...where]);
    expect(preview.out).not.toContain(TOKEN);
    expect(preview.out).not.toContain('\u202e');
    expect(readFileSync(napcat.configFile, 'utf8')).toBe(before);

    const fixed = await cli(['fix', 'set-token', '--yes', ...where]);
    expect(fixed.out + fixed.err).not.toContain(TOKEN);
    await online(bot);
    const after = readFileSync(napcat.configFile, 'utf8');
    expect(after).toBe(before.replace('"token": "wrong"', `"token": ${JSON.stringify(TOKEN)}`));
    await expectVerdict(napcat, 'healthy');
    expect((await cli(['undo'])).status).toBe(0);
    expect(readFileSync(napcat.configFile, 'utf8')).toBe(before);
    for (const dir of [process.cwd(), napcat.dir, dirname(napcat.dir)])
      expect(existsSync(join(dir, 'CALC'))).toBe(false);
  });

  test.each([
    ['a line break', 'ws://127.0.0.1:9/\nws://evil'],
    ['a fragment', 'ws://127.0.0.1:9/#x'],
    ['ten thousand characters of no address', 'x'.repeat(10_000)],
    ['a command', 'ws://127.0.0.1:9/ & calc'],
  ])('%s is refused as an address, and nothing is written', async (_, url) => {
    const napcat = await keep(startNapCat({ clients: [] }));
    const before = readFileSync(napcat.configFile, 'utf8');
    const fixed = await cli(['fix', 'add-entry', '--yes', '--url', url, '--napcat', napcat.dir, '--account', UIN]);
    expect(fixed.status).toBe(3);
    expect(readFileSync(napcat.configFile, 'utf8')).toBe(before);
  });
});
