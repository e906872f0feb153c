import { describe, expect, test } from 'vitest';

import { COMMAND_NAMES, OPTIONS, parseInvocation } from '../../../electron/hosts/cli/arguments.ts';

const commandOf = (...words: string[]) => parseInvocation(words).command;

describe('which command is meant', () => {
  test('no word at all asks for help', () => {
    expect(commandOf()).toEqual({ name: 'help', topic: undefined });
  });

  test.each([
    [['--json'], { json: true }],
    [['--deep'], { deep: true }],
    [['--webui'], { webui: true }],
    [['--account', '2000000001'], { account: '2000000001' }],
    [['--napcat', 'D:\\NapCat', '--url', 'ws://127.0.0.1:8080'], { napcat: 'D:\\NapCat', url: 'ws://127.0.0.1:8080' }],
    [['--recording', 'case.yaml', '--lang', 'zh'], { recording: 'case.yaml' }],
    [['--log', 'a.log', '--log', '-'], { logs: ['a.log', '-'] }],
  ])('options without a command diagnose: %j', (words, expected) => {
    expect(commandOf(...words)).toMatchObject({ name: 'diagnose', ...expected });
  });

  test('options may stand before the command', () => {
    expect(commandOf('--json', '--recording', 'a.yaml', 'ports')).toEqual({
      name: 'ports',
      json: true,
      recording: 'a.yaml',
    });
  });

  test.each([['--help'], ['-h']])('%s alone asks for the overview', (word) => {
    expect(commandOf(word)).toEqual({ name: 'help', topic: undefined });
  });

  test.each(COMMAND_NAMES.map((name) => [name]))('%s --help asks for its own page', (name) => {
    expect(commandOf(name, '--help')).toEqual({ name: 'help', topic: name });
  });

  test('--version wins over whatever stands around it', () => {
    expect(commandOf('diagnose', '--version')).toEqual({ name: 'version' });
  });

  test('nothing is asked of the user’s bot unless the user says so', () => {
    expect(commandOf('diagnose')).toMatchObject({ json: false, deep: false, webui: false, logs: [] });
  });
});

describe('what is wrong with the words', () => {
  test.each([
    [['diagnos'], { kind: 'unknown-command', word: 'diagnos' }],
    [['diagnose', '--accont', '1'], { kind: 'unknown-option', word: '--accont', command: 'diagnose' }],
    [['diagnose', '-x'], { kind: 'unknown-option', word: '-x', command: 'diagnose' }],
    [['ports', '--deep'], { kind: 'unknown-option', word: '--deep', command: 'ports' }],
    [['explain', 'healthy', '--json'], { kind: 'unknown-option', word: '--json', command: 'explain' }],
    [['diagnose', '--account'], { kind: 'missing-value', word: '--account' }],
    [['diagnose', '--account', '--json'], { kind: 'missing-value', word: '--account' }],
    [['diagnose', '--recording'], { kind: 'missing-value', word: '--recording' }],
    [['diagnose', '--lang'], { kind: 'missing-value', word: '--lang' }],
    [['record'], { kind: 'missing-argument', word: 'OUT.yaml' }],
    [['diagnose', 'healthy'], { kind: 'extra-argument', word: 'healthy' }],
    [['explain', 'healthy', 'undecided'], { kind: 'extra-argument', word: 'undecided' }],
    [['diagnose', '--lang', 'fr'], { kind: 'bad-value', word: '--lang fr' }],
    [['diagnose', '--json=yes'], { kind: 'bad-value', word: '--json=yes' }],
    [['diagnose', '--account', '1234'], { kind: 'bad-value', word: '--account 1234' }],
    [['diagnose', '--account', '12345x'], { kind: 'bad-value', word: '--account 12345x' }],
    [['diagnose', '--account='], { kind: 'bad-value', word: '--account ' }],
  ])('%j', (words, problem) => {
    expect(commandOf(...words)).toEqual(problem);
  });

  test('a prototype’s names are no commands', () => {
    expect(commandOf('constructor')).toEqual({ kind: 'unknown-command', word: 'constructor' });
  });
});

describe('what holds for any words', () => {
  test.each([
    ['--json', 'nonsense'],
    ['nonsense', '--json'],
    ['diagnose', '--nonsense', '--json'],
    ['diagnose', '--json=yes'],
  ])('JSON is owed when --json stands anywhere: %s %s', (...words) => {
    expect(parseInvocation(words).json).toBe(true);
  });

  test.each([
    [['--lang', 'zh', 'explain'], 'zh'],
    [['explain', '--lang=en'], 'en'],
    [['nonsense', '--lang', 'zh'], 'zh'],
    [['explain', '--lang', 'fr'], undefined],
    [['explain'], undefined],
  ] as const)('the language is known also when the command is not: %j', (words, language) => {
    expect(parseInvocation(words).language).toBe(language);
  });

  test('every command takes --lang and --help', () => {
    for (const name of COMMAND_NAMES)
      expect(Object.keys(OPTIONS[name])).toEqual(expect.arrayContaining(['lang', 'help']));
  });
});
