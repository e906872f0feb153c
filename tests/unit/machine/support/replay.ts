import { expect } from 'vitest';
import type { Machine } from '../../../../electron/machine/machine.ts';
import { createRecordedMachine, parseRecording } from '../../../../electron/machine/recorded/index.ts';
import type { RecordingDocument } from '../../../../electron/machine/recorded/index.ts';
import { createRecorder, serializeRecording } from '../../../../electron/machine/recorder.ts';

/** Text → machine, for recordings that are meant to be read. */
export async function machineOf(recording: string | object): Promise<Machine> {
  return createRecordedMachine(await documentOf(recording));
}

export async function documentOf(recording: string | object): Promise<RecordingDocument> {
  const parsed = await parseRecording(typeof recording === 'string' ? recording : JSON.stringify(recording));
  if ('error' in parsed) throw new Error(parsed.error.message);
  return parsed.recording;
}

/** Asks a machine through a recorder, then asks the recording, in its written form, the same. */
export async function expectSameReplay<T>(machine: Machine, ask: (machine: Machine) => Promise<T>): Promise<T> {
  const recorder = createRecorder(machine);
  const live = await ask(recorder.machine);
  const replayed = await machineOf(serializeRecording(recorder.recording()));
  expect(await ask(replayed), 'the recording answers as the machine did').toEqual(live);
  return live;
}
