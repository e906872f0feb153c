import { describe, expect, test } from 'vitest';
import { messagesFor } from '../../../electron/contract/messages/index.ts';
import { rowsOf } from '../../../renderer/model/evidence.ts';
import { linesOf } from '../../../renderer/model/lines.ts';
import { addressOf, placeOf } from '../../../renderer/model/route.ts';
import { searchCodes } from '../../../renderer/model/search.ts';
import { languageOf } from '../../../renderer/model/texts.ts';
import { symptomsOf, toneOf, unseenOf } from '../../../renderer/model/verdict.ts';
import { diagnosis, finding } from './build.ts';

describe('the address', () => {
  test('leads back to the place it was made for', () => {
    expect(placeOf(addressOf('explain', 'token-mismatch'))).toEqual({ page: 'explain', code: 'token-mismatch' });
  });

  test.each(['', '#', '#/nowhere', '#key=abc', '#/__proto__/x'])('%j is the first page', (hash) => {
    expect(placeOf(hash)).toEqual({ page: 'home', code: null });
  });

  test('an unknown code leads to the list of codes', () => {
    expect(placeOf('#/explain/constructor')).toEqual({ page: 'explain', code: null });
  });
});

describe('searching the codes', () => {
  test('finds by words in any order, whatever their case', async () => {
    expect(searchCodes('MISMATCH token', await messagesFor('en'))).toContain('token-mismatch');
  });

  test('finds Chinese titles', async () => {
    expect(searchCodes('旧格式', await messagesFor('zh'))).toContain('obsolete-config-format');
  });

  test('finds nothing for what no page says', async () => {
    expect(searchCodes('zzzz', await messagesFor('en'))).toEqual([]);
  });
});

describe('evidence that is opened', () => {
  test('names file, line, key and value', () => {
    expect(rowsOf({ kind: 'file', path: 'D:\\a.json', line: 3, key: 'url', value: 'ws://x' })).toEqual([
      ['path', 'D:\\a.json'],
      ['line', '3'],
      ['key', 'url'],
      ['value', 'ws://x'],
    ]);
  });

  test('never shows the value of a secret', () => {
    expect(rowsOf({ kind: 'file', path: 'D:\\a.json', key: 'token', value: 'token-1' })).not.toContainEqual(
      expect.arrayContaining(['value']),
    );
  });

  test('leaves out what is not known', () => {
    expect(rowsOf({ kind: 'listener', address: '::', port: 80, pid: null, process: null })).toEqual([
      ['address', ':: : 80'],
    ]);
  });
});

describe('the verdict', () => {
  test('undecided is neither good nor bad', () => {
    expect(toneOf(finding({ code: 'undecided', side: 'unsure' }))).toBe('unknown');
  });

  test('names each hidden symptom once', () => {
    const hidden = finding({ code: 'no-client-entry', explainedBy: 'obsolete-config-format' });
    const visible = finding({ code: 'port-in-use' });
    expect(symptomsOf(diagnosis({ findings: [hidden, hidden, visible] }))).toEqual(['no-client-entry']);
  });

  test('misses what was refused or too slow, not what was not asked', () => {
    const coverage = { processes: 'denied', firewall: 'not-asked', probes: 'timeout', napcat: 'known' };
    expect(unseenOf(diagnosis({ coverage })).map(({ collector }) => collector)).toEqual(['processes', 'probes']);
  });
});

describe('lines of a stream', () => {
  const streamOf = (...chunks: readonly string[]) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(Buffer.from(chunk, 'latin1'));
        controller.close();
      },
    });
  const all = async (stream: ReadableStream<Uint8Array>) => {
    const lines: string[] = [];
    for await (const line of linesOf(stream)) lines.push(line);
    return lines;
  };

  test('are put together from any pieces', async () => {
    expect(await all(streamOf('a', 'b\nc', '\n', 'd'))).toEqual(['ab', 'c', 'd']);
  });

  test('survive a character that is cut in two', async () => {
    const [first, rest] = ['\xe7\x8c', '\xab\n'];
    expect(await all(streamOf(first, rest))).toEqual(['猫']);
  });
});

test.each([
  ['zh-CN', 'zh'],
  ['zh-Hant-TW', 'zh'],
  ['zh', 'zh'],
  ['en-GB', 'en'],
  ['ja', 'en'],
] as const)('a system that speaks %s gets %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
