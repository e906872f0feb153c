import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { NATIVE_ONLY, valueOf } from './support/answers.ts';
import { startChild, type Child } from './support/child.ts';
import { scratchFolder } from './support/scratch.ts';
import { openConsoleLikeWindow } from './support/window.ts';

const machine = createWin32Machine();

async function infoOf(pid: number) {
  return valueOf(await machine.processes()).find((info) => info.pid === pid);
}

describe('a running process', () => {
  const cwd = scratchFolder();
  const startedAfter = Date.now();
  let child: Child;
  before(async () => {
    child = await startChild(['--', '中文 参数', 'a"b', 'C:\\dir with end\\', '--token=秘密🐱'], {
      cwd,
      env: { 变量: '值 🐱', NAPCAT_MAIN_PATH: 'D:/机器人/napcat.mjs', LONG_VARIABLE: '长'.repeat(10_000) },
    });
  });
  after(() => child.end());

  test('is listed with its parent', async () => {
    assert.equal((await infoOf(child.pid))?.ppid, process.pid);
  });

  test('has the path and the name of its program', async () => {
    const info = await infoOf(child.pid);
    assert.deepEqual(
      [info?.path?.toLowerCase(), info?.name.toLowerCase()],
      [realpathSync(process.execPath).toLowerCase(), 'node.exe'],
    );
  });

  test('has its command line letter for letter, quotes and Chinese included', async () => {
    const expected = '-- "中文 参数" "a\\"b" "C:\\dir with end\\\\" --token=秘密🐱';
    assert.ok((await infoOf(child.pid))?.commandLine?.endsWith(expected), (await infoOf(child.pid))?.commandLine ?? '');
  });

  test('has its current folder, without a closing backslash', async () => {
    assert.equal((await infoOf(child.pid))?.cwd, cwd);
  });

  test('has the time of its start', async () => {
    const started = Date.parse((await infoOf(child.pid))?.startedAt ?? '');
    assert.ok(started > startedAfter - 60_000 && started <= Date.now() + 1_000, new Date(started).toISOString());
  });

  test('shows its environment, Chinese and long values included', async () => {
    const env = valueOf(await machine.processEnv(child.pid));
    assert.deepEqual(
      [env['变量'], env.NAPCAT_MAIN_PATH, env.LONG_VARIABLE?.length],
      ['值 🐱', 'D:/机器人/napcat.mjs', 10_000],
    );
  });

  test('shows its modules with full paths', async () => {
    const modules = valueOf(await machine.modules(child.pid)).map((path) => path.toLowerCase());
    assert.ok(
      modules.some((path) => path.endsWith('\\ntdll.dll')),
      modules.join('\n'),
    );
    assert.ok(modules.includes(realpathSync(process.execPath).toLowerCase()));
  });
});

describe('processes that go or hide', () => {
  test('one that ended is absent, and so are its environment and modules', async () => {
    const child = await startChild();
    await child.end();
    const states = [(await machine.processEnv(child.pid)).state, (await machine.modules(child.pid)).state];
    assert.deepEqual([await infoOf(child.pid), ...states], [undefined, 'absent', 'absent']);
  });

  test('dying ones do not spoil the list', async () => {
    const children = await Promise.all(Array.from({ length: 5 }, () => startChild()));
    const ends = children.map((child) => child.end());
    for (let look = 0; look < 10; look++) assert.ok(await infoOf(process.pid));
    await Promise.all(ends);
  });

  test('the idle process is no process', async () => {
    assert.equal(await infoOf(0), undefined);
  });

  test('a pid that nobody has is absent', async () => {
    assert.equal((await machine.processEnv(0x7ffffff0)).state, 'absent');
  });

  test('the system process is listed, its parts hidden', { skip: NATIVE_ONLY }, async () => {
    const info = await infoOf(4);
    assert.deepEqual([info?.name, info?.commandLine ?? null, info?.cwd], ['System', null, null]);
  });

  test('the environment of the system process is denied, not absent', { skip: NATIVE_ONLY }, async () => {
    assert.equal((await machine.processEnv(4)).state, 'denied');
  });
});

describe('console windows', () => {
  test('the title of a console in selection mode is told with its process', async () => {
    const close = openConsoleLikeWindow('选择 nonebot 🐱 - nb run');
    const info = await infoOf(process.pid);
    close();
    assert.equal(info?.windowTitle, '选择 nonebot 🐱 - nb run');
  });

  test('a process without a console window has no title', async () => {
    assert.equal((await infoOf(process.pid))?.windowTitle, undefined);
  });
});
