/** Links that stand although no client entry that could be read leads to them. */
import type { Connection } from '../machine/machine.ts';
import { isLoopback } from './addresses.ts';
import { CONNECTED_RULES } from './log-rules/groups.ts';
import type { Situation } from './situation.ts';

/** The configuration could not be read, but NapCat holds a connection to a framework's port. */
export function unseenEntryStands({ facts, napcat, content }: Situation): boolean {
  const family = napcat?.running?.family ?? [];
  const ports = facts.frameworks.flatMap(({ listeners }) => listeners.map(({ port }) => port));
  if (content !== null || facts.connections.state !== 'known') return false;
  return facts.connections.value.some(
    ({ remote, pid, state }) =>
      state === 'established' && pid !== null && family.includes(pid) && ports.includes(remote.port),
  );
}

/** No NapCat is here, and a framework holds a connection that another machine made to it. */
export function takenFromElsewhere({ facts, napcat }: Situation): Connection | null {
  if (napcat !== null || facts.connections.state !== 'known') return null;
  const taken = facts.connections.value.find(
    ({ local, remote, state, pid }) =>
      state === 'established' &&
      pid !== null &&
      remote.address !== local.address &&
      !isLoopback(remote.address) &&
      facts.frameworks.some(({ running, listeners }) => {
        return running?.family.includes(pid) === true && listeners.some(({ port }) => port === local.port);
      }),
  );
  return taken ?? null;
}

/** And that it is NapCat's, the framework or the reporter says: anybody may open a page of a bot. */
export function linkFromElsewhereStands(situation: Situation): boolean {
  return (
    takenFromElsewhere(situation) !== null &&
    situation.logs.latest('user.napcat-elsewhere', ...CONNECTED_RULES) !== null
  );
}
