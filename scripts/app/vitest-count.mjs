/**
 * Runs vitest and counts what it did. A run that died before its report is a failure, whatever it printed. What failed is
 * named again after everything else, so that the end of a long log says it too.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../build.mjs';

/** Lines of a failure that are repeated: the message, and where in our own code. */
const MESSAGE_LINES = 30;

/**
 * @typedef {{ passed: number, failed: number, skipped: number, notes: string[] }} Count
 * @typedef {{ name: string, status: string, assertionResults: TestResult[] }} TestFile
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} TestResult
 * @param {readonly string[]} args Beyond `vitest run`.
 * @param {string} report Where vitest writes its report.
 * @returns {Promise<Count>}
 */
export async function runVitest(args, report) {
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const status = await run([
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  /** @type {Count} */
  const count = { passed: 0, failed: 0, skipped: 0, notes: [] };
  const files = filesOf(report);
  if (files === null) return { ...count, failed: 1, notes: ['vitest ended without a report'] };
  for (const file of files) countFile(count, file);
  if (status !== 0 && count.failed === 0) {
    count.failed = 1;
    count.notes.push(`vitest ended with status ${status}`);
  }
  return count;
}

/** @param {Count} count @param {TestFile} file */
function countFile(count, { name, status, assertionResults }) {
  for (const test of assertionResults) {
    if (test.status === 'passed') count.passed++;
    else if (test.status === 'failed') {
      count.failed++;
      count.notes.push(`FAILED: ${name.replace(ROOT, '')}: ${test.fullName}${beginning(test.failureMessages)}`);
    } else {
      count.skipped++;
      count.notes.push(`skipped: ${test.fullName}`);
    }
  }
  if (status === 'failed' && assertionResults.length === 0) {
    count.failed++;
    count.notes.push(`could not run: ${name.replace(ROOT, '')}`);
  }
}

/**
 * The first lines of why a test failed, each indented, so that they stay one note.
 * @param {readonly string[]} [messages]
 */
function beginning(messages = []) {
  const lines = messages.flatMap((message) => message.split('\n')).filter((line) => !line.includes('/node_modules/'));
  return lines
    .slice(0, MESSAGE_LINES)
    .map((line) => `\n  ${line}`)
    .join('');
}

/** @param {string} report @returns {TestFile[] | null} */
function filesOf(report) {
  try {
    /** @type {{ testResults: TestFile[] }} */
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return testResults;
  } catch {
    return null;
  }
}

/** @param {readonly string[]} args @returns {Promise<number | null>} */
function run(args) {
  return new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] }).on('close', resolve);
  });
}
