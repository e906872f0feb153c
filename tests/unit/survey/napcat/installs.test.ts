import { describe, expect, it } from 'vitest';

import { findVersion } from '../../../../electron/survey/napcat/version-constant.ts';
import { LITELOADER, PLUGIN, names, pluginFolder, shellFolder, shellProcesses, surveyOf } from './machines.ts';

const SHELL = 'D:\\NapCat.Shell';

async function onlyInstall(
  files: NonNullable<Parameters<typeof surveyOf>[0]['files']>,
  more: Parameters<typeof surveyOf>[0] = {},
) {
  const { napcats } = await surveyOf({ files, ...more });
  expect(napcats).toHaveLength(1);
  return napcats[0];
}

function without<T>(files: Record<string, T>, path: string): Record<string, T> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}

describe('an installation that does not run', () => {
  it('is found deep in the folders of a user', async () => {
    const dir = 'C:\\Users\\me\\Desktop\\机器人\\QQ\\NapCat.Shell';
    expect(await onlyInstall(shellFolder(dir))).toMatchObject({ dir, form: 'shell-zip', running: null });
  });

  it('lacks the file that a virus scanner took', async () => {
    const files = without(shellFolder(SHELL), `${SHELL}\\NapCatWinBootHook.dll`);
    expect((await onlyInstall(files))?.missingFiles).toEqual([`${SHELL}\\NapCatWinBootHook.dll`]);
  });

  it('lacks nothing that can be told when only its own part was recorded', async () => {
    expect((await onlyInstall(names(SHELL, 'napcat.mjs', 'config\\onebot11_10001.json')))?.missingFiles).toEqual([]);
  });

  it('of which only some files were copied lacks napcat.mjs', async () => {
    const install = await onlyInstall(names('C:\\Users\\me\\Desktop', 'launcher-user.bat', 'NapCatWinBootMain.exe'));
    expect(install?.missingFiles).toContain('C:\\Users\\me\\Desktop\\napcat.mjs');
  });

  it('that was unpacked but never installed lacks its QQ', async () => {
    const zip = 'D:\\NapCat.Shell.Windows.OneKey';
    const files = {
      ...names(zip, 'NapCatInstaller.exe'),
      ...names(`${zip}\\bootmain`, 'napcat.bat', 'NapCatWinBootMain.exe'),
    };
    expect(await onlyInstall(files)).toMatchObject({
      form: 'shell-onekey',
      qqDir: null,
      missingFiles: [`${zip}\\bootmain\\napcat.mjs`, `${zip}\\bootmain\\QQ.exe`],
    });
  });

  it('from the new plugin zip in LiteLoader lacks the manifest', async () => {
    const zip = { ...pluginFolder(), ...names(PLUGIN, 'napiLoader.bat', 'napimain.exe') };
    const files = without(zip, `${PLUGIN}\\manifest.json`);
    expect(await onlyInstall(files)).toMatchObject({
      form: 'framework-liteloader',
      missingFiles: [`${PLUGIN}\\manifest.json`],
    });
  });

  it.each([
    ['D:\\NCD-Data\\components\\NapCatQQ', '3.x'],
    ['C:\\ProgramData\\NapCatQQ Desktop\\runtime\\NapCatQQ', '2.x'],
  ])('in %s belongs to NapCatQQ-Desktop %s', async (dir, version) => {
    const registry = { 'HKCU\\SOFTWARE\\NapCatQQ-Desktop': { DataRoot: 'D:\\NCD-Data' } };
    expect(await onlyInstall(shellFolder(dir), { registry })).toMatchObject({ form: 'ncd', managedBy: { version } });
  });

  it('is found in the profile that LiteLoader is told to use', async () => {
    const dir = 'E:\\很\\深\\的\\地方\\plugins\\NapCat';
    const env = { LITELOADERQQNT_PROFILE: 'E:\\很\\深\\的\\地方' };
    expect((await onlyInstall(pluginFolder(dir), { env }))?.dir).toBe(dir);
  });

  it('of which only the configuration is there has no folder and no mode', async () => {
    expect(await onlyInstall({ [`${SHELL}\\config\\onebot11_10001.json`]: '{}' })).toMatchObject({
      dir: null,
      baseDir: SHELL,
      mode: 'unknown',
    });
  });
});

describe('the version', () => {
  it.each([
    ['const napCatVersion = "4.5.23";', '4.5.23'],
    ["var NapCatVersion='3.6.6',x", '3.6.6'],
    ['const napCatVersion = typeof (env) !== "undefined" && "4.18.1" || "1.0.0-dev";', '4.18.1'],
    ['napCatVersion = import.meta.env.X || "1.0.0-dev";', null],
    ['const other = "4.5.23";', null],
  ])('in %s is %s', (bundle, version) => {
    expect(findVersion(bundle)).toBe(version);
  });

  it('of package.json is believed below 4.9.43 only', async () => {
    const versionWith = async (version: string) => {
      const files = {
        ...shellFolder(SHELL),
        [`${SHELL}\\napcat.mjs`]: 'x',
        [`${SHELL}\\package.json`]: `{"version":"${version}"}`,
      };
      return (await onlyInstall(files))?.version;
    };
    expect(await versionWith('4.5.22')).toMatchObject({ value: { text: '4.5.22' } });
    expect(await versionWith('0.0.1')).toEqual({ state: 'absent' });
    expect(await versionWith('4.18.0')).toEqual({ state: 'absent' });
  });
});

describe('accounts', () => {
  it('the one that runs comes first, even without a file', async () => {
    const { napcats } = await surveyOf({
      processes: shellProcesses(SHELL, { uin: '10009' }),
      files: shellFolder(SHELL),
    });
    expect(napcats[0]?.accounts).toMatchObject([
      { uin: '10009', inUse: true, config: { content: { state: 'absent' } } },
      { uin: '10001', inUse: false },
    ]);
  });

  it('the newest file comes first when nobody says which is used', async () => {
    const files = {
      ...shellFolder(SHELL),
      [`${SHELL}\\config\\onebot11_10001.json`]: { text: '{}', modifiedAt: '2026-01-01T00:00:00Z' },
      [`${SHELL}\\config\\onebot11_10002.json`]: { text: '{}', modifiedAt: '2026-02-01T00:00:00Z' },
    };
    expect((await onlyInstall(files))?.accounts.map(({ uin, inUse }) => [uin, inUse])).toEqual([
      ['10002', false],
      ['10001', false],
    ]);
  });

  it('the template is told apart from them', async () => {
    const install = await onlyInstall({ ...shellFolder(SHELL), [`${SHELL}\\config\\onebot11.json`]: '{}' });
    expect([install?.accounts.length, install?.template?.file]).toEqual([1, `${SHELL}\\config\\onebot11.json`]);
  });
});

describe('settings', () => {
  it('are read from where NAPCAT_WORKDIR points, and that folder is no second NapCat', async () => {
    const processes = shellProcesses(SHELL).map((process) =>
      process.pid === 6200 ? { ...process, env: { NAPCAT_WORKDIR: 'D:\\nc-data' } } : process,
    );
    const files = { ...shellFolder(SHELL), 'D:\\nc-data\\config\\onebot11_10001.json': '{"network":{}}' };
    expect(await onlyInstall(files, { processes })).toMatchObject({ dir: SHELL, baseDir: 'D:\\nc-data' });
  });

  it("an account's own file decides about the log file", async () => {
    const files = {
      ...shellFolder(SHELL),
      [`${SHELL}\\config\\napcat.json`]: '{"fileLog":false}',
      [`${SHELL}\\config\\napcat_10001.json`]: '{"fileLog":true,}',
    };
    expect((await onlyInstall(files))?.fileLog).toMatchObject({ value: true });
  });

  it('without a file the log is on before 4.1 and off since', async () => {
    const fileLogOf = async (version: string) =>
      (await onlyInstall({ ...shellFolder(SHELL), [`${SHELL}\\napcat.mjs`]: `napCatVersion="${version}"` }))?.fileLog;
    expect(await fileLogOf('4.0.9')).toMatchObject({ value: true });
    expect(await fileLogOf('4.1.0')).toMatchObject({ value: false });
  });

  it('a WebUI port that is not the configured one is reported with its listener', async () => {
    const listeners = [{ address: '::', port: 6100, pid: 6300 }];
    const install = await onlyInstall(shellFolder(SHELL), { processes: shellProcesses(SHELL), listeners });
    expect(install?.webui).toMatchObject({ port: 6099, hasToken: true, listening: { port: 6100 } });
  });
});

describe('what could not be looked at', () => {
  it('a configuration that is denied is denied, not absent', async () => {
    const file = `${SHELL}\\config\\onebot11_10001.json`;
    const survey = await surveyOf({ files: { ...shellFolder(SHELL), [file]: { error: 'denied' } } });
    expect(survey.napcats[0]?.deniedFiles).toEqual([file]);
    expect(survey.states).toEqual({ napcat: 'known', config: 'denied' });
  });

  it('a configuration that somebody holds open is no matter of rights', async () => {
    const file = `${SHELL}\\config\\onebot11_10001.json`;
    expect((await onlyInstall({ ...shellFolder(SHELL), [file]: { error: 'locked' } }))?.deniedFiles).toEqual([]);
  });

  it('nothing found is "absent" only when the processes were seen', async () => {
    const files = names('C:\\', 'x.txt');
    expect((await surveyOf({ files })).states.napcat).toBe('absent');
    expect((await surveyOf({ files, processes: { error: 'denied' } })).states.napcat).toBe('denied');
  });

  it('a plugin folder of LiteLoader without NapCat is none', async () => {
    expect((await surveyOf({ files: names(`${LITELOADER}\\plugins\\list-viewer`, 'manifest.json') })).napcats).toEqual(
      [],
    );
  });
});
