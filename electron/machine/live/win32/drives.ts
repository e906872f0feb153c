/** Local drives: the Win32 API, else the letters that Windows has given to local volumes. */
import { stat } from 'node:fs/promises';
import type { Answer } from '../../answer.ts';
import { known } from '../../answer.ts';
import type { Ask } from '../../machine.ts';
import { localDrives } from './api/system.ts';
import { either } from './either.ts';
import type { RunTool } from './fallback/run.ts';

export function roots(run: RunTool, ask: Ask): Promise<Answer<readonly string[]>> {
  return either<readonly string[]>(
    () => known(localDrives()),
    () => mountedLetters(run, ask),
  );
}

/** MountedDevices remembers sticks that were pulled out, hence the look; it never holds a network drive. */
async function mountedLetters(run: RunTool, ask: Ask): Promise<Answer<readonly string[]>> {
  const output = await run('reg', ['query', 'HKLM\\SYSTEM\\MountedDevices', '/reg:64'], ask);
  if (output.state !== 'known') return output;
  const letters = [...output.value.stdout.toString('latin1').matchAll(/\\DosDevices\\([A-Z]):/g)].map(
    ([, letter]) => `${letter}:\\`,
  );
  const present = await Promise.all(
    letters.map((root) =>
      stat(root).then(
        () => [root],
        () => [],
      ),
    ),
  );
  return known(present.flat().sort(), 'reg query');
}
