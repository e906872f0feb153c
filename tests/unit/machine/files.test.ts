import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  openSync,
  closeSync,
  ftruncateSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ABSENT, known, unanswered, valueOf } from '../../../electron/machine/answer.ts';
import { nodeFiles } from '../../../electron/machine/live/files.ts';
import { temporaryFolder } from './support/folder.ts';

const files = nodeFiles();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('reading a file', () => {
  it('gives all of a small one', async () => {
    const path = join(temporaryFolder(), '配置.json');
    writeFileSync(path, '{}');
    expect(await files.readFile(path)).toMatchObject({ value: { bytes: bytes('{}'), size: 2, part: 'whole' } });
  });

  it.each([
    ['head', 'abc'],
    ['tail', 'xyz'],
  ] as const)('gives the %s of a larger one', async (part, text) => {
    const path = join(temporaryFolder(), 'a.log');
    writeFileSync(path, 'abc…xyz');
    expect(await files.readFile(path, { part, limit: 3 })).toMatchObject({
      value: { bytes: bytes(text), size: 9, part },
    });
  });

  it('takes the end of a sparse gigabyte without the gigabyte', async () => {
    const path = join(temporaryFolder(), 'huge.log');
    const handle = openSync(path, 'w');
    ftruncateSync(handle, 1024 ** 3);
    writeSync(handle, 'the end', 1024 ** 3 - 7);
    closeSync(handle);
    const before = process.memoryUsage().arrayBuffers;
    const answer = valueOf(await files.readFile(path, { part: 'tail', limit: 7 }));
    expect(answer).toMatchObject({ bytes: bytes('the end'), size: 1024 ** 3 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 ** 2);
  });

  it('of which the rest was cut off meanwhile gives what was there', async () => {
    const path = join(temporaryFolder(), 'shrinking.log');
    writeFileSync(path, Buffer.alloc(8 * 1024 * 1024));
    const reading = files.readFile(path, { limit: 8 * 1024 * 1024 });
    truncateSync(path, 10);
    const content = valueOf(await reading);
    expect(content?.size).toBe(content?.bytes.length);
  });

  it.each([
    ['a file that is not there', 'nothing'],
    ['a path below a file', 'file/below'],
    ['a folder', '.'],
    ['a name that no file can have', 'x\0y'],
    ['a name that is too long', 'x'.repeat(5_000)],
  ])('finds %s absent', async (_what, name) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(await files.readFile(join(folder, name))).toEqual(ABSENT);
  });

  it('does not wait for the writer of a pipe', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    expect(await files.readFile(path)).toEqual(unanswered('denied', 'not a regular file'));
  });

  it('does not read a socket or a device', async () => {
    const path = join(temporaryFolder(), 'socket');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const answers = [await files.readFile(path), await files.readFile('/dev/zero')];
    server.close();
    expect(answers.map(({ state }) => state)).toEqual(['denied', 'denied']);
  });

  it('names the reason why it could not', async () => {
    const path = join(temporaryFolder(), 'circle');
    symlinkSync(path, path);
    expect(await files.readFile(path)).toEqual(unanswered('denied', 'ELOOP'));
  });

  it('is over for who has cancelled', async () => {
    expect(await files.readFile('/etc/hostname', { signal: AbortSignal.abort() })).toEqual(
      unanswered('timeout', 'cancelled'),
    );
  });
});

describe('a folder', () => {
  it('lists its entries by name, links as what they lead to', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'config'));
    writeFileSync(join(folder, 'b.txt'), '');
    symlinkSync(join(folder, 'config'), join(folder, 'a-link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
    expect(await files.list(folder)).toEqual(
      known([
        { name: 'a-link', kind: 'directory' },
        { name: 'b.txt', kind: 'file' },
        { name: 'config', kind: 'directory' },
        { name: 'dangling', kind: 'file' },
      ]),
    );
  });

  it('is told from a file by its stat', async () => {
    expect(await files.stat(temporaryFolder())).toMatchObject({ value: { kind: 'directory', size: null } });
  });

  it('that is a file has no list', async () => {
    const path = join(temporaryFolder(), 'a.txt');
    writeFileSync(path, '');
    expect(await files.list(path)).toEqual(ABSENT);
  });
});
