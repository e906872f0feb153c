import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { runElevated } from '../../electron/machine/live/win32/elevate.ts';
import { createLiveHand } from '../../electron/machine/live/hand/index.ts';
import { isRefusal } from '../../electron/contract/remedies.ts';
import type { Machine } from '../../electron/machine/machine.ts';
import { applyPlan } from '../../electron/remedies/run/apply.ts';
import { pastPlans } from '../../electron/remedies/run/undo.ts';
import { commandStep } from '../../electron/remedies/step.ts';
import { allowInFirewall } from '../../electron/remedies/windows/allow-in-firewall.ts';
import { releasePort } from '../../electron/remedies/windows/release-port.ts';
import { unblockInFirewall } from '../../electron/remedies/windows/unblock-in-firewall.ts';
import { rawZip } from '../unit/bundle/support/raw-zip.ts';
import { argvOf, blockRule, firewall, planned } from '../unit/remedies/support/windows-scene.ts';
import { planOf } from '../unit/remedies/support/workshop-plan.ts';
import { WINE } from './support/answers.ts';
import { scratchFolder } from './support/scratch.ts';

const dir = scratchFolder();

/** `null`: it can be read. */
function codeOfReading(path: string): string | null {
  try {
    readFileSync(path);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? '';
  }
}

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

  const HOSTILE = 'TCP Query User{1}C:\\a b\\%PATH% & calc [x]`$(y).exe';
  for (const [name, remedy, scene] of [
    ['an allow rule', allowInFirewall, { program: 'C:\\机器人 %PATH% & calc\\python.exe' }],
    [
      'the end of a block rule',
      unblockInFirewall,
      { params: { rule: 'python.exe' }, firewall: firewall({ rules: [blockRule(HOSTILE, 6)] }) },
    ],
    ['a released port', releasePort, { params: { port: 8080, from: 8000, to: 8099 } }],
  ] as const) {
    test(`gets the arguments of ${name} as the preview showed them, and those of its way back`, async () => {
      const step = await planned(remedy, scene);
      const [preview] = step.previews;
      assert.ok(preview?.kind === 'command' && preview.elevated);
      assert.deepEqual(preview.argv, argvOf(step));
      for (const argv of [argvOf(step), argvOf(step, 'undo')]) {
        const file = join(dir, `argv-${argv.length}-${Math.random()}.json`);
        const result = await runElevated({ argv: [node, '-e', script, file, ...argv.slice(1)] });
        assert.deepEqual(result, { state: 'exited', code: 7 });
        assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), argv.slice(1));
      }
    });
  }

  test('that fails leaves a step that failed with its status, and a plan that is not complete', async () => {
    const hand = createLiveHand({ stateDir: join(dir, '失败') });
    const command = { argv: [node, '-e', 'process.exit(5)'] };
    const step = commandStep('allow-in-firewall', {}, { command, elevated: true, undo: null });
    const machine = { now: () => new Date() } as Machine;
    const report = await applyPlan(planOf('p1', [step.action]), { hand, machine });
    assert.ok(!isRefusal(report) && !report.complete);
    const [state] = report.steps;
    assert.ok(state?.state === 'failed' && state.refused === 'command-failed' && state.params.reason === '5');
  });

  test('that is declined is no failure, and what was done before it is taken back', async (t) => {
    const program = process.env.REFUSED_PROGRAM ?? '';
    if (codeOfReading(program) !== 'EPERM') {
      t.skip('this Linux has no file that root may not read');
      return;
    }
    assert.deepEqual(await runElevated({ argv: [program] }), { state: 'declined' });
    const hand = createLiveHand({ stateDir: join(dir, '拒绝') });
    const path = join(dir, '设置.env');
    writeFileSync(path, '旧\r\n');
    const held = await hand.read(path);
    const before = held.state === 'known' ? held.value : null;
    const file = { kind: 'file', path, before, after: Buffer.from('新'), live: null, needsRestart: false } as const;
    const { action } = commandStep(
      'allow-in-firewall',
      {},
      { command: { argv: [program] }, elevated: true, undo: null },
    );
    const report = await applyPlan(planOf('p2', [file, action]), {
      hand,
      machine: { now: () => new Date() } as Machine,
    });
    assert.ok(!isRefusal(report) && !report.complete);
    assert.deepEqual(report.steps, [
      { state: 'rolled-back' },
      { state: 'failed', refused: 'declined', params: { program } },
    ]);
    assert.equal(readFileSync(path, 'utf8'), '旧\r\n');
    const [past] = await pastPlans(hand);
    assert.deepEqual(
      past?.steps.map(({ stands }) => stands),
      [undefined, undefined],
    );
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

describe('a release under a Chinese path', () => {
  test('is unpacked whole, and of it only goes away what is still as it was', async () => {
    const hand = createLiveHand({ stateDir: join(dir, '状态') });
    const archive = join(dir, '下载 NapCat.zip');
    const entries = ['napcat.mjs', 'config/napcat.json', 'node_modules/ws/index.js'];
    writeFileSync(archive, rawZip(entries.map((name) => ({ name, content: name }))));
    const opened = await hand.openArchive(archive);
    assert.ok(opened.state === 'known');
    const target = join(dir, 'NapCat 新的');
    const order = { archive, hash: opened.value.hash, below: '', target, without: ['config/webui.json'] };
    assert.deepEqual(await hand.unpack(order), { state: 'done' });
    assert.deepEqual(await hand.unpack(order), { state: 'changed' });
    for (const name of entries) assert.equal(readFileSync(join(target, name), 'utf8'), name);
    writeFileSync(join(target, 'config/napcat.json'), 'edited');
    const content = Object.fromEntries(entries.map((name) => [name, createHash('sha256').update(name).digest('hex')]));
    assert.deepEqual(await hand.removeFolder(target, content), { state: 'done', kept: true });
    assert.deepEqual(readdirSync(target, { recursive: true }).map(String).toSorted(), [
      'config',
      'config\\napcat.json',
    ]);
  });

  for (const name of ['..\\evil.txt', '../evil.txt', 'C:\\evil.txt', 'a/con', 'napcat.mjs:evil']) {
    test(`with the name ${name} in it is not opened`, async () => {
      const hand = createLiveHand({ stateDir: join(dir, '状态') });
      const archive = join(dir, 'hostile.zip');
      writeFileSync(archive, rawZip([{ name, content: 'x' }]));
      assert.equal((await hand.openArchive(archive)).state, 'denied');
    });
  }
});
