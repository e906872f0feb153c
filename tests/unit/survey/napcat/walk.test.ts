import { describe, expect, it } from 'vitest';

import type { Machine } from '../../../../electron/machine/machine.ts';
import { collectFolders, walkFolders } from '../../../../electron/survey/walk.ts';
import { machineOf } from './machines.ts';

const FILES = {
  'D:\\a\\b\\c\\deep.txt': null,
  'D:\\a\\shallow.txt': null,
  'D:\\node_modules\\x\\y.js': null,
  'D:\\Windows\\System32\\z.dll': null,
};

async function visited(machine: Machine, options: Partial<Parameters<typeof walkFolders>[1]>): Promise<string[]> {
  const folders = await collectFolders(machine, { starts: ['D:\\'], maxDepth: 9, maxFolders: 100, ...options });
  return folders.map(({ dir }) => dir);
}

describe('a walk', () => {
  it('goes breadth first, as deep as it may, and keeps out of pointless folders', async () => {
    const machine = await machineOf({ files: FILES });
    expect(await visited(machine, { maxDepth: 2 })).toEqual(['D:\\', 'D:\\a', 'D:\\a\\b']);
  });

  it('lists a folder once, however often and however spelled it is reached, as deep as anybody asked', async () => {
    const machine = await machineOf({ files: FILES });
    const starts = ['D:\\', { path: 'd:/A/', maxDepth: 2 }];
    const folders = await visited(machine, { starts, maxDepth: 0 });
    expect(folders.map((dir) => machine.paths.normalize(dir).toLowerCase())).toEqual([
      'd:\\a\\',
      'd:\\',
      'd:\\a\\b',
      'd:\\a\\b\\c',
    ]);
  });

  it('stops at its budget and says so', async () => {
    const machine = await machineOf({ files: FILES });
    const result = await walkFolders(machine, { starts: ['D:\\'], maxDepth: 9, maxFolders: 2, visit: () => undefined });
    expect(result).toMatchObject({ folders: 2, complete: false });
  });

  it('leaves out what its visitor does not want', async () => {
    const machine = await machineOf({ files: FILES });
    const seen: string[] = [];
    await walkFolders(machine, {
      starts: ['D:\\'],
      maxDepth: 9,
      maxFolders: 100,
      visit: (dir) => seen.push(dir) < 2,
    });
    expect(seen).toEqual(['D:\\', 'D:\\a']);
  });

  it('does not begin when it was cancelled', async () => {
    const machine = await machineOf({ files: FILES });
    expect(await visited(machine, { signal: AbortSignal.abort() })).toEqual([]);
  });

  it('ends although a link leads back up', async () => {
    const machine = await machineOf({ files: FILES });
    const looping: Machine = {
      ...machine,
      list: () => Promise.resolve({ state: 'known', value: [{ name: 'again', kind: 'directory' }] }),
    };
    expect(await visited(looping, { maxDepth: 5 })).toHaveLength(6);
  });
});
