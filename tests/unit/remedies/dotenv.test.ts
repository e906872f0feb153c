import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { setEnv } from '../../../electron/remedies/editors/dotenv.ts';
import { Refused } from '../../../electron/remedies/refused.ts';
import { parseDotenv, resolveDotenv } from '../../../electron/survey/frameworks/dotenv.ts';
import { HOSTILE } from './support/hostile.ts';

function valueOf(text: string, key: string): string | null | undefined {
  return resolveDotenv(parseDotenv(text).bindings, {}).get(key)?.value;
}

describe('setting a key of a .env file', () => {
  it('replaces only the value', () => {
    expect(setEnv('# mine\nHOST = 127.0.0.1  # here\nPORT=8080\n', 'HOST', '0.0.0.0')).toBe(
      '# mine\nHOST = 0.0.0.0  # here\nPORT=8080\n',
    );
  });

  it('adds a line at the end, with the line ends of the file', () => {
    expect(setEnv('HOST=127.0.0.1\r\nPORT=1', 'DRIVER', '~fastapi')).toBe(
      'HOST=127.0.0.1\r\nPORT=1\r\nDRIVER=~fastapi\r\n',
    );
  });

  it('finds the key whatever its case, behind export and in quotes', () => {
    expect(setEnv("export port='8080'\n", 'PORT', '9000')).toBe('export port=9000\n');
  });

  it('changes the last of several lines, which is the one that counts', () => {
    expect(setEnv('PORT=1\nPORT=2\n', 'PORT', '3')).toBe('PORT=1\nPORT=3\n');
  });

  it('gives a key without an equals sign its value', () => {
    expect(setEnv('PORT\nHOST=x\n', 'PORT', '3')).toBe('PORT=3\nHOST=x\n');
  });

  it('replaces a value that spans lines', () => {
    expect(setEnv('A="one\ntwo" # note\nB=2\n', 'A', '1')).toBe('A=1 # note\nB=2\n');
  });

  it('keeps a JSON list as NoneBot needs it', () => {
    const text = setEnv('', 'ONEBOT_WS_URLS', '["ws://127.0.0.1:3001"]');
    expect(text).toBe('ONEBOT_WS_URLS=["ws://127.0.0.1:3001"]\n');
  });

  for (const [what, value] of HOSTILE) {
    it(`takes ${what} as it is, or refuses`, () => {
      try {
        expect(valueOf(setEnv('A=1\nKEY=old\nB=2\n', 'KEY', value), 'KEY')).toBe(value);
      } catch (error) {
        expect(error).toBeInstanceOf(Refused);
      }
    });
  }

  it('leaves other keys alone, whatever file and value', () => {
    const line = fc.oneof(
      fc.constantFrom('A=1', 'export B="x # y"', "C='z'", '# note', '', 'D : 3', 'KEY=old', 'key = "q"', 'E=${A}', 'F'),
      fc.stringMatching(/^[\w =#'"\\${}%&-]{0,30}$/),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (lines, eol, value) => {
          const text = lines.join(eol);
          let changed: string;
          try {
            changed = setEnv(text, 'KEY', value);
          } catch (error) {
            expect(error).toBeInstanceOf(Refused);
            return;
          }
          const key =
            parseDotenv(text).bindings.findLast((binding) => binding.key.toLowerCase() === 'key')?.key ?? 'KEY';
          expect(valueOf(changed, key)).toBe(value);
          const others = (source: string) =>
            parseDotenv(source)
              .bindings.filter((binding) => binding.key !== key)
              .map((binding) => [binding.key, binding.value]);
          expect(others(changed)).toEqual(others(text));
        },
      ),
      { numRuns: 500 },
    );
  });
});
