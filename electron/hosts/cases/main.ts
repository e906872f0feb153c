/** Runs case files: one line a case, what was taken for what, and how honest the confidence was. */
import { basename } from 'node:path';
import type { Confidence } from '../../contract/codes.ts';
import { examine } from '../../doctor.ts';
import { createRecordedMachine, parseRecording } from '../../machine/recorded/index.ts';
import { differences, readExpectation } from './compare.ts';
import { caseFiles, readCase } from './files.ts';

interface Row {
  readonly id: string;
  readonly expected: readonly string[];
  readonly got: string;
  readonly confidence: Confidence | null;
  readonly problems: readonly string[];
}

void main(process.argv.slice(2).filter((word) => !word.startsWith('--')));

async function main(paths: readonly string[]): Promise<void> {
  const rows: Row[] = [];
  for (const file of (paths.length === 0 ? ['tests/cases'] : paths).flatMap((path) => caseFiles(path))) {
    const row = await runCase(file);
    rows.push(row);
    const problems = row.problems.length === 0 ? '' : `  (${row.problems.join('; ')})`;
    console.log(
      `${row.problems.length === 0 ? 'pass' : 'FAIL'}  ${row.id}  expected ${row.expected.join('|')}  got ${row.got}${problems}`,
    );
  }
  printConfusion(rows);
  printHonesty(rows);
  const failed = rows.filter(({ problems }) => problems.length > 0).length;
  console.log(`${rows.length - failed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = failed === 0 && rows.length > 0 ? 0 : 1;
}

async function runCase(file: string): Promise<Row> {
  const id = basename(file).replace(/\.\w+$/, '');
  const unreadable = (problem: string): Row => ({
    ...{ id, expected: [], got: 'unreadable', confidence: null, problems: [problem.replace(/\s+/g, ' ')] },
  });
  const content = readCase(file);
  if ('problem' in content) return unreadable(content.problem);
  const parsed = await parseRecording(content.bytes);
  if ('error' in parsed) return unreadable(parsed.error.message);
  const expect = readExpectation(parsed.expect);
  const { diagnosis } = await examine(createRecordedMachine(parsed.recording), { deep: false });
  const { code, confidence } = diagnosis.verdict;
  if ('problem' in expect) return { id, expected: [], got: code, confidence: null, problems: [expect.problem] };
  const expected = typeof expect.verdict === 'string' ? [expect.verdict] : expect.verdict;
  return { id, expected, got: code, confidence, problems: differences(expect, diagnosis) };
}

/** One line a code that was expected: how often it was named, and what was named in its place. */
function printConfusion(all: readonly Row[]): void {
  const table = new Map<string, { right: number; readonly taken: Map<string, number> }>();
  for (const { expected, got } of all) {
    const meant = expected.includes(got) ? got : expected.join('|');
    const row = table.get(meant) ?? { right: 0, taken: new Map<string, number>() };
    table.set(meant, row);
    if (expected.includes(got)) row.right++;
    else row.taken.set(got, (row.taken.get(got) ?? 0) + 1);
  }
  console.log('\nconfusion (expected: named right, taken for):');
  for (const [code, { right, taken }] of [...table].toSorted(([a], [b]) => a.localeCompare(b))) {
    const wrong = [...taken].toSorted((a, b) => b[1] - a[1]).map(([other, count]) => `${count} ${other}`);
    console.log(
      `  ${code.padEnd(32)} ${String(right).padStart(4)}${wrong.length === 0 ? '' : `   ${wrong.join(', ')}`}`,
    );
  }
}

/** How often each confidence was right: `certain` must be right every time, `likely` nine times of ten. */
function printHonesty(all: readonly Row[]): void {
  console.log('\nconfidence:');
  for (const confidence of ['certain', 'likely', 'possible'] as const) {
    const said = all.filter((row) => row.confidence === confidence && row.got !== 'undecided');
    const right = said.filter(({ expected, got }) => expected.includes(got));
    console.log(`  ${confidence}: ${right.length} of ${said.length} right`);
  }
}
