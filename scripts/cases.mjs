/**
 * `npm run cases -- [DIR|FILE …]`: diagnoses every case below a folder (default tests/cases) and prints one line a
 * case, a table of what was taken for what, and a summary. Exit status 1 when a case fails.
 */
import { spawnSync } from 'node:child_process';
import { caseRunner, freshCli } from './build.mjs';

const entry = await freshCli();
const { status } = spawnSync(process.execPath, [...caseRunner(entry), ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
