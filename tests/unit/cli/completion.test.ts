import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { VERDICT_CODES } from '../../../electron/contract/codes.ts';
import { COMMAND_NAMES, OPTIONS } from '../../../electron/hosts/cli/arguments.ts';
import { run } from './support.ts';

const bash = bashVersion();
const bashReason = bash === null ? ' [skipped: no bash with programmable completion]' : '';

describe('the script of every shell', () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    test(`${shell}: knows every command, option and code`, async () => {
      const { out } = await run(['completion', shell]);
      const words = new Set(out.match(/[\w-]+/g));
      const options = COMMAND_NAMES.flatMap((name) => Object.keys(OPTIONS[name]));
      const spelled = (option: string) => words.has(option) || words.has(`--${option}`);
      expect([...COMMAND_NAMES, ...VERDICT_CODES].filter((word) => !words.has(word))).toEqual([]);
      expect(options.filter((option) => !spelled(option))).toEqual([]);
    });
  }

  test.each([[[]], [['ksh']], [['constructor']]])('an unknown shell is a usage error: %j', async (words) => {
    const { status, out } = await run(['completion', ...words]);
    expect({ status, out }).toEqual({ status: 64, out: '' });
  });
});

describe.skipIf(bash === null)(`in a real bash${bashReason}`, () => {
  test.each([
    [['napcat-doctor', 'dia'], 'diagnose'],
    [['napcat-doctor', 'explain', 'token-mis'], 'token-mismatch'],
    [['napcat-doctor', 'diagnose', '--rec'], '--recording'],
    [['napcat-doctor', 'completion', 'pow'], 'powershell'],
  ])('%j completes to %s', async (words, expected) => {
    expect(completed((await run(['completion', 'bash'])).out, words)).toBe(expected);
  });

  test('a word that nothing begins with completes to nothing', async () => {
    expect(completed((await run(['completion', 'bash'])).out, ['napcat-doctor', 'zzz'])).toBe('');
  });
});

function completed(script: string, words: readonly string[]): string {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _napcat_doctor; echo "\${COMPREPLY[*]}"`;
  return execFileSync('bash', ['--norc', '-c', `${script}\n${ask}`], { encoding: 'utf8' }).trim();
}

function bashVersion(): string | null {
  try {
    return execFileSync('bash', ['--norc', '-c', 'type complete compgen >/dev/null && echo "$BASH_VERSION"'], {
      encoding: 'utf8',
    });
  } catch {
    return null;
  }
}
