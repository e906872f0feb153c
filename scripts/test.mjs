/**
 * `npm test`: sets up what the tests need beyond npm, runs every suite and ends with one line,
 * `N passed, N failed, N skipped`. What could not be had is skipped loudly: counted, and named in the last lines.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, buildCli } from './build.mjs';
import { setupTests } from './setup-tests.mjs';

const REPORT = join(ROOT, '.cache/vitest.json');
const only = process.argv.slice(2);

/** @typedef {{ passed: number, failed: number, skipped: number, notes: string[] }} Count */

const setup = await setupTests({ log: (/** @type {string} */ line) => console.log(line) });
await buildCli();

/** @type {Count} */
const total = { passed: 0, failed: 0, skipped: 0, notes: [] };
add(total, await vitest());
add(total, await script('cases', ['scripts/cases.mjs']));
if (only.length === 0) add(total, await script('win32', ['scripts/test-win32.mjs']));

for (const [what, reason] of Object.entries(setup.missing)) total.notes.push(`not to be had here: ${what}: ${reason}`);
if (total.notes.length > 0) console.log(`\n${total.notes.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/** @returns {Promise<Count>} */
async function vitest() {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  rmSync(REPORT, { force: true });
  const { status } = await run([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
    ...only,
  ]);
  /** @type {Count} */
  const count = { passed: 0, failed: 0, skipped: 0, notes: [] };
  const report = readReport();
  // A run that died before its report is a failure, whatever it printed.
  if (report === null) return { ...count, failed: 1, notes: ['vitest ended without a report'] };
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed++;
      else if (test.status === 'failed') count.failed++;
      else {
        count.skipped++;
        count.notes.push(`skipped: ${test.fullName}`);
      }
    }
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      count.failed++;
      count.notes.push(`could not run: ${file.name.replace(ROOT, '')}`);
    }
  }
  if (status !== 0 && count.failed === 0)
    return { ...count, failed: 1, notes: [...count.notes, `vitest ended with status ${status}`] };
  return count;
}

/**
 * @typedef {{ name: string, status: string, assertionResults: { status: string, fullName: string }[] }} TestFile
 * @returns {{ testResults: TestFile[] } | null}
 */
function readReport() {
  try {
    /** @type {{ testResults: TestFile[] }} */
    const report = JSON.parse(readFileSync(REPORT, 'utf8'));
    return report;
  } catch {
    return null;
  }
}

/**
 * Runs a script whose last line is a count.
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<Count>}
 */
async function script(name, args) {
  const { status, output } = await run(args);
  const last = /(\d+) passed, (\d+) failed, (\d+) skipped\s*$/.exec(output);
  if (last === null)
    return { passed: 0, failed: 1, skipped: 0, notes: [`${name} ended with status ${status} and no count`] };
  const [, passed, failed, skipped] = last.map(Number);
  return {
    passed: passed ?? 0,
    failed: failed ?? 0,
    skipped: skipped ?? 0,
    notes: output.split('\n').filter((line) => /^(?:FAIL|skipped)/.test(line)),
  };
}

/** @param {Count} sum @param {Count} part */
function add(sum, part) {
  sum.passed += part.passed;
  sum.failed += part.failed;
  sum.skipped += part.skipped;
  sum.notes.push(...part.notes);
}

/** @param {readonly string[]} args @returns {Promise<{ status: number | null, output: string }>} */
function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      process.stdout.write(chunk);
      output = (output + chunk.toString()).slice(-200_000);
    });
    child.on('close', (status) => resolve({ status, output }));
  });
}
