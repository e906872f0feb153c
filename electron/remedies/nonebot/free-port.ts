/** Ports that a framework can take: nobody listens there, Windows does not reserve them, and a bind succeeds. */
import { valueOf } from '../../machine/answer.ts';
import { Refused } from '../refused.ts';
import type { PlanContext } from '../remedy.ts';

/** Below every dynamic range that Windows reserves blocks from, and not the default of a well-known program. */
const CANDIDATES = [18_080, 18_081, 18_180, 18_280, 28_080, 28_180, 38_080, 8_090, 9_090, 19_090];

/** Throws `Refused` when none of a handful is free. */
export async function freePort(context: PlanContext): Promise<number> {
  for (const port of CANDIDATES) if (await isFree(context, port)) return port;
  throw new Refused('no-free-port');
}

export async function isFree({ facts, machine }: PlanContext, port: number): Promise<boolean> {
  const listeners = valueOf(facts.listeners);
  if (listeners?.some((listener) => listener.port === port) === true) return false;
  if ((valueOf(facts.system.excludedPorts) ?? []).some(({ from, to }) => port >= from && port <= to)) return false;
  const bound = valueOf(await machine.bind('127.0.0.1', port));
  // The list of listeners alone will do; neither of the two knows nothing.
  return bound === undefined ? listeners !== undefined : bound === 'ok';
}
