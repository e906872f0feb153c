/** What a recording holds of a watch. Changes of a kind that a newer program wrote are passed over. */
import { WATCH_CHANGES } from '../watch-record.ts';
import type { WatchChange, WatchChangeKind, WatchRecord } from '../watch-record.ts';
import { isoOf } from './content.ts';
import type { RecordingDocument } from './document.ts';

type Row = NonNullable<RecordingDocument['watch']>['changes'][number];

export function recordedWatch({ watch }: RecordingDocument): WatchRecord | null {
  if (watch === undefined) return null;
  const { startedAt, lastedMs, looks, changes, logs } = watch;
  return {
    ...{ startedAt: isoOf(startedAt) ?? '', lastedMs, looks },
    changes: changes.filter(isKnown).map(changeOf),
    logs: logs.map(({ path, of, text, arrivals }) => ({
      ...{ path, of, text },
      arrivals: arrivals.map(({ at, line }) => ({ at, line })),
    })),
  };
}

function isKnown(row: Row): row is Row & { readonly change: WatchChangeKind } {
  return (WATCH_CHANGES as readonly string[]).includes(row.change);
}

function changeOf({
  at,
  change,
  who,
  local,
  remote,
  pid,
  name,
}: Row & { readonly change: WatchChangeKind }): WatchChange {
  return {
    ...{ at, change, who },
    ...(local === undefined ? {} : { local }),
    ...(remote === undefined ? {} : { remote }),
    ...(pid === undefined ? {} : { pid }),
    ...(name === undefined ? {} : { name }),
  };
}
