import { describe, expect, it } from 'vitest';
import type { CliMessages } from '../../../electron/contract/messages/cli.ts';
import { COLLECTORS } from '../../../electron/contract/collectors.ts';
import { cliMessagesFor } from '../../../electron/contract/messages/index.ts';
import { HAN, HOLES, withoutQuotes } from './samples.ts';

const LANGUAGES: readonly (readonly ['zh' | 'en', CliMessages])[] = [
  ['zh', await cliMessagesFor('zh')],
  ['en', await cliMessagesFor('en')],
];

/** Every text in a tree of messages; functions are called with the arguments of their test. */
function plainTexts(node: unknown): readonly string[] {
  if (typeof node === 'string') return [node];
  if (typeof node !== 'object' || node === null) return [];
  return Object.values(node).flatMap(plainTexts);
}

function errorTexts({ errors }: CliMessages, nearest: string | undefined, line: number | undefined): readonly string[] {
  return [
    errors.unknownCommand('diagnos', nearest),
    errors.unknownOption('--jsn', nearest),
    errors.foreignOption('--recording', 'fix'),
    errors.unknownCode('token-mismach', nearest),
    errors.unknownShell('cmd', ['bash', 'zsh']),
    errors.missingValue('--url'),
    errors.missingArgument('OUT.yaml'),
    errors.extraArgument('x'),
    errors.badValue('--account abc'),
    errors.fileNotFound('a.yaml'),
    errors.fileUnreadable('a.yaml', 'EACCES'),
    errors.fileNotWritten('a.yaml', 'ENOSPC'),
    errors.notARecording('a.yaml', 'bad indentation', line, line),
    errors.cancelled,
    errors.incomplete,
    errors.ownFault('boom'),
  ];
}

describe.each(LANGUAGES)('the command line in %s', (language, messages) => {
  it('has errors without holes, with and without their optional parts', () => {
    for (const text of [...errorTexts(messages, undefined, undefined), ...errorTexts(messages, 'diagnose', 3)]) {
      expect(text).not.toMatch(HOLES);
      expect(text).toMatch(/[。.？?]$/);
    }
  });

  it('offers the nearest word for an unknown code', () => {
    expect(messages.errors.unknownCode('token-mismach', 'token-mismatch')).toContain('token-mismatch');
  });

  it('says where a file stops being a recording', () => {
    expect(messages.errors.notARecording('a.yaml', 'bad', 12, 5)).toMatch(/12.*5/);
  });

  it('has a word for each thing that the survey looks at', () => {
    for (const collector of COLLECTORS)
      expect(messages.progress.looking(messages.collectors[collector])).not.toMatch(HOLES);
  });

  it('every example calls the program by its name', () => {
    for (const { examples } of Object.values(messages.help.commands))
      for (const example of examples) expect(example).toMatch(/^napcat-doctor\b/);
  });

  it('is in its language', () => {
    const own = plainTexts(messages.help.commands).concat(plainTexts(messages.errors), plainTexts(messages.page));
    if (language === 'en') for (const text of own) expect(withoutQuotes(text)).not.toMatch(HAN);
    else for (const text of plainTexts(messages.page)) expect(text).toMatch(HAN);
  });
});
