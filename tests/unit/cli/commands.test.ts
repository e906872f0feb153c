/** Commands that need no machine, run as the entry runs them. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { VERDICT_CODES } from '../../../electron/contract/codes.ts';
import { messagesFor } from '../../../electron/contract/messages/index.ts';
import { COMMAND_NAMES, OPTIONS } from '../../../electron/hosts/cli/arguments.ts';
import { run } from './support.ts';

const CASES = fileURLToPath(new URL('../../cases/', import.meta.url));

describe.each(['zh', 'en'] as const)('explain in %s', (language) => {
  test('lists every code', async () => {
    const { status, out } = await run(['explain'], language);
    expect(status).toBe(0);
    expect(VERDICT_CODES.filter((code) => !out.includes(code))).toEqual([]);
  });

  test.each(VERDICT_CODES)('%s has a page', async (code) => {
    const { status, out } = await run(['explain', code], language);
    const page = (await messagesFor(language)).pages[code];
    expect(status).toBe(0);
    expect(out.startsWith(`${page.title}\n`)).toBe(true);
    expect(out).toContain(page.what);
  });
});

describe('a wrong word', () => {
  test.each([
    [['explain', 'token-missmatch'], 'token-mismatch'],
    [['diagnoze'], 'diagnose'],
    [['diagnose', '--acount', '1'], '--account'],
    [['help', 'prots'], 'ports'],
  ])('%j is answered with %s', async (words, meant) => {
    const { status, err } = await run(words);
    expect(status).toBe(64);
    expect(err).toContain(meant);
  });

  test('that another command knows is said to be another’s', async () => {
    const { status, err } = await run(['fix', 'enable-entry', '--recording', 'a.yaml'], 'en');
    expect(status).toBe(64);
    expect(err).toContain('“fix” has no option “--recording”: it belongs to other commands.');
    expect(err).not.toContain('did you mean');
  });

  test('is answered with one JSON document when JSON was asked for', async () => {
    const { status, out } = await run(['diagnoze', '--json']);
    expect(JSON.parse(out)).toMatchObject({ format: 'napcat-doctor/error@1', error: { status } });
  });
});

describe('help', () => {
  test('names every command', async () => {
    const { out } = await run(['--help']);
    expect(COMMAND_NAMES.filter((name) => !out.includes(`  napcat-doctor ${name}`))).toEqual([]);
  });

  test.each(COMMAND_NAMES)('of %s explains each of its options', async (name) => {
    const { status, out } = await run([name, '--help']);
    expect(status).toBe(0);
    expect(Object.keys(OPTIONS[name]).filter((option) => !out.includes(`--${option}`))).toEqual([]);
  });
});

describe('the exit status over recorded machines', () => {
  test.each([
    ['hop1/healthy-napcat-4.1.5.yaml', 0],
    ['hop4/hash-cuts-token-in-env.yaml', 2],
    ['hop1/undecided-screenshot-only.yaml', 3],
  ])('%s gives %i', async (file, status) => {
    expect((await run(['diagnose', '--recording', CASES + file])).status).toBe(status);
  });
});
