/** The Windows machine under Wine, against the commands of the same Wine. */
import { bundleWin32Probe } from './bundle.mjs';
import { median, ratio } from './measure.mjs';
import { ms } from './table.mjs';
import { prepareWine, runWineNode } from '../win32/wine.mjs';

/** @typedef {{ name: string, command: string, ours: number[], theirs: number[] | null }} Timed */

/** @returns {Promise<readonly import('./table.mjs').Row[]>} */
export async function benchWin32() {
  const problem = process.platform === 'win32' ? 'run `npm run test:win32` on Windows itself' : prepareWine();
  if (problem !== null) return [{ what: 'Windows under Wine', ours: `skipped: ${problem}` }];
  const { code, stdout, stderr } = await runWineNode(await bundleWin32Probe());
  if (code !== 0) return [{ what: 'Windows under Wine', ours: `broke off: ${stderr.trim().split('\n').at(-1) ?? ''}` }];
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      /** @type {Timed} */
      const { name, command, ours, theirs } = JSON.parse(line);
      return {
        what: `Wine: ${name}, in-process`,
        ours: ms(median(ours)),
        ...(theirs === null
          ? { against: `${command}: not in this Wine` }
          : { against: `${command}: ${ms(median(theirs))}`, ratio: ratio(ours, theirs) }),
      };
    });
}
