/** Case files of strangers: folders with anything in them, expectations with anything in those. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readExpectation } from '../../../electron/hosts/cases/compare.ts';
import { caseFiles, readCase } from '../../../electron/hosts/cases/files.ts';

describe('a folder', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'cases-'));
    mkdirSync(join(dir, '嵌套 folder/deep'), { recursive: true });
    for (const name of ['b.yaml', 'a.json', 'C.YML', 'notes.md', '嵌套 folder/deep/d.yml'])
      writeFileSync(join(dir, name), 'format: napcat-doctor/recording@1\n');
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('gives its case files, nested ones too, in order', () => {
    expect(caseFiles(dir).map((file) => relative(dir, file).replaceAll('\\', '/'))).toEqual([
      ...['a.json', 'b.yaml', 'C.YML', '嵌套 folder/deep/d.yml'],
    ]);
  });

  test('that links back to itself is read once', () => {
    symlinkSync(dir, join(dir, '嵌套 folder/loop'), 'junction');
    expect(caseFiles(dir)).toHaveLength(4);
  });

  test('a file that is not there, a folder in its place, and a pipe are told', () => {
    expect(caseFiles(join(dir, 'nowhere'))).toEqual([join(dir, 'nowhere')]);
    expect(readCase(join(dir, 'nowhere'))).toEqual({ problem: 'ENOENT' });
    expect(readCase(dir)).toEqual({ problem: 'not a regular file' });
  });

  test.skipIf(process.platform === 'win32')('nobody waits for a pipe', () => {
    execFileSync('mkfifo', [join(dir, 'pipe.yaml')]);
    expect(readCase(join(dir, 'pipe.yaml'))).toEqual({ problem: 'not a regular file' });
  });
});

describe('an expectation', () => {
  test('is taken as it was written', () => {
    const written = { verdict: ['healthy', 'undecided'], never: ['firewall-block'], note: 'ours' };
    expect(readExpectation(written)).toBe(written);
  });

  test.each([
    [undefined, /no expectation/],
    [7, /expect/],
    [{ verdict: 'tokn-mismatch' }, /expect\.verdict/],
    [{ verdict: [] }, /expect\.verdict/],
    [{ verdict: 'healthy', also: 'x' }, /expect\.also/],
    [{ verdict: 'healthy', never: ['nothing'] }, /expect\.never\.0/],
  ])('%j is none', (value, problem) => {
    expect(readExpectation(value)).toMatchObject({ problem: expect.stringMatching(problem) as string });
  });
});
