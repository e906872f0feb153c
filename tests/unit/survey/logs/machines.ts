/** Machines for log tests: this one with its real files, one from a recording. */
import { createLiveMachine } from '../../../../electron/machine/index.ts';
import type { Machine } from '../../../../electron/machine/machine.ts';
import { createRecordedMachine, parseRecording } from '../../../../electron/machine/recorded/index.ts';

/** The machine that the tests run on, with a clock that stands. */
export async function machineWithRealFiles(now = '2026-09-04T12:00:00+08:00'): Promise<Machine> {
  return { ...(await createLiveMachine()), now: () => new Date(now) };
}

export async function machineFrom(recording: Record<string, unknown>): Promise<Machine> {
  const usual = {
    format: 'napcat-doctor/recording@1',
    takenAt: '2026-09-04T12:00:00+08:00',
    host: { platform: 'win32', oemCodePage: 936, homeDir: 'C:\\Users\\me' },
  };
  const parsed = await parseRecording(JSON.stringify({ ...usual, ...recording }));
  if ('error' in parsed) throw new Error(parsed.error.message);
  return createRecordedMachine(parsed.recording);
}
