/** Our part of the installer: compiled by the real NSIS, and run in Wine where Wine is there. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../../scripts/build.mjs';
import { prepareWine, runWine } from '../../../scripts/win32/wine.mjs';
import { scratchFolder } from './support/pack.ts';

const output = scratchFolder();
const lacksNsis = spawnSync('makensis', ['-VERSION']).error !== undefined;

const SUPPORT = join(ROOT, 'tests/e2e/package/support');

function compile(
  name: string,
  defines: readonly string[],
  script = join(ROOT, 'build/installer.nsh'),
  frame = join(SUPPORT, 'installer.nsi'),
) {
  const out = join(output, name);
  const all = [`OUT=${out}`, `SCRIPT=${script}`, ...defines].map((define) => `-D${define}`);
  // As electron-builder does: a warning is an error.
  const { status, stdout } = spawnSync('makensis', ['-WX', '-V2', '-INPUTCHARSET', 'UTF8', ...all, frame], {
    encoding: 'utf8',
  });
  return { out, status, said: stdout };
}

describe.skipIf(lacksNsis)(`the installer’s script${lacksNsis ? ' [skipped: no makensis]' : ''}`, () => {
  test.each([['installer'], ['uninstaller', 'BUILD_UNINSTALLER']])('compiles into the %s', (name, ...defines) => {
    const { status, said } = compile(`${name}.exe`, defines);
    expect({ status, said }).toEqual({ status: 0, said: '' });
  });

  test('does not compile with a mistake in it', () => {
    const broken = join(output, 'broken.nsh');
    writeFileSync(broken, readFileSync(join(ROOT, 'build/installer.nsh'), 'utf8').replace('FileClose', 'FileShut'));
    expect(compile('broken.exe', [], broken).status).not.toBe(0);
  });
});

const wine = lacksNsis ? 'no makensis' : process.platform === 'linux' ? prepareWine() : 'only with Wine';
const noWine = wine === null ? '' : ` [skipped: ${wine}]`;

describe.skipIf(wine !== null)(`installed in Wine, it${noWine}`, () => {
  const user = join(ROOT, '.cache/win32/prefix/drive_c/users', userInfo().username);
  const [local, roaming] = [join(user, 'AppData/Local'), join(user, 'AppData/Roaming')];
  const command = join(local, 'Microsoft/WindowsApps/napcat-doctor.cmd');
  const ours = [join(local, 'NapCat Doctor/backups'), join(roaming, 'NapCat Doctor/logs')];
  let setup = '';

  beforeAll(() => {
    setup = compile('wine.exe', ['WINE', 'BUILD_UNINSTALLER']).out;
    mkdirSync(join(local, 'Microsoft/WindowsApps'), { recursive: true });
  });

  /** Runs to the end: told where it stands, the uninstaller does not copy itself elsewhere. */
  async function uninstall(...args: readonly string[]): Promise<void> {
    const folder = `C:\\users\\${userInfo().username}\\AppData\\Local\\Programs\\napcat-doctor`;
    await runWine(join(local, 'Programs/napcat-doctor/uninstall.exe'), ['/S', ...args, `_?=${folder}`]);
  }

  async function install(): Promise<void> {
    for (const folder of ours) mkdirSync(folder, { recursive: true });
    rmSync(command, { force: true });
    expect(await runWine(setup, ['/S'])).toMatchObject({ code: 0 });
  }

  test('puts the command where every terminal finds it, without spelling the user’s name', async () => {
    await install();
    expect(readFileSync(command, 'latin1')).toBe(
      '@"%LOCALAPPDATA%\\Programs\\napcat-doctor\\napcat-doctor.cmd" %*\r\n',
    );
  });

  test('takes the command away and keeps our data when nobody can be asked', async () => {
    await install();
    await uninstall();
    expect([existsSync(command), ...ours.map((folder) => existsSync(folder))]).toEqual([false, true, true]);
  });

  test('removes settings, logs and backups when told to', async () => {
    await install();
    await uninstall('--delete-app-data');
    expect(ours.map((folder) => existsSync(folder))).toEqual([false, false]);
  });

  test('touches nothing when it only makes room for a newer version', async () => {
    await install();
    await uninstall('--updated', '--delete-app-data');
    expect([existsSync(command), ...ours.map((folder) => existsSync(folder))]).toEqual([true, true, true]);
  });

  describe('takes back the firewall rules of repairs:', () => {
    const KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules';
    const powershell = join(ROOT, '.cache/win32/prefix/drive_c/windows/system32/WindowsPowerShell/v1.0/powershell.exe');
    const asked = join(local, 'powershell-was-asked.txt');
    const stub = join(output, 'wine-powershell.exe');

    beforeAll(() => {
      const standIn = compile('powershell.exe', [], undefined, join(SUPPORT, 'powershell.nsi')).out;
      copyFileSync(powershell, stub);
      copyFileSync(standIn, powershell);
    });
    afterAll(() => copyFileSync(stub, powershell));

    /** What PowerShell was asked with this rule in the registry; `null`: nothing. */
    async function askedWith(name: string): Promise<string | null> {
      rmSync(asked, { force: true });
      await install();
      await runWine('reg', ['add', KEY, '/v', '{0}', '/d', `v2.33|Action=Allow|Dir=In|Name=${name}|`, '/f']);
      await uninstall();
      await runWine('reg', ['delete', KEY, '/f']);
      return existsSync(asked) ? readFileSync(asked, 'latin1') : null;
    }

    test('those that a repair named, and no others', async () => {
      const command = await askedWith('NapCat Doctor 8080 0123abcd');
      const [, pattern = '$'] = /-Match '([^']+)'/.exec(command ?? '') ?? [];
      expect(command).toContain("Get-NetFirewallRule -DisplayName 'NapCat Doctor *'");
      expect(command).toContain('Remove-NetFirewallRule');
      const names = ['NapCat Doctor 8080 0123abcd', 'NapCat Doctor', 'NapCat Doctor 8080 0123abcd (mine)'];
      expect(names.map((name) => new RegExp(pattern).test(name))).toEqual([true, false, false]);
    });

    test('nobody is asked where there is none', async () => {
      expect(await askedWith('NapCat')).toBeNull();
    });
  });
});
