/** A NapCat whose main file a scanner took, and beside it the archive of a fresh one, as its user downloaded it. */
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { expect } from 'vitest';

import { tempFolder, writeFiles } from '../support/folders.ts';
import { oneBotConfig } from '../support/napcat.ts';
import { napCatFolder } from '../support/napcat-folder.ts';
import type { NoneBot } from '../support/nonebot.ts';
import { freePort } from '../support/ports.ts';
import { UIN, to } from './cures/cure.ts';

export interface LauncherGone {
  readonly old: string;
  readonly archive: string;
  /** The folder where this person keeps both. */
  readonly home: string;
  /** The folder that the archive is unpacked into. */
  readonly made: string;
}

/** The bot demands the token `s3cret`. */
export async function launcherGone(bot: NoneBot): Promise<LauncherGone> {
  const old = tempFolder('NapCat 旧的');
  const entry = { url: to(bot), token: 's3cret' };
  const webui = { host: '127.0.0.1', port: await freePort(), token: 'a1b2c3d4e5f6' };
  const accounts = { [UIN]: `// 我的\r\n${JSON.stringify(oneBotConfig([entry]), null, 2)}` };
  writeFiles(old, napCatFolder({ version: '4.18.10', fileLog: false, autoLogin: UIN, webui, accounts }));
  rmSync(join(old, 'napcat/napcat.mjs'));
  const home = dirname(old);
  const archive = join(home, '下载 NapCat.Shell.Windows.Node.zip');
  writeFileSync(archive, released('4.18.19'));
  return { old, archive, home, made: join(home, 'NapCat.Shell.Windows.Node-4.18.19') };
}

/** What a release holds of that folder: everything but what a first start writes. */
function released(version: string): Uint8Array {
  const settings = { version, fileLog: false, autoLogin: '', webui: { host: '::', port: 6099, token: '' } };
  const files = Object.entries(napCatFolder({ ...settings, accounts: {} })).filter(
    ([name]) => !name.endsWith('webui.json'),
  );
  return zipSync(Object.fromEntries(files.map(([name, content]) => [name, Buffer.from(content)])));
}

export function snapshot(dir: string): Readonly<Record<string, string>> {
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(dir, name)).isFile(),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(dir, name), 'base64')]));
}

/** What NapCat wrote for itself meanwhile is not ours to delete; everything that was unpacked is gone. */
export function expectTakenAway(made: string): void {
  const left = existsSync(made) ? Object.keys(snapshot(made)) : [];
  expect(left.map((name) => basename(name))).toEqual([`napcat_${UIN}.json`]);
}
