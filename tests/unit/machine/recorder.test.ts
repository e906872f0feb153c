import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABSENT, known, unanswered } from '../../../electron/machine/answer.ts';
import type { Known } from '../../../electron/machine/answer.ts';
import { createLinuxMachine } from '../../../electron/machine/live/linux/index.ts';
import type {
  Connection,
  HttpAnswer,
  Listener,
  Machine,
  ProcessInfo,
  TcpOutcome,
} from '../../../electron/machine/machine.ts';
import { createRecordedMachine } from '../../../electron/machine/recorded/index.ts';
import { createRecorder, serializeRecording } from '../../../electron/machine/recorder.ts';
import { temporaryFolder } from './support/folder.ts';
import { documentOf, expectSameReplay, machineOf } from './support/replay.ts';

const linux = createLinuxMachine();

/** The live machine with some answers of our choice. */
const withAnswers = (answers: Partial<Machine>): Machine => ({ ...linux, ...answers });

describe('a recording of files', () => {
  it('keeps both ends of a file that was read from both', async () => {
    const path = join(temporaryFolder(), 'a.log');
    writeFileSync(path, `\uFEFF${'聊天 '.repeat(1_000)}`);
    const [head] = await expectSameReplay(linux, async (machine) => [
      await machine.readFile(path, { limit: 2 }),
      await machine.readFile(path, { limit: 1_001, part: 'tail' }),
      await machine.stat(path),
    ]);
    expect(head).toMatchObject({ value: { part: 'head' } });
  });

  it('shows a tail that begins inside a character as text', async () => {
    const path = join(temporaryFolder(), 'a.log');
    writeFileSync(path, '猫猫猫');
    const recorder = createRecorder(linux);
    await recorder.machine.readFile(path, { limit: 4, part: 'tail' });
    expect(recorder.recording().files).toMatchObject({
      [path]: { text: '猫', cut: Buffer.from([0xab]).toString('base64') },
    });
  });

  it('keeps why a file could not be read', async () => {
    const locked = withAnswers({
      readFile: (path) => Promise.resolve(unanswered('denied', path.endsWith('locked') ? 'locked' : 'EIO')),
      stat: () => Promise.resolve(known({ kind: 'file', size: 7, modifiedAt: null })),
    });
    await expectSameReplay(locked, async (machine) => [
      await machine.readFile('/a/locked'),
      await machine.stat('/a/locked'),
      await machine.readFile('/a/broken'),
      await machine.stat('/a/broken'),
    ]);
  });

  it('keeps that a folder could not be listed', async () => {
    const denied = withAnswers({ list: () => Promise.resolve(unanswered('denied', 'denied')) });
    await expectSameReplay(denied, async (machine) => [await machine.list('/root/x'), await machine.list('/root')]);
  });

  it('keeps a link to nowhere in its folder', async () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
    await expectSameReplay(linux, async (machine) => [
      await machine.list(folder),
      await machine.stat(join(folder, 'link')),
      await machine.readFile(join(folder, 'link')),
    ]);
  });

  it('knows a folder that was asked for as if it were a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'x');
    await expectSameReplay(linux, async (machine) => [
      await machine.readFile(folder),
      await machine.readFile(join(folder, 'a')),
    ]);
  });

  it('does not take for absent what nobody asked for', async () => {
    const folder = temporaryFolder();
    const recorder = createRecorder(linux);
    await recorder.machine.stat(folder);
    const replayed = await machineOf(serializeRecording(recorder.recording()));
    expect((await replayed.list(folder)).state).toBe('not-asked');
  });

  it('has no files when none were asked for', () => {
    expect(createRecorder(linux).recording().files).toBeUndefined();
  });
});

describe('a recording of processes', () => {
  it('keeps what was asked of each, refusals too', async () => {
    const odd = withAnswers({
      processes: () =>
        Promise.resolve(
          known([
            { ...PROCESS, pid: 1 },
            { ...PROCESS, pid: 2 },
          ]),
        ),
      processEnv: (pid) => Promise.resolve(pid === 1 ? known({ A: '' }) : unanswered('denied', 'EACCES')),
      modules: () => Promise.resolve(ABSENT),
    });
    await expectSameReplay(odd, async (machine) => [
      await machine.processes(),
      await machine.processEnv(1),
      await machine.processEnv(2),
      await machine.modules(1),
    ]);
  });
});

const PROCESS: ProcessInfo = {
  pid: 1,
  ppid: 0,
  name: 'QQ.exe',
  path: null,
  commandLine: '"C:\\QQ.exe" -q 1',
  cwd: null,
  startedAt: '2026-01-01T00:00:00.000Z',
};

describe('a recording of tables and keys', () => {
  it('keeps of connections what every look saw, and loses none to a look that failed', async () => {
    const end = (port: number) => ({ address: '127.0.0.1', port });
    const row = (port: number, state: Connection['state']) => ({ local: end(port), remote: end(8080), state, pid: 1 });
    const looks = [
      known([row(1, 'established'), row(2, 'established')]),
      unanswered('timeout'),
      known([row(1, 'established'), row(2, 'fin-wait'), row(3, 'established')]),
    ];
    const recorder = createRecorder(withAnswers({ connections: () => Promise.resolve(looks.shift() ?? ABSENT) }));
    while (looks.length > 0) await recorder.machine.connections();
    expect(recorder.recording().connections).toMatchObject([{ local: '127.0.0.1:1' }]);
  });

  it('keeps refusals of whole sections', async () => {
    const refusing = withAnswers({
      listeners: () => Promise.resolve(unanswered('timeout')),
      network: () => Promise.resolve(unanswered('denied', 'EACCES')),
    });
    await expectSameReplay(refusing, async (machine) => [await machine.listeners(), await machine.network()]);
  });

  it('keeps the ports of Windows and what its firewall does', async () => {
    const windows = withAnswers({
      excludedPorts: () => Promise.resolve(known([{ from: 18_000, to: 18_099, family: 'ipv4' }])),
      dynamicPorts: () => Promise.resolve(known([{ from: 1024, to: 15_000, family: 'ipv6' }])),
      network: () => Promise.resolve(known({ interfaces: [], activeProfiles: ['public'], firewallRunning: false })),
    });
    await expectSameReplay(windows, async (machine) => [
      await machine.excludedPorts(),
      await machine.dynamicPorts(),
      await machine.network(),
    ]);
  });

  it('keeps registry keys, missing ones and refused ones', async () => {
    const windows = withAnswers({
      host: { ...linux.host, platform: 'win32' },
      registry: (key) =>
        Promise.resolve(
          key.endsWith('a')
            ? known({ N: 1, S: 's', M: ['x', 'y'] })
            : key.endsWith('b')
              ? ABSENT
              : unanswered('denied', 'EPERM'),
        ),
    });
    await expectSameReplay(windows, async (machine) => [
      await machine.registry('HKLM\\a'),
      await machine.registry('HKEY_LOCAL_MACHINE\\b'),
      await machine.registry('HKCU\\c'),
    ]);
  });
});

describe('a recording of probes', () => {
  it('keeps the answers of one question in the order asked, whichever came first', async () => {
    let asked = 0;
    const late = new Promise<Known<TcpOutcome>>((resolve) => setTimeout(resolve, 20, known('refused')));
    const slow = withAnswers({ tcp: () => (asked++ % 2 === 0 ? late : Promise.resolve(known('connected'))) });
    await expectSameReplay(slow, (machine) => Promise.all([machine.tcp('::1', 1), machine.tcp('::1', 1)]));
  });

  it('keeps names that are none, and probes that had no answer', async () => {
    const lost = withAnswers({
      resolve: (name) => Promise.resolve(name === 'a' ? ABSENT : unanswered('denied', 'EAI_AGAIN')),
    });
    await expectSameReplay(lost, async (machine) => [await machine.resolve('a'), await machine.resolve('b')]);
  });

  it('holds neither the token nor the account that was sent', async () => {
    const open = withAnswers({ webSocket: () => Promise.resolve(known({ outcome: 'open', headers: {}, body: '' })) });
    const recorder = createRecorder(open);
    await recorder.machine.webSocket({
      url: 'ws://x/',
      token: 'configured',
      bearer: 's3cret',
      deep: true,
      selfId: '10000',
    });
    expect(serializeRecording(recorder.recording())).not.toMatch(/s3cret|10000/);
  });
});

describe('the written form', () => {
  it('is the same whatever order the questions came in', async () => {
    const texts = await Promise.all(
      [
        ['a', 'b'],
        ['b', 'a'],
      ].map(async (names) => {
        const recorder = createRecorder(withAnswers({ now: () => new Date(0) }));
        for (const name of names) await recorder.machine.stat(`/nowhere/${name}`);
        return serializeRecording(recorder.recording());
      }),
    );
    expect(texts[0]).toBe(texts[1]);
  });
});

// Any text that a file, a header or a window title may hold, and the shapes that YAML treats in its own way.
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\r',
      '\t',
      '#',
      ':',
      '-',
      '|',
      '>',
      '\u0085',
      '\u2028',
      '\uFEFF',
      '猫',
      '😀',
      '"',
      "'",
      '\\',
    ),
    maxLength: 40,
  }),
  fc.constantFrom(
    'null',
    '~',
    'true',
    '0x10',
    '1e3',
    '2025-01-01',
    '- a',
    '? b',
    '%TAG',
    '---',
    '...',
    '=',
    '<<',
    ' x',
    'x ',
  ),
);
const fileName = fc
  .string({ unit: fc.constantFrom('a', 'B', '猫', '.', '-', ' ', '#', ':', "'"), minLength: 1, maxLength: 8 })
  .filter((name) => !/^\.+$/.test(name));
const anyListener: fc.Arbitrary<Listener> = fc.record({
  address: fc.oneof(fc.ipV4(), fc.constantFrom('::', '::1', 'fe80::1')),
  port: fc.integer({ min: 0, max: 65_535 }),
  pid: fc.option(fc.nat()),
});
const anyHttp: fc.Arbitrary<HttpAnswer> = fc.record({
  status: fc.integer({ min: 100, max: 599 }),
  headers: fc.dictionary(fc.constantFrom('server', 'allow', 'x-a'), anyText),
  body: anyText,
});

describe('record, write, read, replay', () => {
  it('gives equal answers for any files and tables', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fileName,
          fc.oneof(
            anyText.map((text) => new TextEncoder().encode(text)),
            fc.uint8Array({ maxLength: 40 }),
          ),
        ),
        fc.array(anyListener, { maxLength: 5 }),
        fc.array(anyHttp, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 50 }),
        async (files, listeners, answers, limit) => {
          let asked = 0;
          const machine = withAnswers({
            listeners: () => Promise.resolve(known(listeners)),
            http: () => Promise.resolve(known(answers[asked++ % answers.length] ?? { headers: {}, body: '' })),
            readFile: (path, options) =>
              Promise.resolve(readFrom(files, path, options?.limit ?? 100, options?.part ?? 'head')),
          });
          const ask = async (one: Machine): Promise<unknown[]> => {
            const found: unknown[] = [await one.listeners()];
            for (const { status } of answers) {
              found.push(status, await one.http({ method: 'GET', url: 'http://127.0.0.1:1/' }));
            }
            for (const name of Object.keys(files)) {
              found.push(
                await one.readFile(`/bot/${name}`, { limit, part: 'tail' }),
                await one.readFile(`/bot/${name}`, { limit: 2 }),
              );
            }
            return found;
          };
          await expectSameReplay(machine, ask);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([' \n', ' \t\n', '\n \n', '\n'])('keeps a file of nothing but blanks: %j', async (text) => {
    const files = { a: new TextEncoder().encode(text) };
    const machine = withAnswers({ readFile: (path) => Promise.resolve(readFrom(files, path, 100, 'head')) });
    await expectSameReplay(machine, (one) => one.readFile('/bot/a'));
  });

  it('needs no written form', async () => {
    const recorder = createRecorder(linux);
    await recorder.machine.roots();
    await recorder.machine.tcp('', 1);
    const replayed = createRecordedMachine(recorder.recording());
    expect([await replayed.roots(), await replayed.tcp('', 1)]).toEqual([known(['/']), known('address-invalid')]);
  });

  it('changes nothing in the written form when it is read and written again', async () => {
    const recorder = createRecorder(linux);
    await recorder.machine.processes();
    const text = serializeRecording(recorder.recording());
    expect(serializeRecording(await documentOf(text))).toBe(text);
  });
});

function readFrom(files: Readonly<Record<string, Uint8Array>>, path: string, limit: number, part: 'head' | 'tail') {
  const bytes = files[path.slice('/bot/'.length)];
  if (bytes === undefined) return ABSENT;
  const whole = bytes.length <= limit;
  const shown = whole ? bytes : part === 'head' ? bytes.subarray(0, limit) : bytes.subarray(bytes.length - limit);
  return known({ bytes: shown, size: bytes.length, modifiedAt: null, part: whole ? ('whole' as const) : part });
}
