/** The same app, packed for this system around a real Electron, and used. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { findElectron, SANDBOX_ARGS } from '../../../scripts/app/electron.mjs';
import { openDesktopApp } from '../support/desktop-app.ts';
import { pack, scratchFolder } from './support/pack.ts';

const runtime = process.platform === 'linux' ? findElectron() : null;
const lacking = runtime === null ? ' [skipped: no Electron for Linux (ELECTRON_OVERRIDE_DIST_PATH)]' : '';
const output = scratchFolder();
const program = join(output, 'linux-unpacked/napcat-doctor');

describe.skipIf(runtime === null)(`the packed app${lacking}`, () => {
  beforeAll(async () => {
    await pack(output, dirname(runtime ?? ''), ['--linux']);
  }, 300_000);

  test('checks a recorded machine', async () => {
    const zh = await appMessagesFor('zh');
    const { page } = await openDesktopApp({ program });
    await page.getByRole('button', { name: zh.home.start }).click();
    const { title } = (await messagesFor('zh')).pages['obsolete-config-format'];
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  });

  test('is a command line too: one JSON document, the exit status, arguments behind an address', () => {
    // Without `--` Electron would end at a word that follows an address.
    const { status, stdout } = runProgram('--', 'terminal', 'diagnose', '--url', 'ws://127.0.0.1:1/x', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ format: 'napcat-doctor/diagnosis@1' });
    expect(status).toBe(2);
  });

  test('tells wrong words from right ones', () => {
    const { status, stdout, stderr } = runProgram('--', 'terminal', 'diagnos', '--lang', 'en');
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toContain('diagnose');
  });

  test('is no Node, whatever the environment says', () => {
    // Node would look for a script named `terminal`.
    const { stdout } = runProgram('--', 'terminal', '--version', { ELECTRON_RUN_AS_NODE: '1' });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('takes no options for Node and opens no inspector', () => {
    const env = { NODE_OPTIONS: '--require=/nowhere.cjs' };
    const { stderr } = runProgram('--inspect=0', '--', 'terminal', '--version', env);
    expect(stderr).not.toMatch(/nowhere\.cjs|Debugger listening/);
  });

  test('loads the native library from where the package keeps it', () => {
    // By a plain Electron, whose fuse is on: the packed one runs no scripts.
    const koffi = join(output, 'linux-unpacked/resources/app.asar/node_modules/koffi');
    const script = `process.stdout.write(require(${JSON.stringify(koffi)}).load(null) === null ? '' : 'loaded')`;
    const { stdout } = spawnSync(runtime ?? '', ['-e', script], {
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    expect(stdout).toBe('loaded');
  });
});

/** Words, and behind them variables of the environment. */
function runProgram(...all: readonly (string | NodeJS.ProcessEnv)[]) {
  const data = mkdtempSync(join(tmpdir(), 'doctor-packed-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }));
  const words = all.filter((each) => typeof each === 'string');
  const env = Object.assign({}, process.env, ...all.filter((each) => typeof each !== 'string')) as NodeJS.ProcessEnv;
  const args = [...SANDBOX_ARGS, `--user-data-dir=${data}`, ...words];
  return spawnSync(program, args, { encoding: 'utf8', timeout: 30_000, killSignal: 'SIGKILL', env });
}
