/** Whether NapCat lives in a container or in WSL, where only its log or its owner tells. */
import type { SeenEvent } from './log-view.ts';
import type { Situation } from './situation.ts';

export function saidToBeInContainer(situation: Situation): SeenEvent | null {
  if (isKnownWhere(situation)) return null;
  return situation.logs.latest('napcat.runs-in-container', 'user.docker-run-napcat', 'user.napcat-in-container');
}

export function saidToBeInWsl(situation: Situation): SeenEvent | null {
  return isKnownWhere(situation) ? null : situation.logs.latest('user.napcat-in-wsl');
}

/** One that was found on this machine is known to be in one, or not; or it shares the loopback of its host. */
function isKnownWhere({ napcat, logs }: Situation): boolean {
  const wasFound = napcat !== null && (napcat.running !== null || napcat.dir !== null);
  return wasFound || logs.latest('user.host-network') !== null;
}
