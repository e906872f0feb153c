/**
 * `npm test`: sets up what the tests need beyond npm, runs every suite and ends with one line,
 * `N passed, N failed, N skipped`. What failed is named again in the last lines, with its message; so is what could not
 * be had and was skipped.
 * `npm test -- FILE …` runs these tests of the units and the lab, and nothing else.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runVitest } from './app/vitest-count.mjs';
import { ROOT, buildCli } from './build.mjs';
import { setupTests } from './setup-tests.mjs';

/** @typedef {import('./app/vitest-count.mjs').Count} Count */

/** Programs that end with a count of their own, in the order in which they run. */
const SUITES = {
  cases: ['scripts/cases.mjs'],
  win32: ['scripts/test-win32.mjs'],
  'wizard in Chromium': ['scripts/test-e2e.mjs'],
  'app in Electron': ['scripts/test-e2e.mjs', '--electron'],
  packages: ['scripts/test-e2e.mjs', '--package'],
};

const only = process.argv.slice(2);
const setup = await setupTests({ log: (/** @type {string} */ line) => console.log(line) });
await buildCli();

/** @type {Count} */
const total = { passed: 0, failed: 0, skipped: 0, notes: [] };
add(total, await runVitest(only, join(ROOT, '.cache/vitest.json')));
if (only.length === 0) for (const [name, args] of Object.entries(SUITES)) add(total, await suite(name, args));

for (const [what, reason] of Object.entries(setup.missing)) total.notes.push(`not to be had here: ${what}: ${reason}`);
if (total.notes.length > 0) console.log(`\n${total.notes.join('\n')}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<Count>}
 */
async function suite(name, args) {
  const from = performance.now();
  console.log(`\n── ${name}`);
  const { status, output } = await run(args);
  console.log(`── ${name}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
  const last = /(\d+) passed, (\d+) failed, (\d+) skipped\s*$/.exec(output);
  const [passed = 0, failed = 0, skipped = 0] = last?.slice(1).map(Number) ?? [];
  // A suite that died is a failure, whatever it printed.
  if (last === null || (status !== 0 && failed === 0))
    return { passed, failed: 1, skipped, notes: [`${name}: ended with status ${status}`] };
  return { passed, failed, skipped, notes: notesIn(output).map((note) => `${name}: ${note}`) };
}

/**
 * What a suite says of single tests; a failure takes the indented lines below it along.
 * @param {string} output
 */
function notesIn(output) {
  return output.match(/^FAIL.*(?:\n {2}.*)*|^(?:skipped|could not run).*/gm) ?? [];
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
