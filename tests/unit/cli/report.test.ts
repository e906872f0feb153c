/** What people read: printed over recorded machines, in both languages, and with a recording that means harm. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { HOPS } from '../../../electron/contract/codes.ts';
import { messagesFor } from '../../../electron/contract/messages/index.ts';
import type { Language } from '../../../electron/contract/messages/catalogue.ts';
import { presentDiagnosis } from '../../../electron/contract/present.ts';
import { examine } from '../../../electron/doctor.ts';
import { printDiagnosis } from '../../../electron/hosts/cli/output/report.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import type { RecordingDocument } from '../../../electron/machine/recorded/index.ts';
import { run, watchedTerminal } from './support.ts';

const TOKEN_CASE = fileURLToPath(new URL('../../cases/hop4/hash-cuts-token-in-env.yaml', import.meta.url));

async function recordingOf(file: string): Promise<RecordingDocument> {
  const parsed = await parseRecording(readFileSync(file));
  if ('error' in parsed) throw new Error(parsed.error.message);
  return parsed.recording;
}

async function reportOf(recording: RecordingDocument, language: Language, colour = false): Promise<string> {
  const { terminal, out } = await watchedTerminal(language, { colour });
  const { diagnosis, elapsedMs } = await examine(createRecordedMachine(recording), { deep: false });
  const catalogue = await messagesFor(language);
  printDiagnosis(presentDiagnosis(diagnosis, catalogue, elapsedMs), catalogue, terminal);
  return out();
}

const TWO_ACCOUNTS_CASE = fileURLToPath(new URL('../../cases/hop2/two-accounts-two-causes.yaml', import.meta.url));

describe.each(['zh', 'en'] as const)('the report in %s', (language) => {
  test('begins with the five hops in their order', async () => {
    const lines = (await reportOf(await recordingOf(TOKEN_CASE), language)).split('\n');
    const { hops } = await messagesFor(language);
    HOPS.forEach((hop, index) => expect(lines[index]).toContain(`${hop} ${hops[hop].name}`));
  });

  test('marks the broken hop and only that', async () => {
    const lines = (await reportOf(await recordingOf(TOKEN_CASE), language)).split('\n').slice(0, 5);
    expect(lines.map((line) => line.startsWith('[X ]'))).toEqual([false, false, false, true, false]);
  });

  test('says the verdict, its code, the evidence and what to do', async () => {
    const report = await reportOf(await recordingOf(TOKEN_CASE), language);
    const { pages } = await messagesFor(language);
    expect(report).toContain(pages['token-mismatch'].title);
    expect(report).toContain('token-mismatch');
    expect(report).toContain(`1. ${pages['token-mismatch'].steps[0]}`);
  });

  test('has one line for each other account, and does not mix its cause with those of the account shown', async () => {
    const report = await reportOf(await recordingOf(TWO_ACCOUNTS_CASE), language);
    const { pages } = await messagesFor(language);
    const about = report.split('\n').filter((line) => line.includes(pages['wrong-path'].title));
    expect(about.map((line) => line.trim().split(':')[0])).toEqual(['- 2000000002']);
  });

  test('never shows a token', async () => {
    const report = await reportOf(await recordingOf(TOKEN_CASE), language);
    expect(report).not.toContain('s3cret');
  });
});

describe('colour', () => {
  test('adds nothing but colour', async () => {
    const recording = await recordingOf(TOKEN_CASE);
    const plain = withoutTime(await reportOf(recording, 'en'));
    const painted = await reportOf(recording, 'en', true);
    expect(painted).toContain('\u001b[31m');
    expect(withoutTime(painted.replace(/\u001b\[\d+m/g, ''))).toBe(plain);
  });
});

describe('a recording that means harm', () => {
  const EVIL = '\u001b[2J\u001b[8mhidden\u001b[0m\u009b31m\u202egnp.exe\u2066\r\n[ok] 5 all is well';

  /** Every name, path, address and answer of the case with a charge put in. */
  async function charged(): Promise<RecordingDocument> {
    const recording = await recordingOf(TOKEN_CASE);
    const text = JSON.stringify(recording)
      .replaceAll('D:\\\\bot', `D:\\\\bot${JSON.stringify(EVIL).slice(1, -1)}`)
      .replaceAll('"server":"uvicorn"', `"server":"uvicorn${JSON.stringify(EVIL).slice(1, -1)}"`)
      .replaceAll('python.exe', `python${JSON.stringify(EVIL).slice(1, -1)}.exe`);
    const parsed = await parseRecording(text);
    if ('error' in parsed) throw new Error(parsed.error.message);
    return parsed.recording;
  }

  test('puts no control character on the terminal', async () => {
    const report = await reportOf(await charged(), 'en');
    expect(report).toContain('hidden');
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  test('puts none on a coloured one but our own colours', async () => {
    const report = await reportOf(await charged(), 'en', true);
    expect(report.replace(/\u001b\[(?:1|2|22|31|32|33|39)m/g, '')).not.toMatch(/[\u001b\u009b\u202e]/);
    expect(report).not.toContain('\u001b[8m');
  });

  test('cannot write a line that looks like ours', async () => {
    expect(await reportOf(await charged(), 'en')).not.toMatch(/^\[ok\] 5 all is well/m);
  });

  test('is shown harmless also where it is refused', async () => {
    const { err } = await run(['diagnose', '--recording', `no such file ${EVIL}`]);
    expect(err).not.toMatch(/[\u001b\u009b\u202e\r]/);
  });
});

function withoutTime(report: string): string {
  return report.replace(/took [\d.]+ seconds/, '');
}
