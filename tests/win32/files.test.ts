import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { createWin32Machine } from '../../electron/machine/live/win32/index.ts';
import { valueOf } from './support/answers.ts';
import { scratchFolder } from './support/scratch.ts';

const machine = createWin32Machine();

describe('files on Windows', () => {
  test('a file with Chinese, blanks and emoji in its path is read', async () => {
    const file = join(scratchFolder(), 'onebot11_10001 副本.json');
    writeFileSync(file, '{"名":"值"}');
    assert.equal(Buffer.from(valueOf(await machine.readFile(file)).bytes).toString('utf8'), '{"名":"值"}');
  });

  test('a folder is listed with the names as they are', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, '配置 config'));
    writeFileSync(join(folder, '日志🐱.log'), '');
    const names = valueOf(await machine.list(folder)).map(({ name, kind }) => `${kind} ${name}`);
    assert.deepEqual(names.sort(), ['directory 配置 config', 'file 日志🐱.log']);
  });

  test('a path over 260 characters is no obstacle', async () => {
    const folder = join(
      scratchFolder(),
      ...Array.from({ length: 12 }, (_, depth) => `很长的文件夹名字 ${depth} ${'x'.repeat(20)}`),
    );
    mkdirSync(folder, { recursive: true });
    const file = join(folder, '.env');
    writeFileSync(file, 'PORT=8080');
    assert.ok(file.length > 400);
    assert.equal(valueOf(await machine.stat(file)).size, 9);
  });

  test('the tail of a log is taken from its end', async () => {
    const file = join(scratchFolder(), 'a.log');
    writeFileSync(file, `${'x'.repeat(100_000)}end`);
    const { bytes, size, part } = valueOf(await machine.readFile(file, { part: 'tail', limit: 3 }));
    assert.deepEqual([Buffer.from(bytes).toString(), size, part], ['end', 100_003, 'tail']);
  });

  test('a missing file is absent, whichever slashes are used', async () => {
    assert.equal((await machine.readFile(`${scratchFolder().replaceAll('\\', '/')}/nothing.json`)).state, 'absent');
  });

  test('a name that Windows cannot have is absent or refused, never a crash', async () => {
    const answer = await machine.readFile('C:\\a<b>|?*\\con\\x');
    assert.notEqual(answer.state, 'known');
  });
});
