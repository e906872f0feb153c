/** A diagnosis as the command line makes it, that tells when its first finding and its verdict were there. */
import { examine } from '../../../electron/doctor.ts';
import { createLiveMachine } from '../../../electron/machine/index.ts';
import { instant } from '../measure.mjs';

/** @type {number | undefined} */
let first;
const [napcatDir = ''] = process.argv.slice(2);
const { diagnosis } = await examine(
  await createLiveMachine(),
  { deep: false, napcatDir },
  {
    progress: (_collector, state) => {
      if (state !== 'started') first ??= instant();
    },
  },
);
const moments = { first, verdict: instant(), code: diagnosis.verdict.code };
process.stdout.write(JSON.stringify(moments), () => process.exit());
