/** Links that stand although no client entry that could be read leads to them. */
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
