/** The Windows machine against the commands of the same Windows: natively there, on Linux under Wine. */
import { spawnSync } from 'node:child_process';
import { bundleWin32Probe } from './bundle.mjs';
import { median, ratio } from './measure.mjs';
import { limited, ms } from './table.mjs';
import { prepareWine, runWineNode } from '../win32/wine.mjs';

/** What the product promises for listeners, processes and 600 rules together. */
const TOGETHER_MS = 250;
const STARTS = 7;

/** @typedef {{ name: string, command: string, ours: number[], theirs: number[] | null }} Timed */

/** @returns {Promise<readonly import('./table.mjs').Row[]>} */
export async function benchWin32() {
  const native = process.platform === 'win32';
  const problem = native ? null : prepareWine();
  if (problem !== null) return [{ what: 'Windows under Wine', ours: `skipped: ${problem}` }];
  const bundle = await bundleWin32Probe();
  /** @param {string} mode */
  const probe = async (mode) => {
    const { code, stdout, stderr } = native ? runNatively(bundle, mode) : await runWineNode(bundle, [mode]);
    if (code !== 0) throw new Error(stderr.trim().split('\n').at(-1) ?? mode);
    return stdout.trim();
  };

  const place = native ? 'Windows' : 'Wine';
  await probe('prepare');
  try {
    const tables = (await probe('compare')).split('\n').map((line) => row(place, line));
    const starts = [];
    // Each in a process of its own, so that every one finds cold code.
    for (let start = 0; start < STARTS; start++) starts.push(Number(await probe('together')));
    return [
      ...tables,
      limited(`${place}: listeners, processes, 600 rules after start`, median(starts), TOGETHER_MS, ms),
    ];
  } finally {
    await probe('clean');
  }
}

/** @param {string} place @param {string} line @returns {import('./table.mjs').Row} */
function row(place, line) {
  /** @type {Timed} */
  const { name, command, ours, theirs } = JSON.parse(line);
  return {
    what: `${place}: ${name}, in-process`,
    ours: ms(median(ours)),
    ...(theirs === null
      ? { against: `${command}: prints nothing here` }
      : { against: `${command}: ${ms(median(theirs))}`, ratio: ratio(ours, theirs) }),
  };
}

/** @param {string} script @param {string} mode */
function runNatively(script, mode) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, mode], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
