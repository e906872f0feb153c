/** The lab's commands as people and scripts meet them. */
import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import type { KnockReport, ListenReport, RelayReport } from '../../electron/contract/lab.ts';
import { freshCli } from '../../scripts/build.mjs';
import { runCli } from './support/cli.ts';
import { startForeign } from './support/foreign.ts';
import { lacks, named, venv } from './support/installed.ts';
import { keeper } from './support/keeper.ts';
import { startNapCat } from './support/napcat.ts';
import { startNoneBot } from './support/nonebot.ts';
import { accepts, freePort } from './support/ports.ts';
import { startProcess } from './support/processes.ts';
import { tempFolder } from './support/folders.ts';
import { until } from './support/until.ts';

const UIN = '2000000075';
const keep = keeper();

/** A command that goes on until it is interrupted. */
async function start(words: readonly string[]) {
  const entry = await freshCli();
  return keep(
    startProcess(process.execPath, [entry, ...words], { cwd: tempFolder('cli'), env: { LC_ALL: 'C.UTF-8' } }),
  );
}

const nonebot = venv('nonebot-current');
describe.skipIf(lacks(nonebot))(named('beside a real NoneBot', nonebot), () => {
  test('knock says what it does before it does it, and then what it proved', async () => {
    const bot = await keep(startNoneBot({ token: 's3cret-A' }));
    const url = `ws://127.0.0.1:${bot.port}/onebot/v11/ws`;
    const right = await runCli(['knock', url, '--token', 's3cret-A', '--seconds', '1', '--lang', 'en']);
    expect(right).toMatchObject({ status: 0, stderr: '' });
    expect(right.stdout.indexOf('made-up account')).toBeLessThan(right.stdout.indexOf('handshake done'));
    expect(right.stdout).not.toContain('s3cret-A');
    const wrong = await runCli(['knock', url, '--token', 'other', '--json']);
    expect(wrong.status).toBe(2);
    expect(JSON.parse(wrong.stdout) as KnockReport).toMatchObject({ outcome: 'token-wrong', code: 'token-mismatch' });
    expect(wrong.stderr).toContain('made-up account');
  });

  test('relay shows what passes until Ctrl-C, and ends cleanly', async () => {
    const bot = await keep(startNoneBot());
    const port = await freePort();
    const relay = await start(['relay', String(port), `ws://127.0.0.1:${bot.port}/onebot/v11/ws`, '--lang', 'zh']);
    await relay.waitForLine(new RegExp(`ws://127\\.0\\.0\\.1:${port}/onebot/v11/ws`));
    const url = `ws://127.0.0.1:${port}/onebot/v11/ws`;
    await keep(startNapCat({ uin: UIN, clients: [{ url, heartInterval: 200 }] }));
    await relay.waitForLine(/心跳/);
    relay.child.kill('SIGINT');
    expect(await relay.exited).toEqual({ code: 0, signal: null });
    expect(relay.output()).toContain('两边都通');
    expect(relay.output()).not.toContain(UIN);
    expect(await accepts(port)).toBe(false);
  });
});

test('listen waits for NapCat and ends by itself when it has seen all', async () => {
  const port = await freePort();
  const listen = await start(['listen', String(port), '--lang', 'en']);
  await listen.waitForLine(/Waits 120 seconds/);
  const url = `ws://127.0.0.1:${port}/onebot/v11/ws`;
  await keep(startNapCat({ uin: UIN, clients: [{ url, heartInterval: 200 }] }));
  expect(await listen.exited).toEqual({ code: 0, signal: null });
  expect(listen.output()).toMatch(/NapCat’s side is in order/);
});

test('with --json stdout holds one document, also when Ctrl-C ends it', async () => {
  const entry = await freshCli();
  const port = await freePort();
  const child = spawn(process.execPath, [entry, 'listen', String(port), '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  await until('it to listen', () => accepts(port));
  child.kill('SIGINT');
  expect(await ended).toBe(3);
  expect(JSON.parse(stdout) as ListenReport).toMatchObject({ format: 'napcat-doctor/listen@1', outcome: 'nobody' });
});

test('a limit that passes without NapCat is a problem found', async () => {
  const ended = await runCli(['listen', String(await freePort()), '--seconds', '1', '--json']);
  expect(ended.status).toBe(2);
  expect(JSON.parse(ended.stdout) as ListenReport).toMatchObject({ outcome: 'nobody' });
});

test('a taken port is told with its owner', async () => {
  const foreign = await keep(startForeign('http-200'));
  const ended = await runCli(['relay', String(foreign.port), 'ws://127.0.0.1:9', '--lang', 'en']);
  expect(ended.status).toBe(3);
  expect(ended.stdout).toContain(`(PID ${foreign.pid})`);
});

describe('usage', () => {
  test.each([
    [['knock']],
    [['listen']],
    [['listen', 'many']],
    [['listen', '70000']],
    [['listen', '0.0.0.0:18099']],
    [['relay', '18099']],
    [['relay', '18099', 'ws://127.0.0.1:8080', 'more']],
    [['listen', '18099', '--seconds', '0']],
  ])('%j', async (words) => {
    const ended = await runCli([...words, '--json']);
    expect(ended.status).toBe(64);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { status: 64 } });
  });

  test('a relay for other computers is refused', async () => {
    const ended = await runCli(['relay', '0.0.0.0:18099', 'ws://127.0.0.1:8080', '--json']);
    expect(ended.status).toBe(64);
    expect(JSON.parse(ended.stdout) as RelayReport).toMatchObject({ outcome: 'not-loopback' });
  });
});
