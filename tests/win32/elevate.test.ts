import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runElevated } from '../../electron/machine/live/win32/elevate.ts';
import { createLiveHand } from '../../electron/machine/live/hand/index.ts';
import { WINE } from './support/answers.ts';
import { scratchFolder } from './support/scratch.ts';

const dir = scratchFolder();

/** Away from Wine the prompt of Windows would wait for somebody. */
describe('a program run with the verb runas', { skip: WINE ? false : 'needs somebody to answer the prompt' }, () => {
  const node = process.execPath;
  const script = 'require("fs").writeFileSync(process.argv[1], JSON.stringify(process.argv.slice(2)));process.exit(7)';

  test('gets exactly its arguments, and its exit code comes back', async () => {
    const file = join(dir, '参数.json');
    const words = ['%PATH%', '& calc', 'a b', '', 'a"b', 'C:\\路径\\', 'ends with \\', '\\"', '^', "it's"];
    const result = await runElevated({ argv: [node, '-e', script, file, ...words] });
    assert.deepEqual(result, { state: 'exited', code: 7 });
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), words);
  });

  test('that is not there is a failure', async () => {
    const result = await runElevated({ argv: ['C:\\nowhere\\nothing.exe'] });
    assert.equal(result.state, 'failed');
  });
});

describe('what may run elevated', () => {
  for (const program of ['netsh.exe', 'C:\\Windows\\run.bat', '/bin/sh']) {
    test(`not ${program}`, async () => {
      assert.deepEqual(await runElevated({ argv: [program] }), { state: 'failed', reason: 'EINVAL' });
    });
  }
});

describe('a file under a Chinese path', () => {
  test('is replaced in one step, and only while it is what was read', async () => {
    const hand = createLiveHand({ stateDir: join(dir, '状态') });
    const path = join(dir, '配置.json');
    assert.deepEqual(await hand.write(path, Buffer.from('旧'), null), { state: 'done' });
    const held = await hand.read(path);
    const hash = held.state === 'known' ? held.value.hash : 'not known';
    assert.deepEqual(await hand.write(path, Buffer.from('新'), hash), { state: 'done' });
    assert.deepEqual(await hand.write(path, Buffer.from('又'), hash), { state: 'changed' });
    assert.equal(readFileSync(path, 'utf8'), '新');
  });
});
