/** The journal of repairs of the app in a test, read from outside while the app runs, is gone, or writes it. */
import { homedir } from 'node:os';
import { createLiveHand } from '../../../electron/machine/live/hand/index.ts';
import { stateDir } from '../../../electron/machine/live/own-folder.ts';
import { pastPlans } from '../../../electron/remedies/run/undo.ts';
import { until } from '../../lab/support/until.ts';
import type { App } from './app.ts';

/** Where the app keeps it. */
export function journalFolder({ data }: Pick<App, 'data'>): string {
  return stateDir(process.platform, { XDG_STATE_HOME: data, LOCALAPPDATA: data }, homedir());
}

/** How much stands of each step of the newest plan; a step that is under way stands like one that was cut off. */
export async function standing(app: Pick<App, 'data'>): Promise<readonly ('done' | 'cut-off' | 'nothing')[]> {
  const [newest] = await pastPlans(createLiveHand({ stateDir: journalFolder(app) }));
  return newest?.steps.map(({ stands }) => stands ?? 'nothing') ?? [];
}

/** Between two writes: the first step is done, and the second is begun. */
export async function betweenTwoSteps(app: Pick<App, 'data'>): Promise<void> {
  await until('the second step', async () => {
    const [first, second] = await standing(app);
    return first === 'done' && second === 'cut-off';
  });
}
