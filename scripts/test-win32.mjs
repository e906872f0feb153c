/**
 * `npm run test:win32 [-- NAME…]`: the live Windows machine, tested where it runs. On Windows natively; on Linux with a
 * real win32 Node under Wine. What cannot be had is skipped loudly and counted. Ends with `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundleTests } from './win32/bundle.mjs';
import { ROOT, STAGE } from './win32/fetch.mjs';
import { prepareWine, runWineNode, windowsPath } from './win32/wine.mjs';

/** Milliseconds for one bundle. */
const TIME_LIMIT = 120_000;

const windows = process.platform === 'win32';
const problem = windows ? null : prepareWine();
if (problem !== null) {
  console.error(`\nSKIPPED: no Windows and no Wine to test the Windows machine on: ${problem}\n`);
  finish({ pass: 0, fail: 0, skipped: 1 });
} else {
  const total = { pass: 0, fail: 0, skipped: 0 };
  for (const bundle of await bundleTests(process.argv.slice(2))) {
    const counts = await run(bundle);
    total.pass += counts.pass;
    total.fail += counts.fail;
    total.skipped += counts.skipped;
  }
  finish(total);
}

/**
 * Runs one bundle by itself, without the runner of `node --test`: that one waits for the pipes of its children, which
 * under Wine a desktop process started by the way may keep open for ever.
 * @param {string} bundle
 */
async function run(bundle) {
  const nodeArgs = ['--test-reporter=spec'];
  const { code, stdout, stderr } = windows
    ? runNatively([...nodeArgs, bundle])
    : await runWineNode(bundle, [], { nodeArgs, cwd: ROOT, timeout: TIME_LIMIT, env: { REFUSED_PROGRAM: refused() } });
  console.log(`── ${basename(bundle)}`);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  const counts = {
    pass: count(stdout, 'pass'),
    fail: count(stdout, 'fail') + count(stdout, 'cancelled'),
    skipped: count(stdout, 'skipped'),
  };
  // A run that breaks off has no totals, or a bad end without a failed test.
  if (counts.fail === 0 && (code !== 0 || counts.pass + counts.skipped === 0)) {
    console.log(`FAILED: ${basename(bundle)} broke off (${code === null ? 'time limit' : `exit code ${code}`})`);
    counts.fail = 1;
  }
  for (const test of failedTests(stdout)) console.log(`FAILED: ${basename(bundle)}: ${test}`);
  return counts;
}

/**
 * The failed tests with the first lines of why, from the list at the end of the spec reporter's output: there each begins
 * at the margin with a cross, and its reason is indented.
 * @param {string} output
 */
function failedTests(output) {
  const [, list = ''] = output.split(/^\S+ failing tests:$/m);
  return Array.from(list.matchAll(/^✖ (.*(?:\n {2}.*){0,30})/gm), ([, test]) => test);
}

/**
 * A program that Wine is not let near, whoever runs it: nobody may read what sysfs has for writing only. Wine asks nobody
 * before it elevates; what ShellExecuteExW says then is what Windows says when somebody declined (elevate.ts).
 */
function refused() {
  const program = join(STAGE, 'refused.exe');
  rmSync(program, { force: true });
  symlinkSync('/sys/bus/platform/drivers_probe', program);
  return windowsPath(program);
}

/** @param {readonly string[]} args */
function runNatively(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: TIME_LIMIT,
  });
  return { code: status, stdout, stderr };
}

/**
 * A total at the end of the spec reporter's output, e.g. `ℹ pass 12`.
 * @param {string} output
 * @param {string} word
 */
function count(output, word) {
  return Number(new RegExp(`^\\S+ ${word} (\\d+)\\s*$`, 'm').exec(output)?.[1] ?? 0);
}

/** @param {{ pass: number, fail: number, skipped: number }} total */
function finish({ pass, fail, skipped }) {
  console.log(`${pass} passed, ${fail} failed, ${skipped} skipped`);
  process.exitCode = fail === 0 ? 0 : 1;
}
