/** Opening somebody's bundle touches neither this machine nor the network, whatever its recording asks for. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { freshCli } from '../../scripts/build.mjs';
import { bundleWith } from '../unit/bundle/support/raw-zip.ts';
import { tempFolder, writeFiles } from './support/folders.ts';

const run = promisify(execFile);
const HOOK = fileURLToPath(new URL('./support/no-outside.mjs', import.meta.url));
const STRACE = '/usr/bin/strace';

let server: Server;
let connections = 0;
let dir: string;
let bundle: string;
let cli: string;

beforeAll(async () => {
  server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  dir = tempFolder('别人的诊断包');
  bundle = join(dir, 'theirs.zip');
  writeFileSync(bundle, bundleWith({ recording: JSON.stringify(luring(port)) }));
  // A real file where the recording says that one lies.
  writeFiles(dir, { 'config/onebot11_2000000001.json': 'not to be read' });
  cli = await freshCli();
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Everything in it leads to something that is really here: a port that listens, a folder, a program that runs. */
function luring(port: number): object {
  const url = `ws://127.0.0.1:${port}/onebot/v11/ws`;
  return {
    format: 'napcat-doctor/recording@1',
    takenAt: '2026-08-22T12:30:00Z',
    host: { platform: process.platform === 'win32' ? 'win32' : 'linux', homeDir: dir },
    env: { HTTP_PROXY: `http://127.0.0.1:${port}`, PATH: dir },
    processes: [
      {
        pid: process.pid,
        ppid: 1,
        name: 'node',
        path: process.execPath,
        cwd: dir,
        commandLine: 'node napcat.mjs -q 2000000001',
      },
    ],
    listeners: [{ address: '127.0.0.1', port, pid: process.pid }],
    connections: [],
    files: {
      [join(dir, 'napcat.mjs')]: 'const napCatVersion = "4.18.19"',
      [join(dir, 'config/onebot11_2000000001.json')]: JSON.stringify({
        network: {
          websocketClients: [
            { name: 'a', enable: true, url, token: '$(touch hacked)' },
            { name: 'b', enable: true, url: `ws://lure.invalid:${port}/`, token: '' },
          ],
        },
      }),
      [join(dir, 'config/webui.json')]: JSON.stringify({ host: '127.0.0.1', port, token: 'x' }),
    },
    roots: ['/'],
    // Half a recording: what it lacks must not be looked for here.
    probes: [{ tcp: `127.0.0.1:${port}`, outcome: 'connected' }],
    webui: [{ url: `http://127.0.0.1:${port}`, call: 'login', message: 'success' }],
    console: [{ of: 'nonebot', text: '`id` $(id) \u001b]0;title\u0007\n' }],
    watch: {
      startedAt: '2026-08-22T12:29:00Z',
      lastedMs: 1000,
      logs: [],
      changes: [{ at: 1, change: 'write', who: 'other' }],
    },
    remedies: [{ write: join(dir, 'hacked') }],
    run: 'touch hacked',
  };
}

const before = (): readonly string[] => readdirSync(dir, { recursive: true }).map(String).toSorted();

describe.each([
  ['open', ['open']],
  ['diagnose --recording', ['diagnose', '--recording']],
])('%s', (_name, words) => {
  test('keeps to itself', async () => {
    const seen = before();
    const content = readFileSync(bundle);
    const outcome = await run(process.execPath, ['--import', HOOK, cli, ...words, bundle, '--json']).catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    );
    expect(outcome.stderr).not.toContain('OUTSIDE');
    expect(outcome.stdout).toContain('"verdict"');
    expect(connections).toBe(0);
    expect(before()).toEqual(seen);
    expect(readFileSync(bundle)).toEqual(content);
  });
});

test('triage keeps to itself', async () => {
  const { stdout, stderr } = await run(process.execPath, ['--import', HOOK, cli, 'triage', dir, '--json']);
  expect(stderr).not.toContain('OUTSIDE');
  expect(stdout).toContain('theirs.zip');
  expect(connections).toBe(0);
});

test('the guard of these tests catches what would reach outside', async () => {
  const script = 'import("node:net").then(({connect})=>connect(1)).catch((e)=>console.error(e.message))';
  const { stderr } = await run(process.execPath, ['--import', HOOK, '-e', script]);
  expect(stderr).toContain('OUTSIDE: net connect');
});

describe.skipIf(!existsSync(STRACE))(`seen by the system${existsSync(STRACE) ? '' : ' [skipped: no strace]'}`, () => {
  test('no socket of the network is made and no file is written', async () => {
    const trace = join(tempFolder('trace'), 'calls');
    const calls =
      'trace=socket,connect,bind,sendto,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,openat,creat,execve';
    await run(STRACE, ['-f', '-qq', '-o', trace, '-e', calls, process.execPath, cli, 'open', bundle, '--json']).catch(
      (error: unknown) => error,
    );
    const lines = readFileSync(trace, 'utf8').split('\n');
    expect(lines.some((line) => line.includes('theirs.zip'))).toBe(true);
    const reaching = lines.filter(
      (line) =>
        /\b(?:socket\(AF_INET|connect\(|bind\(|sendto\(|unlink|rename|mkdir|creat\()/.test(line) ||
        (line.includes('openat(') && /O_WRONLY|O_RDWR|O_CREAT/.test(line) && !/"\/dev\/(?:null|tty|pts)/.test(line)),
    );
    expect(reaching).toEqual([]);
    // One program is started: ours.
    expect(lines.filter((line) => line.includes('execve(') && !line.includes('ENOENT'))).toHaveLength(1);
  });
});
