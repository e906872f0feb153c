import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ProcessInfo } from '../../../../electron/machine/machine.ts';
import { createProcessTree, imageOf, splitCommandLine } from '../../../../electron/survey/processes.ts';

function process(pid: number, ppid: number | null, startedAt: string | null = null): ProcessInfo {
  return { pid, ppid, name: `p${pid}`, path: null, commandLine: null, cwd: null, startedAt };
}

describe('the process tree', () => {
  it('knows parents, children and everything between', () => {
    const tree = createProcessTree([process(1, null), process(2, 1), process(3, 2), process(4, 2)]);
    const [first, , third] = tree.all;
    expect(first && tree.descendantsOf(first).map(({ pid }) => pid)).toEqual([2, 3, 4]);
    expect(third && tree.ancestorsOf(third).map(({ pid }) => pid)).toEqual([2, 1]);
  });

  it('does not take a younger process with a reused number for a parent', () => {
    const child = process(2, 1, '2026-01-01T10:00:00Z');
    const tree = createProcessTree([process(1, null, '2026-01-01T11:00:00Z'), child]);
    expect(tree.parentOf(child)).toBeUndefined();
  });

  it('ends on every list, cycles included, and no process is among its own ancestors', () => {
    const anyProcess = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
    fc.assert(
      fc.property(fc.array(anyProcess, { maxLength: 12 }), (pairs) => {
        const tree = createProcessTree(pairs.map(([pid, ppid]) => process(pid, ppid)));
        return tree.all.every((one) => !tree.ancestorsOf(one).includes(one) && !tree.descendantsOf(one).includes(one));
      }),
    );
  });
});

describe('the image of a process', () => {
  it.each([
    ['C:\\Program Files\\Tencent\\QQNT\\QQ.exe', 'qq.exe'],
    ['/opt/QQ/qq (deleted)', 'qq'],
  ])('of %s is %s', (path, image) => {
    expect(imageOf({ ...process(1, null), path })).toBe(image);
  });

  it('is its name when the path is hidden', () => {
    expect(imageOf({ ...process(1, null), name: 'QQ.exe' })).toBe('qq.exe');
  });
});

describe('a command line', () => {
  it.each([
    ['"C:\\a b\\x.exe"  "C:\\c d\\y.dll" 10001', ['C:\\a b\\x.exe', 'C:\\c d\\y.dll', '10001']],
    ['.\\x.exe a\\\\b "c\\" d" "e\\\\"', ['.\\x.exe', 'a\\\\b', 'c" d', 'e\\']],
    ['x.exe "a""b" "" c"d e"f', ['x.exe', 'a"b', '', 'cd ef']],
    ['"C:\\x\\"y z', ['C:\\x\\', 'y', 'z']],
  ])('of Windows: %s', (line, args) => {
    expect(splitCommandLine(line, 'win32')).toEqual(args);
  });

  it.each([
    ['/opt/QQ/qq --no-sandbox -q 10001', ['/opt/QQ/qq', '--no-sandbox', '-q', '10001']],
    [`node "a b.js" 'c d' e\\ f`, ['node', 'a b.js', 'c d', 'e f']],
  ])('of Linux: %s', (line, args) => {
    expect(splitCommandLine(line, 'linux')).toEqual(args);
  });

  it('quoted as Windows programs quote comes apart into what it was made of', () => {
    const quote = (arg: string) =>
      `"${arg.replace(/(\\*)("|$)/g, (_all, slashes: string, end: string) => slashes + slashes + (end ? '\\"' : ''))}"`;
    const anyArg = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '中') });
    fc.assert(
      fc.property(fc.array(anyArg), (args) => {
        expect(splitCommandLine(['x.exe', ...args.map(quote)].join(' '), 'win32')).toEqual(['x.exe', ...args]);
      }),
    );
  });
});
