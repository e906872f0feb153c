/** Two looks at the connections of a machine. */
import type { Connection } from './machine.ts';

/** Those that both looks have seen in the same state. */
export function seenTwice(first: readonly Connection[], later: readonly Connection[]): readonly Connection[] {
  const row = ({ local, remote, state }: Connection): string =>
    `${local.address} ${local.port} ${remote.address} ${remote.port} ${state}`;
  const still = new Set(later.map(row));
  return first.filter((connection) => still.has(row(connection)));
}
