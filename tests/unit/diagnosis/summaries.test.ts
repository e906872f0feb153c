/** What a diagnosis says beside its verdict: other readings of NapCat, and facts that came another way than usual. */
import { describe, expect, it } from 'vitest';

import { messagesFor } from '../../../electron/contract/messages/index.ts';
import { presentDiagnosis } from '../../../electron/contract/present.ts';
import { examine } from '../../../electron/doctor.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import type { Machine } from '../../../electron/machine/machine.ts';

const HIDDEN = { path: null, commandLine: null, cwd: null };

async function machineOf(processes: readonly object[]): Promise<Machine> {
  const recording = {
    host: { platform: 'win32', homeDir: 'C:\\Users\\me' },
    processes,
    pipes: [],
    listeners: [{ address: '::', port: 6099, pid: 6200 }],
    connections: [],
    files: {},
    roots: ['C:\\'],
  };
  const parsed = await parseRecording(JSON.stringify(recording));
  if ('error' in parsed) throw new Error(parsed.error.message);
  return createRecordedMachine(parsed.recording);
}

async function documentOf(machine: Machine) {
  const { diagnosis } = await examine(machine, { deep: false });
  return presentDiagnosis(diagnosis, await messagesFor('zh'), 0);
}

describe('a NapCat whose form the signs leave open', () => {
  it('has both readings, each with its reason', async () => {
    const { napcat } = await documentOf(await machineOf([{ pid: 6200, ppid: 1, name: 'QQ.exe', ...HIDDEN }]));
    expect(napcat?.mode).toBe('unknown');
    expect(napcat?.otherReadings?.map(({ mode, reason }) => [mode, /[一-鿿]/.test(reason)])).toEqual([
      ['shell', true],
      ['framework', true],
    ]);
  });

  it('is likelier the shell when a launcher is seen that starts both', async () => {
    const { napcat } = await documentOf(
      await machineOf([
        { pid: 6100, ppid: 1, name: 'NapCatWinBootMain.exe', ...HIDDEN },
        { pid: 6200, ppid: 6100, name: 'QQ.exe', ...HIDDEN },
      ]),
    );
    expect(napcat?.mode).toBe('shell');
    expect(napcat?.otherReadings?.map(({ form }) => form)).toEqual(['framework-once']);
  });
});

describe('facts that came another way than usual', () => {
  it('are named with their tool', async () => {
    const machine = await machineOf([]);
    const listeners: Machine['listeners'] = async (ask) => {
      const answer = await machine.listeners(ask);
      return answer.state === 'known' ? { ...answer, via: 'netstat' } : answer;
    };
    expect((await documentOf({ ...machine, listeners })).ways).toEqual({ listeners: 'netstat' });
  });

  it('are not spoken of when there are none', async () => {
    expect(await documentOf(await machineOf([]))).not.toHaveProperty('ways');
  });
});
