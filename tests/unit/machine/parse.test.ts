import { describe, expect, it } from 'vitest';
import { createRecordedMachine, parseRecording, splitCase } from '../../../electron/machine/recorded/index.ts';
import type { RecordingError } from '../../../electron/machine/recorded/index.ts';

async function errorOf(text: string | Uint8Array): Promise<RecordingError> {
  const parsed = await parseRecording(text);
  if (!('error' in parsed)) throw new Error('it was read without complaint');
  return parsed.error;
}

describe('what is read', () => {
  it('YAML and JSON alike', async () => {
    const yaml = await parseRecording('format: napcat-doctor/recording@1\npipes: [NapCat_1]\n');
    const json = await parseRecording('{ "format": "napcat-doctor/recording@1", "pipes": ["NapCat_1"] }');
    expect(yaml).toEqual(json);
  });

  it('a flow mapping of YAML, which only looks like JSON', async () => {
    expect(await parseRecording('{ format: napcat-doctor/recording@1 }')).toHaveProperty('recording');
  });

  it('text behind a byte order mark', async () => {
    expect(await parseRecording(Buffer.from('\uFEFF{ "pipes": [] }'))).toHaveProperty('recording.pipes', []);
  });

  it('a case, with its expectation beside it', async () => {
    const parsed = await parseRecording('title: t\nexpect: { verdict: healthy }\nrecording: { pipes: [] }');
    expect(parsed).toMatchObject({ title: 't', expect: { verdict: 'healthy' }, recording: { pipes: [] } });
  });

  it('unknown keys, which are kept', async () => {
    expect(await parseRecording('{ "future": 1, "pipes": [] }')).toHaveProperty('recording.future', 1);
  });
});

describe('a bare recording', () => {
  it('is its own case', () => {
    expect(splitCase({ pipes: [] })).toEqual({ recording: { pipes: [] } });
  });
});

describe('what is refused', () => {
  it.each([
    ['{ "listeners": [{ "address": "::", "port": 70000 }] }', 'recording.listeners[0].port'],
    [
      '{ "listeners": [{ "address": "::", "port": 1 }, { "address": "::", "port": "x" }] }',
      'recording.listeners[1].port',
    ],
    [
      '{ "connections": [{ "local": "nonsense", "remote": "1.1.1.1:1", "state": "x" }] }',
      'recording.connections[0].local',
    ],
    ['{ "processes": [{ "pid": "one", "name": "QQ.exe" }] }', 'recording.processes[0].pid'],
    ['{ "files": { "D:\\\\a": 7 } }', 'recording.files.D:\\a'],
    ['{ "host": { "platform": "amiga" } }', 'recording.host.platform'],
    ['{ "takenAt": "yesterday" }', 'recording.takenAt'],
  ])('%s, naming %s', async (text, path) => {
    const error = await errorOf(text);
    expect([error.kind, error.path, error.message.startsWith(`${path}: `)]).toEqual(['shape', path, true]);
  });

  it('broken YAML, with the line and column', async () => {
    expect(await errorOf('format: a\nhost: [1, 2\nx: }\n')).toMatchObject({ kind: 'syntax', line: 3 });
  });

  it('broken JSON, with the line', async () => {
    expect(await errorOf('{ "a": 1,\n  "b": }')).toMatchObject({ kind: 'syntax', line: 2 });
  });

  it('JSON that ends too soon, at its end', async () => {
    expect(await errorOf('{ "a": [1,\n')).toMatchObject({ kind: 'syntax', line: 2, column: 1 });
  });

  it('a key that stands twice', async () => {
    expect((await errorOf('pipes: []\npipes: []\n')).kind).toBe('syntax');
  });

  it('another document', async () => {
    expect((await errorOf('format: something/else@1')).kind).toBe('format');
  });

  it.each(['', 'just words', '[1, 2]', '\0\0\0', '{ "recording": [] }'])('%j', async (text) => {
    const parsed = await parseRecording(text);
    expect('error' in parsed || Object.keys(parsed.recording).length >= 0).toBe(true);
  });

  it('more than 64 MB, before it is decoded', async () => {
    expect((await errorOf(new Uint8Array(64 * 1024 * 1024 + 1))).kind).toBe('size');
  });
});

describe('hostile text', () => {
  it('with aliases that multiply ends in an error, not in memory', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let depth = 1; depth < 12; depth++) {
      lines.push(
        `a${depth}: &a${depth} [${Array<string>(10)
          .fill(`*a${depth - 1}`)
          .join(', ')}]`,
      );
    }
    expect((await errorOf(lines.join('\n'))).kind).toBe('syntax');
  });

  it.each(['yaml', 'json'])('nested a hundred thousand deep ends in an answer (%s)', async (kind) => {
    const depth = 100_000;
    const text = kind === 'json' ? `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}` : `a: ${'['.repeat(depth)}`;
    await expect(parseRecording(text)).resolves.toBeTypeOf('object');
  });

  it.each([
    '{ "__proto__": { "polluted": true }, "env": { "__proto__": { "polluted": true }, "A": "1" } }',
    '__proto__: { polluted: true }\nfiles: { __proto__: { text: x }, constructor: y }\n',
  ])('with a prototype in it changes nobody', async (text) => {
    const parsed = await parseRecording(text);
    if ('recording' in parsed) await createRecordedMachine(parsed.recording).stat('__proto__');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('with a path of a million folders is answered', async () => {
    const parsed = await parseRecording(JSON.stringify({ files: { [`/${'a/'.repeat(100_000)}b`]: '' } }));
    if ('error' in parsed) throw new Error(parsed.error.message);
    expect((await createRecordedMachine(parsed.recording).list('/a')).state).toBe('known');
  });
});
