import { describe } from 'vitest';
import { createLinuxMachine } from '../../../electron/machine/live/linux/index.ts';
import { createRecorder, serializeRecording } from '../../../electron/machine/recorder.ts';
import { askEverything, describeMachine } from './contract.ts';
import { machineOf } from './support/replay.ts';

describe.runIf(process.platform === 'linux')('machines', () => {
  describeMachine('the live Linux machine', () => Promise.resolve(createLinuxMachine()));

  describeMachine('a recorder around it', () => Promise.resolve(createRecorder(createLinuxMachine()).machine));

  describeMachine('a replay of what the recorder wrote', async (world) => {
    const recorder = createRecorder(createLinuxMachine());
    await askEverything(recorder.machine, world);
    return machineOf(serializeRecording(recorder.recording()));
  });
});
