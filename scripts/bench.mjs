/**
 * `npm run bench`: how fast the product is on this machine, as one table. Every figure is a median of several runs, and
 * every comparison a ratio of runs that took turns: the numbers of another machine, or of a busy hour, mean nothing.
 */
import { cpus } from 'node:os';
import { caseRunner, freshCli } from './build.mjs';
import { bundleProbes } from './bench/bundle.mjs';
import { benchDiagnosis } from './bench/diagnosis.mjs';
import { openLab } from './bench/lab.mjs';
import { benchLog } from './bench/log.mjs';
import { benchReplay } from './bench/replay.mjs';
import { tableOf } from './bench/table.mjs';
import { benchTables } from './bench/tables.mjs';
import { benchTriage } from './bench/triage.mjs';
import { benchWin32 } from './bench/win32.mjs';
import { benchWindow } from './bench/window.mjs';
import { setupTests } from './setup-tests.mjs';

await setupTests();
const cli = await freshCli();
const probe = await bundleProbes();
const lab = await openLab();
/** @type {Readonly<Record<string, () => Promise<readonly import('./bench/table.mjs').Row[]>>>} */
const PARTS = {
  diagnosis: () => benchDiagnosis(lab, { cli, moments: probe('moments') }),
  tables: () => benchTables(probe('tables')),
  log: () => benchLog(probe('log')),
  replay: () => Promise.resolve(benchReplay(caseRunner(cli))),
  triage: () => benchTriage({ cli, bundles: probe('bundles') }),
  win32: benchWin32,
  window: benchWindow,
};

const wanted = process.argv.slice(2);
const rows = [];
try {
  for (const [name, measure] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    rows.push(
      ...(await measure().catch((/** @type {unknown} */ error) => [{ what: name, ours: `failed: ${String(error)}` }])),
    );
  }
} finally {
  await lab.close();
}
const processors = cpus();
console.log(
  `${processors[0]?.model.trim() ?? 'unknown processor'} × ${processors.length}, Node ${process.version}, ${process.platform}\n\n${tableOf(rows)}`,
);
process.exitCode = rows.some(({ ours }) => ours.startsWith('failed')) ? 1 : 0;
