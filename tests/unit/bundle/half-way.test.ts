/** A bundle is made also where something failed, and tells what did. */
import { describe, expect, it } from 'vitest';
import type { BundleDraft } from '../../../electron/bundle/draft.ts';
import { openBundle } from '../../../electron/bundle/open.ts';
import { createPseudonyms } from '../../../electron/bundle/redact/pseudonyms.ts';
import { redactRecording } from '../../../electron/bundle/redact/redact.ts';
import { draftBundleOf } from '../../../electron/doctor.ts';
import { LOG_RULES } from '../../../electron/diagnosis/log-rules/index.ts';
import { createRecordedMachine } from '../../../electron/machine/recorded/index.ts';
import type { Machine } from '../../../electron/machine/machine.ts';
import { CANARIES, canaryMachine } from './support/canaries.ts';
import { draftOf, draftOptions, textIn } from './support/draft.ts';

const recording = await canaryMachine();

async function draftWith(broken: Partial<Machine>, earlierLog = ''): Promise<BundleDraft> {
  const machine = { ...createRecordedMachine(recording), ...broken };
  return draftBundleOf(machine, { deep: false }, { ...draftOptions, earlierLog });
}

const fault = (): never => {
  throw new TypeError(`no such thing: C:\\Users\\${CANARIES.user}\\${CANARIES.token} of ${CANARIES.uin}`);
};

describe('a survey that fails half-way', () => {
  it('leaves what was heard until then, and a bundle that opens', async () => {
    const draft = await draftWith({ network: fault });
    const opened = await openBundle(draft.pack());
    if ('error' in opened) throw new Error(opened.error.code);
    expect((await opened.machine.processes()).state).toBe('known');
  });

  it('stands in our own log with the place in our program, and without what it quoted', async () => {
    const log = textIn((await draftWith({ network: fault })).pack(), 'logs/napcat-doctor.txt');
    expect(log).toMatch(/survey: fault/);
    expect(log).toMatch(/TypeError/);
    expect(log).toMatch(/at .*half-way\.test\.ts:\d+:\d+/);
    for (const canary of [CANARIES.user, CANARIES.token, CANARIES.uin]) expect(log).not.toContain(canary);
  });
});

describe('our own log', () => {
  it('tells which collector began and ended, and how', async () => {
    const log = textIn((await draftWith({})).pack(), 'logs/napcat-doctor.txt');
    expect(log).toMatch(/^\+ +\d+ ms {2}napcat-doctor 0\.0\.0: \w+ \w+, node \d/m);
    expect(log).toMatch(/processes: started/);
    expect(log).toMatch(/processes: known/);
  });

  it('takes in what the host wrote before, masked', async () => {
    const earlier = Object.values(CANARIES).map((canary) => `2026-08-22T12:00:00.000Z examine: ${canary} failed\n`);
    const log = textIn((await draftWith({}, earlier.join(''))).pack(), 'logs/napcat-doctor.txt');
    expect(log).toContain('2026-08-22T12:00:00.000Z ');
    const { shortUin, ipv6Network, ...telling } = CANARIES;
    for (const canary of Object.values(telling)) expect(log).not.toContain(canary.trim());
    // What cannot be told from a port or a time stays.
    expect([shortUin.length, ipv6Network.length]).toEqual([5, 9]);
  });

  it('can be left out', async () => {
    const zip = (await draftWith({})).pack(new Set(['logs/napcat-doctor.txt']));
    expect(textIn(zip, 'manifest.json')).toMatch(/"what": "logs\/napcat-doctor\.txt",\s+"reason": "switched-off"/);
  });
});

describe('a section that we fail to mask', () => {
  const process = {
    pid: 1,
    ppid: null,
    get name(): string {
      throw new Error('cannot be masked');
    },
    ...{ path: null, commandLine: null, cwd: null, startedAt: null },
  };

  it('does not leave, and costs no other section', () => {
    const faults: string[] = [];
    const redacted = redactRecording(
      { ...recording, processes: [process] },
      { names: createPseudonyms(), rules: LOG_RULES, productOf: () => undefined, fault: (where) => faults.push(where) },
    );
    expect(redacted.failed).toEqual(['processes']);
    expect(faults).toEqual(['processes']);
    expect(redacted.recording.processes).toBeUndefined();
    expect(redacted.recording.listeners).toHaveLength(2);
  });
});

describe('a request that names a place', () => {
  it('still names it when the place has another name in the bundle', async () => {
    const opened = await openBundle((await draftOf(recording, { deep: false, napcatDir: 'D:\\NapCat' })).pack());
    if ('error' in opened) throw new Error(opened.error.code);
    expect(opened.manifest.request.napcatDir).toBe('D:\\NapCat');
  });
});
