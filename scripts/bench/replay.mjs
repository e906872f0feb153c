/** All recorded cases, parsed, surveyed and judged one after another. */
import { median, runNode } from './measure.mjs';
import { limited, mb } from './table.mjs';

const ROUNDS = 3;

/** @param {readonly string[]} runner The case runner, as arguments of Node. @returns {readonly import('./table.mjs').Row[]} */
export function benchReplay(runner) {
  const runs = Array.from({ length: ROUNDS }, () => runNode(runner));
  const cases = Number(/(\d+) passed, \d+ failed/.exec(runs[0]?.stdout ?? '')?.[1]);
  const perSecond = median(runs.map((run) => cases / (run.ms / 1000)));
  return [
    { what: `replay of ${cases} cases`, ours: `${perSecond.toFixed(0)} a second` },
    limited('replay: peak memory', Math.max(...runs.map(({ peakMb }) => peakMb)), 150, mb),
  ];
}
