/**
 * Watches a machine while its user reproduces the problem. Looks are cheap and their pace gentle: socket tables twice a
 * second, processes and logs every other time, a question of our own only every quarter of a minute and only where
 * NapCat is not connected. A machine that answers slowly is asked less often.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask, Machine } from '../../machine/machine.ts';
import { sharedSignal } from '../../machine/signals.ts';
import type { WatchChange, WatchRecord } from '../../machine/watch-record.ts';
import { ConnectionWatch } from './connections.ts';
import { LogWatch } from './logs.ts';
import { PortWatch } from './ports.ts';
import { ProcessWatch } from './processes.ts';
import { PlaceProbe } from './probe.ts';
import type { WatchScope } from './scope.ts';

export interface Observing {
  readonly limitMs: number;
  /** Ends the watch early. */
  readonly stop: AbortSignal;
  /** Told after every look. */
  readonly look?: (record: WatchRecord) => void;
}

const PACE_MS = 500;
/** A look may take this share of the time at most. */
const GENTLE = 4;
const EVERY = { processes: 2, logs: 2, probes: 30 } as const;
/** One question to the machine; what takes longer is passed over in this look. */
const DEADLINE_MS = 2_000;
/** Of very many changes the first and the last are kept. */
const MOST_CHANGES = { first: 1_000, last: 4_000 } as const;

export async function observe(
  machine: Machine,
  scope: WatchScope,
  { limitMs, stop, look }: Observing,
): Promise<WatchRecord> {
  const signal = sharedSignal([stop]);
  const ask: Ask = { deadline: DEADLINE_MS, signal };
  const startedAt = (machine.now() ?? new Date()).toISOString();
  const began = performance.now();
  const elapsed = (): number => Math.round(performance.now() - began);

  const processes = new ProcessWatch(scope.programs);
  const ports = new PortWatch(scope.places, processes);
  const { napcatElsewhere } = scope;
  const connections = new ConnectionWatch(scope.places, { processes, ownPid: process.pid, napcatElsewhere });
  const probe = new PlaceProbe(machine, scope.places, { connections, ports });
  const logs = new LogWatch(machine, scope);
  let changes: readonly WatchChange[] = [];
  let looks = 0;

  const lookOnce = async (): Promise<void> => {
    const every = (count: number): boolean => looks % count === 0;
    const [listed, listening, connected] = await Promise.all([
      every(EVERY.processes) ? machine.processes(ask) : null,
      machine.listeners(ask),
      machine.connections(ask),
      every(EVERY.logs) ? logs.look(elapsed(), ask) : null,
    ]);
    // Who came to a port since the last list is looked up at once: a program has started before it listens.
    const isNew = listening.state === 'known' && ports.newcomers(listening.value).length > 0;
    const again = isNew && listed === null ? await machine.processes(ask) : listed;
    const at = elapsed();
    // Processes first: they say whose a socket is.
    const seen = [
      ...(again?.state === 'known' ? processes.take(again.value, at) : []),
      ...(listening.state === 'known' ? ports.take(listening.value, at) : []),
      ...(connected.state === 'known' ? connections.take(connected.value, at) : []),
      ...(every(EVERY.probes) && looks > 0 ? await probe.ask(at, ask) : []),
    ];
    changes = limited([...changes, ...seen]);
    looks++;
  };
  const record = (): WatchRecord => ({ startedAt, lastedMs: elapsed(), looks, changes, logs: logs.results() });

  while (!signal.aborted && elapsed() < limitMs) {
    const before = performance.now();
    await lookOnce();
    look?.(record());
    const spent = performance.now() - before;
    const wait = Math.min(Math.max(PACE_MS - spent, spent * GENTLE), Math.max(0, limitMs - elapsed()));
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }
  // What was written last is still news, also when the watch was ended by hand.
  await logs.look(elapsed(), { deadline: DEADLINE_MS });
  return record();
}

function limited(changes: readonly WatchChange[]): readonly WatchChange[] {
  const { first, last } = MOST_CHANGES;
  return changes.length <= first + last ? changes : [...changes.slice(0, first), ...changes.slice(-last)];
}
