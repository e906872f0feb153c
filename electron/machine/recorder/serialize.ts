/** A recording as text for people: YAML, keys in the order of docs/recording.md, long lines unbroken. */
import * as v from 'valibot';
import { Document, Scalar, visit } from 'yaml';
import { recordingSchema } from '../recorded/document.ts';
import type { RecordingDocument } from '../recorded/document.ts';

export function serializeRecording(recording: RecordingDocument): string {
  // The schema hands its keys back in its own order, so equal recordings are equal texts. What it would not read again
  // is written as it is: a person still can.
  const { success, output } = v.safeParse(recordingSchema, recording);
  const document = new Document(success ? output : recording, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      quoteBlank(scalar);
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** `yaml` 2.9.1 writes a text of nothing but blanks and line ends as a block that it reads back without the blanks. */
function quoteBlank(scalar: Scalar): void {
  if (typeof scalar.value === 'string' && /^[ \t\n]*$/.test(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
}
