/** Watches this computer, and remembers what was seen for a bundle of it. */
import type { WatchRecord } from '../../../machine/watch-record.ts';
import type { Machine } from '../../../machine/machine.ts';
import { watch, withWatch } from '../../../doctor.ts';
import { doneOf, patientOf, requestOf, teller } from './examine.ts';
import type { Engine } from './engine.ts';
import type { Sources } from './sources.ts';

export interface Watching extends Pick<Engine, 'watch' | 'end-watch'> {
  /** The machine with the memory of the last watch, if it was of this one. */
  readonly remember: (machine: Machine) => Machine;
}

export function createWatching(sources: Sources): Watching {
  let end = new AbortController();
  let last: WatchRecord | null = null;
  return {
    watch: async ({ seconds, ...asked }, { signal, progress }) => {
      const patient = await patientOf(sources, asked);
      if (patient === null) return { state: 'source-lost' };
      end = new AbortController();
      const { record, ...examination } = await watch(patient.machine, requestOf(asked, patient), {
        limitMs: seconds * 1000,
        stop: end.signal,
        signal,
        progress: teller((look) => progress({ kind: 'look', ...look })),
        onLook: (seen) => progress({ kind: 'seen', watch: seen }),
      });
      if (signal.aborted) return { state: 'cancelled' };
      sources.note(asked.source, examination);
      if (patient.machine.live) last = record;
      return doneOf(examination);
    },
    'end-watch': () => {
      end.abort();
      return Promise.resolve(null);
    },
    remember: (machine) => (machine.live && last !== null ? withWatch(machine, last) : machine),
  };
}
