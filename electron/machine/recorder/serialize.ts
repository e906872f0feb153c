/** A recording as text for people: YAML, keys in the order of docs/recording.md, long lines unbroken. */
import * as v from 'valibot';
import { stringify } from 'yaml';
import { recordingSchema } from '../recorded/document.ts';
import type { RecordingDocument } from '../recorded/document.ts';

export function serializeRecording(recording: RecordingDocument): string {
  // The schema hands its keys back in its own order, so equal recordings are equal texts. What it would not read again
  // is written as it is: a person still can.
  const { success, output } = v.safeParse(recordingSchema, recording);
  return stringify(success ? output : recording, { lineWidth: 0, aliasDuplicateObjects: false });
}
