/** A machine for these tests: a recording with nothing in it but what the test is about. */
import * as v from 'valibot';

import type { Machine, Platform } from '../../../../electron/machine/machine.ts';
import { recordingSchema } from '../../../../electron/machine/recorded/document.ts';
import { createRecordedMachine } from '../../../../electron/machine/recorded/index.ts';

export type Recorded = Omit<v.InferInput<typeof recordingSchema>, 'host'>;

export function recorded(platform: Platform, recording: Recorded = {}): Machine {
  const host = platform === 'win32' ? { platform, homeDir: 'C:\\Users\\我', oemCodePage: 936 } : { platform };
  return createRecordedMachine(v.parse(recordingSchema, { ...recording, host }));
}
