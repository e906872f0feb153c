/** The verdict says no less in the window than on the terminal, and a little more: how it came to be as sure as it is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { DiagnosisDocument } from '../../../electron/contract/diagnosis.ts';
import { appMessagesFor, messagesFor } from '../../../electron/contract/messages/index.ts';
import { presentDiagnosis } from '../../../electron/contract/present.ts';
import { examine } from '../../../electron/doctor.ts';
import { createRecordedMachine, parseRecording } from '../../../electron/machine/recorded/index.ts';
import { openApp } from '../support/app.ts';
import { axe } from '../support/axe.ts';
import { activate } from '../support/keyboard.ts';

const CASES = join(import.meta.dirname, '../../cases');
const caseFile = (name: string): string => readFileSync(join(CASES, name), 'utf8');

/** A NapCat of which its command line is hidden: two readings of its form, and a table that a tool gave. */
const HALF_HIDDEN = JSON.stringify({
  format: 'napcat-doctor/recording@1',
  host: { platform: 'win32', homeDir: 'C:\\Users\\me' },
  processes: [{ pid: 6200, ppid: 1, name: 'QQ.exe', path: null, commandLine: null, cwd: null }],
  pipes: [],
  listeners: [{ address: '::', port: 6099, pid: 6200 }],
  connections: { error: 'denied' },
  files: {},
  roots: ['C:\\'],
});

const MACHINES: Readonly<Record<string, string>> = {
  'two accounts with two causes': caseFile('hop2/two-accounts-two-causes.yaml'),
  'a cause and its consequences': caseFile('hop2/obsolete-config-format-ncd-seed-with-console.yaml'),
  'nothing visible': caseFile('hop1/undecided-processes-and-sockets-denied.yaml'),
  'a form with two readings': HALF_HIDDEN,
};

async function documentOf(recording: string, language: 'zh' | 'en'): Promise<DiagnosisDocument> {
  const parsed = await parseRecording(recording);
  if ('error' in parsed) throw new Error(parsed.error.message);
  const { diagnosis } = await examine(createRecordedMachine(parsed.recording), { deep: false });
  return presentDiagnosis(diagnosis, await messagesFor(language), 0);
}

async function openRecording(page: Page, recording: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'x.yaml', mimeType: 'text/yaml', buffer: Buffer.from(recording) });
  await page.getByText('x.yaml').first().waitFor();
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each(Object.entries(MACHINES))('%s', async (_, recording) => {
    const texts = await appMessagesFor(language);
    const { pages, doubts } = await messagesFor(language);
    const {
      verdict,
      also,
      others = [],
      napcat,
      qq,
      framework,
      coverage,
      findings,
    } = await documentOf(recording, language);
    const { page, faults } = await openApp({ settings: { language } });
    await openRecording(page, recording);
    await activate(page, texts.home.start);
    await page.getByRole('heading', { level: 1, name: verdict.title }).waitFor();
    const shown = (await page.locator('main').textContent()) ?? '';
    const told: readonly (string | null | undefined)[] = [
      ...[verdict.text, ...pages[verdict.code].steps],
      ...[verdict, ...also.filter(({ account }) => account === undefined)].flatMap((one) => [
        ...[one.title, one.text],
        ...one.evidence.map(({ sentence }) => sentence),
      ]),
      ...others.flatMap(({ account, verdict: other }) => [account, other.title]),
      ...findings.flatMap(({ title, outcome }) => (outcome === 'pass' ? [] : [title])),
      ...[napcat?.version, napcat?.account, napcat?.configFile, qq?.version, framework?.projectDir],
      ...(napcat?.otherReadings ?? []).map(({ doubt }) => doubts[doubt]),
      ...Object.entries(coverage).flatMap(([collector, state]) =>
        state === 'denied' || state === 'timeout'
          ? [texts.collectors[collector as keyof typeof texts.collectors], texts.coverage[state]]
          : [],
      ),
    ];
    expect(told.filter((text) => text != null && !shown.includes(text))).toEqual([]);
    expect(await axe(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});

test('another account is looked at with one key', async () => {
  const texts = await appMessagesFor('zh');
  const { pages } = await messagesFor('zh');
  const { page } = await openApp({ settings: { language: 'zh' } });
  const heading = (code: 'entry-disabled' | 'wrong-path'): Promise<void> =>
    page.getByRole('heading', { level: 1, name: pages[code].title }).waitFor();
  await openRecording(page, MACHINES['two accounts with two causes'] ?? '');
  await activate(page, texts.home.start);
  await heading('entry-disabled');
  await activate(page, texts.verdict.others.lookAt('2000000002'));
  await heading('wrong-path');
});

test('what looks like a fault and is none is one key away from every verdict', async () => {
  const { home, verdict } = await appMessagesFor('zh');
  const { page } = await openApp({ settings: { language: 'zh' } });
  await activate(page, home.start);
  await page.locator('.card h1').waitFor();
  const [first = ''] = verdict.harmless.symptoms;
  expect(await page.getByText(first).count()).toBe(0);
  await page.locator('summary', { hasText: verdict.harmless.heading }).press('Enter');
  await page.getByText(first).waitFor();
  expect(await axe(page)).toEqual([]);
});
