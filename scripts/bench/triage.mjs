/** A helper's folder of bundles: how fast they are made, and how fast `triage` goes through them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build.mjs';
import { median, runNode } from './measure.mjs';
import { limited, mb, ms } from './table.mjs';

const BUNDLES = 200;
const ROUNDS = 3;
/** Bundles a second, at least. */
const AIM = 50;

/** @param {{ cli: string, bundles: string }} programs @returns {Promise<readonly import('./table.mjs').Row[]>} */
export function benchTriage({ cli, bundles }) {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-triage-'));
  try {
    /** @type {{ readonly bundles: number, readonly times: readonly number[] }} */
    const made = JSON.parse(runNode([bundles, join(ROOT, 'tests/cases'), folder, String(BUNDLES)]).stdout);
    const runs = Array.from({ length: ROUNDS }, () => runNode([cli, 'triage', folder, '--json']));
    /** @type {{ readonly bundles: readonly unknown[] }} */
    const seen = JSON.parse(runs[0]?.stdout ?? '{}');
    const rows = seen.bundles.length;
    const perSecond = median(runs.map((run) => rows / (run.ms / 1000)));
    return Promise.resolve([
      limited(`a bundle drafted and packed, of ${made.bundles}`, median(made.times), 1_000, ms),
      {
        what: `triage of ${rows} bundles, start of the program included`,
        ours: `${perSecond.toFixed(0)} a second`,
        aim: { text: `≥ ${AIM} a second`, met: perSecond >= AIM },
      },
      limited('triage: peak memory', Math.max(...runs.map(({ peakMb }) => peakMb)), 150, mb),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
