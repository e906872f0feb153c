/** What was seen while the machine was watched: ends of connections as everywhere, logs as every log. */
import { recordedWatch } from '../../machine/recorded/index.ts';
import type { RecordingDocument } from '../../machine/recorded/index.ts';
import type { LogRule } from '../../survey/facts.ts';
import { productOfLog } from '../../survey/watch/read.ts';
import { maskLog } from './logs.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskText } from './text.ts';
import { maskUrl } from './urls.ts';

export function maskWatch(
  recording: RecordingDocument,
  rules: readonly LogRule[],
  names: Pseudonyms,
): Pick<RecordingDocument, 'watch'> {
  const watch = recordedWatch(recording);
  if (watch === null) return {};
  const { startedAt, lastedMs, looks, changes, logs } = watch;
  return {
    watch: {
      ...{ startedAt, lastedMs, looks },
      changes: changes.map(({ at, change, who, local, remote, pid, name }) => ({
        ...{ at, change, who },
        ...(local === undefined ? {} : { local: maskUrl(local, names) }),
        ...(remote === undefined ? {} : { remote: maskUrl(remote, names) }),
        ...(pid === undefined ? {} : { pid }),
        ...(name === undefined ? {} : { name: maskText(name, names) }),
      })),
      logs: logs.map((log) => {
        const product = productOfLog(log);
        const { path, text, arrivals } = log;
        return {
          ...{ path: maskText(path, names), of: product, text: maskLog(text, product, rules, names) },
          arrivals: arrivals.map(({ at, line }) => ({ at, line })),
        };
      }),
    },
  };
}
