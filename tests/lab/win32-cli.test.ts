/**
 * The built command line on Windows: a real win32 Node under Wine runs it, beside a stand-in NapCat that the same Node
 * runs, against a real NoneBot on the Linux side. Wine tells no owner of a socket and no firewall; what only Windows
 * can show is listed in docs/windows-checklist.md.
 */
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import type { DiagnosisDocument } from '../../electron/contract/diagnosis.ts';
import { freshCli } from '../../scripts/build.mjs';
import { stageWithoutKoffi } from '../../scripts/win32/bundle.mjs';
import { stage } from '../../scripts/win32/fetch.mjs';
import { prepareWine, runWine, runWineNode, windowsPath } from '../../scripts/win32/wine.mjs';
import { firewallRules, regFile, textLines } from '../win32/support/firewall-reg.ts';
import { tempFolder, writeFiles } from './support/folders.ts';
import { lacks, named, venv } from './support/installed.ts';
import { napCatFolder } from './support/napcat-folder.ts';
import { oneBotConfig } from './support/napcat.ts';
import { startNoneBot } from './support/nonebot.ts';
import type { NoneBot } from './support/nonebot.ts';
import { freePort } from './support/ports.ts';
import { until } from './support/until.ts';

const FIREWALL_RULES =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules';

const nonebot = venv('nonebot-current');
const reason = process.platform === 'win32' ? 'runs natively there' : prepareWine();
const wine = reason === null ? {} : { missing: reason };

describe.skipIf(lacks(nonebot, wine))(named('the command line under a win32 Node', nonebot, wine), () => {
  let bot: NoneBot;
  let cli: string;

  beforeAll(async () => {
    bot = await startNoneBot();
    cli = join(stage(join(await freshCli(), '..')), 'napcat-doctor.cjs');
  });
  afterEach(() => runWine('taskkill', ['/F', '/IM', 'node.exe']));
  afterAll(() => bot.stop());

  const diagnose = async (folder: string, program = cli): Promise<DiagnosisDocument> => {
    const { stdout, stderr } = await runWineNode(program, ['diagnose', '--json', '--napcat', windowsPath(folder)]);
    expect(stdout, stderr).toMatch(/^\{/);
    return JSON.parse(stdout) as DiagnosisDocument;
  };

  /** A NapCat folder with blanks and Chinese in its path. */
  const folderTo = async (url: string): Promise<string> => {
    const dir = join(tempFolder('机器人 目录'), 'NapCat.Shell.Windows.Node');
    const files = napCatFolder({
      version: '4.18.19',
      webui: { host: '127.0.0.1', port: await freePort(), token: 'a1b2c3d4e5f6' },
      fileLog: false,
      autoLogin: '2000000001',
      accounts: { '2000000001': JSON.stringify(oneBotConfig([{ url }])) },
    });
    const onLinux = pathToFileURL('/').href;
    const bundle = String(files['napcat/napcat.mjs']).replaceAll(onLinux, 'file:///Z:/');
    writeFiles(dir, { ...files, 'napcat/napcat.mjs': bundle });
    return dir;
  };

  const reg = (...args: string[]) => runWine('reg', args);

  /** As the tests of the Windows machine have them: Chinese names, emoji, blocks by a cancelled prompt. */
  const rulesFile = (): string => {
    const folder = tempFolder('规则');
    writeFiles(folder, { 'rules.reg': regFile([{ key: FIREWALL_RULES, lines: textLines(firewallRules(600)) }]) });
    return windowsPath(join(folder, 'rules.reg'));
  };

  const startNapCat = (dir: string): void => {
    void runWineNode(join(dir, 'index.js'), [], {
      cwd: dir,
      env: { NAPCAT_DISABLE_MULTI_PROCESS: '1' },
      timeout: 120_000,
    });
  };

  /** Wine may take its time. What NoneBot still has to say of the one before is not taken for this one. */
  const startConnected = async (dir: string): Promise<void> => {
    const connects = (): number => bot.events().filter((line) => line.startsWith('connect ')).length;
    const before = connects();
    startNapCat(dir);
    await until('NoneBot to see NapCat', () => connects() > before, 60_000);
  };

  test('a NapCat that runs on Windows and is connected is healthy', async () => {
    const dir = await folderTo(`ws://127.0.0.1:${bot.port}/onebot/v11/ws`);
    await startConnected(dir);
    const { verdict, napcat } = await diagnose(dir);
    expect(verdict.code).toBe('healthy');
    expect(napcat).toMatchObject({ mode: 'shell', form: 'shell-node', version: '4.18.19', running: true });
  });

  test('beside six hundred firewall rules that would block it from outside it is healthy all the same', async () => {
    const dir = await folderTo(`ws://127.0.0.1:${bot.port}/onebot/v11/ws`);
    await reg('import', rulesFile());
    try {
      await startConnected(dir);
      const { verdict, coverage } = await diagnose(dir);
      expect([verdict.code, coverage.firewall]).toEqual(['healthy', 'known']);
    } finally {
      await reg('delete', FIREWALL_RULES, '/f');
    }
  });

  test('what stands between two programs is looked at in one run, and named where it was not seen', async () => {
    const { coverage, ways } = await diagnose(await folderTo(`ws://127.0.0.1:${bot.port}/onebot/v11/ws`));
    // Wine has neither reserved ports nor a firewall, and says so in other ways than by "there are none".
    expect(coverage).toMatchObject({
      ...{ processes: 'known', listeners: 'known', connections: 'known', network: 'known', proxy: 'known' },
      ...{ 'excluded-ports': 'not-asked', firewall: 'absent' },
    });
    expect(ways).toBeUndefined();
  });

  test('where the Win32 API cannot be called, what Wine’s tools do not tell is unknown and nothing is called absent', async () => {
    const crippled = join(stageWithoutKoffi(join(cli, '..')), basename(cli));
    const dir = await folderTo(`ws://127.0.0.1:${bot.port}/onebot/v11/ws`);
    const { verdict, coverage, napcat } = await diagnose(dir, crippled);
    expect(verdict.code).not.toMatch(/not-running|not-found|not-listening/);
    expect(coverage).toMatchObject({ processes: 'not-asked', listeners: 'not-asked', 'napcat-config': 'known' });
    expect(napcat?.dir).toContain('机器人 目录');
  });

  test('a NapCat that does not run is found by its folder', async () => {
    const { verdict, napcat } = await diagnose(await folderTo(`ws://127.0.0.1:${bot.port}/onebot/v11/ws`));
    expect(verdict.code).toBe('napcat-not-running');
    expect(napcat?.dir).toContain('机器人 目录');
  });

  test('a path that NoneBot does not serve is named', async () => {
    const dir = await folderTo(`ws://127.0.0.1:${bot.port}/onebot/v11`);
    startNapCat(dir);
    await until('NoneBot to refuse NapCat', () => bot.output().includes('WebSocket /onebot/v11" 403'), 60_000);
    const { verdict } = await diagnose(dir);
    expect(verdict).toMatchObject({ code: 'wrong-path', confidence: 'certain' });
  });
});
