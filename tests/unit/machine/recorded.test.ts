import { describe, expect, it } from 'vitest';
import { ABSENT, known, NOT_ASKED, unanswered } from '../../../electron/machine/answer.ts';
import type { FileContent } from '../../../electron/machine/machine.ts';
import type { Answer } from '../../../electron/machine/answer.ts';
import { machineOf } from './support/replay.ts';

const WINDOWS = { host: { platform: 'win32' } };

function textOf(answer: Answer<FileContent>): string {
  return answer.state === 'known' ? new TextDecoder().decode(answer.value.bytes) : answer.state;
}

describe('a section', () => {
  it.each([
    'processes',
    'listeners',
    'connections',
    'pipes',
    'excludedPorts',
    'dynamicPorts',
    'network',
    'roots',
  ] as const)('%s that is missing was not asked', async (name) => {
    const machine = await machineOf(WINDOWS);
    expect(await machine[name]()).toEqual(NOT_ASKED);
  });

  it('that was refused is denied, with its reason', async () => {
    const machine = await machineOf({ ...WINDOWS, listeners: { error: 'denied', reason: 'EACCES' } });
    expect(await machine.listeners()).toEqual(unanswered('denied', 'EACCES'));
  });

  it('that is empty is known to be empty', async () => {
    const machine = await machineOf({ ...WINDOWS, listeners: [] });
    expect(await machine.listeners()).toEqual(known([]));
  });

  it('answers nobody who has cancelled', async () => {
    const machine = await machineOf({ ...WINDOWS, listeners: [] });
    expect(await machine.listeners({ signal: AbortSignal.abort() })).toEqual(unanswered('timeout', 'cancelled'));
  });
});

describe('a process', () => {
  it('hides what it hides', async () => {
    const machine = await machineOf({ ...WINDOWS, processes: [{ pid: 7, name: 'QQ.exe' }] });
    expect(await machine.processes()).toEqual(
      known([{ pid: 7, ppid: null, name: 'QQ.exe', path: null, commandLine: null, cwd: null, startedAt: null }]),
    );
  });

  it('whose environment is not recorded was not asked for it', async () => {
    const machine = await machineOf({ ...WINDOWS, processes: [{ pid: 7, name: 'QQ.exe' }] });
    expect(await machine.processEnv(7)).toEqual(NOT_ASKED);
  });

  it('that is not in the list has no modules', async () => {
    const machine = await machineOf({ ...WINDOWS, processes: [] });
    expect(await machine.modules(7)).toEqual(ABSENT);
  });

  it('has its environment as text', async () => {
    const machine = await machineOf({ ...WINDOWS, processes: [{ pid: 7, name: 'python.exe', env: { PORT: 8080 } }] });
    expect(await machine.processEnv(7)).toEqual(known({ PORT: '8080' }));
  });
});

describe('a connection', () => {
  it('has its addresses without brackets and mapping', async () => {
    const machine = await machineOf({
      ...WINDOWS,
      connections: [{ local: '[::1]:50112', remote: '[::ffff:127.0.0.1]:8080', state: 'ESTABLISHED', pid: 7 }],
    });
    expect(await machine.connections()).toEqual(
      known([
        {
          local: { address: '::1', port: 50112 },
          remote: { address: '127.0.0.1', port: 8080 },
          state: 'established',
          pid: 7,
        },
      ]),
    );
  });
});

describe('a file', () => {
  const recording = {
    ...WINDOWS,
    files: {
      'D:\\NapCat\\config\\onebot11.json': '{ "network": {} }',
      'D:\\NapCat\\napcat.mjs': null,
      'D:\\NapCat\\logs\\a.log': { text: 'last line\n', size: 10_000, part: 'tail', head: { base64: '//4=' } },
      'D:\\bot\\.env': { error: 'locked' },
      'D:\\bot\\secret': { error: 'denied' },
      'D:\\bot\\gone': { error: 'not-found' },
      'D:\\bot\\empty\\': null,
    },
    roots: ['C:\\', 'D:\\'],
  };

  it('is found in any case and with either slash', async () => {
    const machine = await machineOf(recording);
    expect(textOf(await machine.readFile('d:/NAPCAT/config/OneBot11.json'))).toBe('{ "network": {} }');
  });

  it('without recorded content exists, and was not read', async () => {
    const machine = await machineOf(recording);
    const path = 'D:\\NapCat\\napcat.mjs';
    expect([(await machine.stat(path)).state, (await machine.readFile(path)).state]).toEqual(['known', 'not-asked']);
  });

  it('that is not listed is absent', async () => {
    const machine = await machineOf(recording);
    expect(await machine.readFile('D:\\NapCat\\other')).toEqual(ABSENT);
  });

  it('on a share that is not listed was not asked for', async () => {
    const machine = await machineOf(recording);
    expect(await machine.stat('\\\\wsl.localhost\\Ubuntu\\home')).toEqual(NOT_ASKED);
  });

  it('that was asked for and not there is absent', async () => {
    const machine = await machineOf(recording);
    expect(await machine.stat('D:\\bot\\gone')).toEqual(ABSENT);
  });

  it('that is locked exists', async () => {
    const machine = await machineOf(recording);
    const path = 'D:\\bot\\.env';
    expect([(await machine.stat(path)).state, await machine.readFile(path)]).toEqual([
      'known',
      unanswered('denied', 'locked'),
    ]);
  });

  it('that was refused tells nothing, not even that it exists', async () => {
    const machine = await machineOf(recording);
    expect((await machine.stat('D:\\bot\\secret')).state).toBe('denied');
  });

  it('is cut to the limit from the wanted end', async () => {
    const machine = await machineOf(recording);
    const path = 'D:\\NapCat\\config\\onebot11.json';
    const head = await machine.readFile(path, { limit: 3 });
    const tail = await machine.readFile(path, { limit: 3, part: 'tail' });
    expect([textOf(head), textOf(tail)]).toEqual(['{ "', '} }']);
  });

  it('of which the tail is held gives no tail for a head', async () => {
    const machine = await machineOf({ ...WINDOWS, files: { 'D:\\a.log': { text: 'end', part: 'tail', size: 9 } } });
    expect((await machine.readFile('D:\\a.log', { part: 'head' })).state).toBe('not-asked');
  });

  it('of which both ends are held gives each', async () => {
    const machine = await machineOf(recording);
    const head = await machine.readFile('D:\\NapCat\\logs\\a.log', { limit: 2 });
    expect(head).toEqual(known({ bytes: new Uint8Array([0xff, 0xfe]), size: 10_000, modifiedAt: null, part: 'head' }));
  });

  it('keeps its full size beside a recorded tail', async () => {
    const machine = await machineOf(recording);
    const tail = await machine.readFile('D:\\NapCat\\logs\\a.log', { part: 'tail' });
    expect(tail).toMatchObject({ value: { size: 10_000, part: 'tail' } });
  });

  it('was not asked for when there are no files in the recording', async () => {
    const machine = await machineOf(WINDOWS);
    expect(await machine.readFile('D:\\a')).toEqual(NOT_ASKED);
  });

  it('of a Linux recording differs by case', async () => {
    const machine = await machineOf({ host: { platform: 'linux' }, files: { '/opt/QQ/qq': 'x' } });
    expect(await machine.readFile('/opt/qq/qq')).toEqual(ABSENT);
  });
});

describe('a folder', () => {
  const files = { 'D:\\NapCat\\config\\a.json': '{}', 'D:\\NapCat\\b.txt': null, 'D:\\Empty\\': null };

  it('exists when a path lies below it, and lists its children', async () => {
    const machine = await machineOf({ ...WINDOWS, files });
    expect(await machine.list('D:\\NapCat')).toEqual(
      known([
        { name: 'b.txt', kind: 'file' },
        { name: 'config', kind: 'directory' },
      ]),
    );
  });

  it('may be empty', async () => {
    const machine = await machineOf({ ...WINDOWS, files });
    expect(await machine.list('D:\\Empty')).toEqual(known([]));
  });

  it('cannot be read like a file', async () => {
    const machine = await machineOf({ ...WINDOWS, files });
    expect(await machine.readFile('D:\\NapCat')).toEqual(ABSENT);
  });

  it('that was refused is denied', async () => {
    const machine = await machineOf({ ...WINDOWS, files: { 'C:\\Users': { error: 'denied' } } });
    expect((await machine.list('C:\\Users')).state).toBe('denied');
  });

  it('is there when something below it is, though no file was found in its name', async () => {
    const machine = await machineOf({ ...WINDOWS, files: { 'D:\\bot': { error: 'not-found' }, 'D:\\bot\\a': '' } });
    expect(await machine.stat('D:\\bot')).toMatchObject({ value: { kind: 'directory' } });
  });

  it('is a drive when the roots say so', async () => {
    const machine = await machineOf({ ...WINDOWS, files: {}, roots: ['E:\\'] });
    expect(await machine.list('e:\\')).toEqual(known([]));
  });
});

describe('a recording that holds only what was asked', () => {
  const recording = {
    ...WINDOWS,
    unlistedFiles: 'not-asked',
    files: {
      'D:\\NapCat': { directory: true },
      'D:\\NapCat\\config': { directory: true, listed: false },
      'D:\\gone': { error: 'not-found' },
    },
  };

  it.each([
    ['beside what was listed', 'D:\\NapCat\\other', 'absent'],
    ['below what is missing from a list', 'D:\\NapCat\\other\\deep', 'absent'],
    ['in a folder that was only seen', 'D:\\NapCat\\config\\a.json', 'not-asked'],
    ['below what was not found', 'D:\\gone\\a', 'absent'],
    ['elsewhere', 'D:\\bot', 'not-asked'],
  ])('a path %s is %s', async (_where, path, state) => {
    const machine = await machineOf(recording);
    expect((await machine.stat(path)).state).toBe(state);
  });

  it('does not know what is in a folder that it only saw', async () => {
    const machine = await machineOf(recording);
    expect(await machine.list('D:\\NapCat\\config')).toEqual(NOT_ASKED);
  });
});

describe('a registry key', () => {
  const registry = {
    'HKLM\\SOFTWARE\\Tencent': { Install: 'C:\\QQ', Version: 9 },
    'HKCU\\Missing': null,
    'HKLM\\Secret': { error: 'denied' },
  };

  it('is found by the long name of its hive and in any case', async () => {
    const machine = await machineOf({ ...WINDOWS, registry });
    expect(await machine.registry('HKEY_LOCAL_MACHINE\\software\\TENCENT\\')).toEqual(
      known({ Install: 'C:\\QQ', Version: 9 }),
    );
  });

  it.each([
    ['HKCU\\Missing', 'absent'],
    ['HKCU\\Other', 'not-asked'],
    ['HKLM\\Secret', 'denied'],
  ])('%s is %s', async (key, state) => {
    const machine = await machineOf({ ...WINDOWS, registry });
    expect((await machine.registry(key)).state).toBe(state);
  });
});

describe('a probe', () => {
  const probes = [
    { tcp: '127.0.0.1:1', outcome: 'refused' },
    { tcp: '127.0.0.1:1', outcome: 'connected' },
    { tcp: '[::1]:1', outcome: 'timeout' },
    { http: 'get http://127.0.0.1:1', status: 405, headers: { Allow: 'POST' } },
    { websocket: 'ws://127.0.0.1:1/', token: 'configured', status: 403 },
    { websocket: 'ws://127.0.0.1:1/open', outcome: 'open', closeCode: 1008, closeReason: 'invalid x-self-id' },
    { bind: '0.0.0.0:1', outcome: 'EACCES' },
    { resolve: 'LocalHost', addresses: ['::1'] },
    { resolve: 'nowhere', outcome: 'name-not-found' },
    { selfTest: 'tcp', outcome: 'ok' },
  ];
  const machine = () => machineOf({ ...WINDOWS, probes, listeners: [{ address: '127.0.0.1', port: 9, pid: 1 }] });

  it('answers in order and then repeats its last answer', async () => {
    const asked = await machine();
    const answers = [await asked.tcp('127.0.0.1', 1), await asked.tcp('127.0.0.1', 1), await asked.tcp('127.0.0.1', 1)];
    expect(answers).toEqual([known('refused'), known('connected'), known('connected')]);
  });

  it('of an IPv6 address is found by the address without brackets', async () => {
    expect(await (await machine()).tcp('::1', 1)).toEqual(known('timeout'));
  });

  it('by GET answers a HEAD, with header names in lower case', async () => {
    expect(await (await machine()).http({ method: 'HEAD', url: 'http://127.0.0.1:1/' })).toEqual(
      known({ status: 405, headers: { allow: 'POST' }, body: '' }),
    );
  });

  it('with a token answers no question without one', async () => {
    expect(await (await machine()).webSocket({ url: 'ws://127.0.0.1:1/', token: 'none' })).toEqual(NOT_ASKED);
  });

  it('with a token answers no deep one', async () => {
    const question = { url: 'ws://127.0.0.1:1/', token: 'configured', deep: true } as const;
    expect(await (await machine()).webSocket(question)).toEqual(NOT_ASKED);
  });

  it('of a socket that opened tells how it was closed', async () => {
    expect(await (await machine()).webSocket({ url: 'ws://127.0.0.1:1/open', token: 'none' })).toEqual(
      known({ outcome: 'open', headers: {}, body: '', closeCode: 1008, closeReason: 'invalid x-self-id' }),
    );
  });

  it('of a name that is none is absent', async () => {
    expect(await (await machine()).resolve('nowhere')).toEqual(ABSENT);
  });

  it('of a name ignores its case', async () => {
    expect(await (await machine()).resolve('localhost')).toEqual(known(['::1']));
  });

  it('that was not made is not made up from the listener table', async () => {
    expect(await (await machine()).tcp('127.0.0.1', 9)).toEqual(NOT_ASKED);
  });
});
