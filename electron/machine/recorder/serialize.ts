/** A recording as text for people: YAML, keys in the order of docs/recording.md, long lines unbroken. */
import { stringify } from 'yaml';
import type { RecordingDocument } from '../recorded/document.ts';

export function serializeRecording(recording: RecordingDocument): string {
  const known = ORDER.filter((key) => recording[key] !== undefined);
  const unknown = Object.keys(recording)
    .filter((key) => !ORDER.includes(key))
    .toSorted();
  const ordered = Object.fromEntries([...known, ...unknown].map((key) => [key, recording[key]]));
  return stringify(ordered, { lineWidth: 0, aliasDuplicateObjects: false });
}

const ORDER: readonly string[] = [
  'format',
  'takenAt',
  'host',
  'env',
  'processes',
  'pipes',
  'listeners',
  'connections',
  'excludedPorts',
  'registry',
  'network',
  'files',
  'unlistedFiles',
  'roots',
  'probes',
  'console',
];
