import { describe, expect, it } from 'vitest';

import { remedyMessagesFor } from '../../../electron/contract/messages/index.ts';
import { NOTE_CODES, REFUSALS, REMEDY_CODES, STEP_CODES } from '../../../electron/contract/remedies.ts';
import { parseInvocation } from '../../../electron/hosts/cli/arguments.ts';

const command = (...words: string[]) => parseInvocation(words).command;

describe('the words after fix and undo', () => {
  it('name a remedy and how far to go', () => {
    expect(command('fix', 'enable-entry', '--yes', '--json', '--account', '10001')).toEqual({
      name: 'fix',
      remedy: 'enable-entry',
      json: true,
      dryRun: false,
      yes: true,
      prove: false,
      logs: [],
      account: '10001',
    });
    expect(command('undo', '2601', '--json')).toEqual({ name: 'undo', json: true, list: false, id: '2601' });
    expect(command('undo', '2601', '--step', '2')).toMatchObject({ id: '2601', step: 1 });
    expect(command('fix', 'switch-form', '--form', 'shell', '--archive', 'a.zip')).toMatchObject({
      form: 'shell',
      archive: 'a.zip',
    });
  });

  it.each([
    [['fix'], 'missing-argument'],
    [['fix', 'everything'], 'bad-value'],
    [['fix', 'enable-entry', '--dry-run', '--yes'], 'bad-value'],
    [['fix', 'enable-entry', '--force'], 'unknown-option'],
    [['fix', 'switch-form', '--form', 'docker'], 'bad-value'],
    [['undo', 'a', 'b'], 'extra-argument'],
    [['undo', 'a', '--step', '0'], 'bad-value'],
  ])('%j is a mistake', (words, kind) => {
    expect(command(...words)).toMatchObject({ kind });
  });
});

describe.each(['zh', 'en'] as const)('the sentences in %s', (language) => {
  it('have no holes when every value is missing', async () => {
    const texts = await remedyMessagesFor(language);
    const all = [
      ...REMEDY_CODES.map((code) => texts.titles[code]),
      ...STEP_CODES.map((code) => texts.steps[code]({})),
      ...NOTE_CODES.map((code) => texts.notes[code]({})),
      ...REFUSALS.map((code) => texts.refusals[code]({})),
    ];
    for (const text of all) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/undefined|null|NaN|\n/);
    }
  });
});
