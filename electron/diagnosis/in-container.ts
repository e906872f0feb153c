/** Whether NapCat lives in a container, where only its log or its owner tells. */
import type { SeenEvent } from './log-view.ts';
import type { Situation } from './situation.ts';

export function saidToBeInContainer({ napcat, logs }: Situation): SeenEvent | null {
  // One that was found on this machine is known to be in one, or not.
  if (napcat !== null && (napcat.running !== null || napcat.dir !== null)) return null;
  // It shares the loopback of its host.
  if (logs.latest('user.host-network') !== null) return null;
  return logs.latest('napcat.runs-in-container', 'user.docker-run-napcat', 'user.napcat-in-container');
}
