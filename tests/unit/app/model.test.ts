import { describe, expect, test } from 'vitest';
import { messagesFor } from '../../../electron/contract/messages/index.ts';
import { LONGEST_TEXT } from '../../../electron/contract/given-text.ts';
import { placeOf as placeOfEvidence, rowsOf } from '../../../renderer/model/evidence.ts';
import {
  endOf,
  folderFrom,
  isLogName,
  pastedIn,
  withFile,
  withoutFile,
  withPasted,
} from '../../../renderer/model/given.ts';
import { linesOf } from '../../../renderer/model/lines.ts';
import { addressOf, placeOf } from '../../../renderer/model/route.ts';
import { searchCodes } from '../../../renderer/model/search.ts';
import { languageOf } from '../../../renderer/model/texts.ts';
import { filtered, NO_FILTER, productsIn } from '../../../renderer/model/timeline.ts';
import type { TimelineFilter } from '../../../renderer/model/timeline.ts';
import type { TimelineEvent } from '../../../electron/contract/app-details.ts';
import { surenessOf } from '../../../renderer/model/sureness.ts';
import { restOf, symptomsOf, toneOf, unseenOf, waysOf } from '../../../renderer/model/verdict.ts';
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

describe('a text that was given', () => {
  const pasted = { kind: 'pasted', text: 'a\n\n b' } as const;

  test('keeps its end when it is too long, and is none when it is blank', () => {
    expect(pastedIn(withPasted([], `${'x'.repeat(LONGEST_TEXT)}!`))).toHaveLength(LONGEST_TEXT);
    expect(pastedIn(withPasted([], `${'x'.repeat(LONGEST_TEXT)}!`)).endsWith('!')).toBe(true);
    expect(withPasted([pasted], ' \n')).toEqual([]);
  });

  test('stands beside files, of which one of the same name takes the place', () => {
    const twice = withFile(withFile([pasted], 'a.log', 'AA=='), 'a.log', 'AQ==');
    expect(twice).toEqual([pasted, { kind: 'file', name: 'a.log', base64: 'AQ==' }]);
    expect(withPasted(twice, '')).toEqual([twice[1]]);
    expect(withoutFile(twice, 'a.log')).toEqual([pasted]);
  });

  test('of a large file is its end, in UTF-16 with the mark and whole characters', async () => {
    expect(await (await endOf(new Blob(['0123456789']), 4)).text()).toBe('6789');
    const wide = Buffer.from('\ufeff0123456789', 'utf16le');
    const end = Buffer.from(await (await endOf(new Blob([wide]), 7)).arrayBuffer());
    expect([end.length, end.toString('utf16le')]).toEqual([6, '\ufeff89']);
  });

  test('goes along with the call that opens evidence from it, and with no other', () => {
    const log = { kind: 'log', source: 'pasted', line: 3, at: null, text: 'x' } as const;
    expect(placeOfEvidence(log, [pasted])).toEqual({ path: 'pasted', line: 3, texts: [pasted] });
    expect(placeOfEvidence(log, [])).toEqual({ path: 'pasted', line: 3 });
    expect(placeOfEvidence({ ...log, line: 0 }, [pasted])).toBeNull();
    expect(placeOfEvidence({ ...log, source: 'D:\\bot.log' }, [pasted])).toEqual({ path: 'D:\\bot.log', line: 3 });
  });

  test.each([
    ['"D:\\NapCat Shell"', 'D:\\NapCat Shell'],
    [' D:\\NapCat ', 'D:\\NapCat'],
    ['  ', null],
    ['""', null],
  ])('a folder copied as %j is %j', (typed, folder) => {
    expect(folderFrom(typed)).toBe(folder);
  });

  test.each(['bot.log', 'NapCat.TXT', 'bot.log.1', 'nohup.out'])('%s is a log by its name', (name) => {
    expect(isLogName(name)).toBe(true);
  });

  test.each(['bundle.zip', 'case.yaml', 'log'])('%s is none', (name) => {
    expect(isLogName(name)).toBe(false);
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

describe('what else was found', () => {
  test('is neither shown already nor explained, and named once', () => {
    const findings = [
      finding({ code: 'token-mismatch' }),
      finding({ code: 'server-hung', explainedBy: 'token-mismatch' }),
      finding({ code: 'port-in-use', confidence: 'possible' }),
      finding({ code: 'port-in-use', confidence: 'possible', check: 'another' }),
      finding({ code: 'entry-disabled' }),
      finding({ code: 'wrong-port', outcome: 'pass' }),
    ];
    const also = [finding({ code: 'entry-disabled' })];
    expect(restOf(diagnosis({ findings, also })).map(({ code }) => code)).toEqual(['port-in-use']);
  });

  test('names the tools that stood in for the system’s own tables', () => {
    expect(waysOf(diagnosis({ ways: { listeners: 'netstat' } }))).toEqual([
      { collector: 'listeners', tool: 'netstat' },
    ]);
    expect(waysOf(diagnosis())).toEqual([]);
  });
});

describe('the time line', () => {
  const event = (change: Partial<TimelineEvent>): TimelineEvent => ({
    ...{
      product: 'napcat',
      source: 'D:\\NapCat\\a.log',
      line: 1,
      at: null,
      severity: 'info',
      text: 'Refused',
      count: 1,
    },
    ...change,
  });
  const events = [
    event({ severity: 'problem' }),
    event({ severity: 'warn', product: 'nonebot', source: 'pasted' }),
    event({ text: 'Connected', severity: 'success' }),
  ];
  const linesOf = (filter: Partial<TimelineFilter>): readonly number[] =>
    filtered(events, { ...NO_FILTER, ...filter }).map((one) => events.indexOf(one));

  test('is whole without a filter', () => {
    expect(linesOf({})).toEqual([0, 1, 2]);
  });

  test('is filtered by level, by side and by words, and by all of them', () => {
    expect(linesOf({ level: 'trouble' })).toEqual([0, 1]);
    expect(linesOf({ level: 'problem' })).toEqual([0]);
    expect(linesOf({ product: 'nonebot' })).toEqual([1]);
    expect(linesOf({ words: ' refused  A.LOG ' })).toEqual([0]);
    expect(linesOf({ level: 'success', words: 'refused' })).toEqual([]);
  });

  test('offers the sides that speak in it', () => {
    expect(productsIn(events)).toEqual(['napcat', 'nonebot']);
  });
});

describe('how sure a finding is', () => {
  const log = { kind: 'log', source: 'x', line: 1, at: null, text: '' } as const;
  const missing = { kind: 'missing', what: 'process', detail: 'x' } as const;
  const version = { kind: 'version', product: 'NapCat', version: '4.0.0' } as const;

  test('rests on the rung that says most', () => {
    const evidence = [missing, log];
    expect(surenessOf(finding({ code: 'blocked-by-security-software', evidence }))).toEqual({
      ...{ level: 'certain', rests: ['log', 'missing'], towards: null },
    });
  });

  test('names what is missing, and no way that only asks for more', () => {
    const likely = finding({ code: 'blocked-by-security-software', confidence: 'likely', evidence: [missing] });
    expect(surenessOf(likely).towards).toEqual({ level: 'certain', missing: [['log']], enough: false });
  });

  test('has no way up where nothing makes it certain', () => {
    const bad = finding({ code: 'napcat-known-bad-version', confidence: 'likely', evidence: [version, missing] });
    expect(surenessOf(bad)).toEqual({
      ...{ level: 'likely', rests: ['version', 'missing'] },
      towards: { level: 'certain', missing: [], enough: false },
    });
  });

  test('says when the kinds are enough and something else speaks against it', () => {
    const held = finding({ code: 'no-permission', confidence: 'likely', evidence: [log] });
    expect(surenessOf(held).towards).toEqual({ level: 'certain', missing: [], enough: true });
  });

  test('of a guess rests on nothing', () => {
    const guess = finding({ code: 'napcat-known-bad-version', confidence: 'possible', evidence: [version] });
    expect(surenessOf(guess)).toEqual({
      ...{ level: 'possible', rests: [] },
      towards: { level: 'likely', missing: [['log'], ['missing']], enough: false },
    });
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
