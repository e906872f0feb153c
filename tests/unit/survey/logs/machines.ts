/** Machines for log tests: one over real files, one from a recording. */
import { listFolder, readFile, statFile } from '../../../../electron/machine/live/files.ts';
import type { Machine } from '../../../../electron/machine/machine.ts';
import { createRecordedMachine, parseRecording } from '../../../../electron/machine/recorded/index.ts';

/** Everything but files and the clock is "not asked". */
export async function machineWithRealFiles(takenAt = '2026-09-04T12:00:00+08:00'): Promise<Machine> {
  const recorded = await machineFrom({ takenAt, host: { platform: 'linux', oemCodePage: 936, homeDir: '/home/me' } });
  return { ...recorded, live: true, readFile, stat: statFile, list: listFolder };
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
