/** What a page may ask, and that nothing else gets past the desk. The data folder is a real one. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../electron/contract/app.ts';
import type { Settings } from '../../../electron/contract/app.ts';
import { openDataFolder } from '../../../electron/hosts/app/data-folder.ts';
import type { SavedRepair } from '../../../electron/contract/app-repairs.ts';
import { createDesk } from '../../../electron/hosts/app/desk.ts';
import type { DeskOptions } from '../../../electron/hosts/app/desk.ts';
import { LONGEST_TEXT, MOST_TEXTS } from '../../../electron/contract/given-text.ts';
import { tempFolder } from './build.ts';

const ABOUT = {
  version: '1.2.3',
  host: 'web',
  platform: 'linux',
  arch: 'x64',
  runtimes: {},
  demo: false,
  translucent: false,
} as const;
const running = { signal: new AbortController().signal, progress: () => undefined };

async function openDesk(folder = tempFolder()) {
  const asked: { name: string; request: unknown }[] = [];
  const told: Settings[] = [];
  const engine: DeskOptions['engine'] = {
    call: (name, request) => {
      asked.push({ name, request });
      return Promise.resolve({ ok: false, error: 'cancelled', message: '' });
    },
  };
  const desk = await createDesk({
    about: ABOUT,
    data: openDataFolder(folder),
    engine,
    onSettings: (settings) => told.push(settings),
  });
  return { desk, asked, told, folder, ask: (name: unknown, request: unknown) => desk.answer(name, request, running) };
}

function withTexts(...texts: readonly unknown[]): unknown {
  return { source: { kind: 'this-computer' }, texts };
}

describe('the desk refuses', () => {
  test.each(['toString', '__proto__', 'constructor', '', 7, null, undefined, {}])('a call named %j', async (name) => {
    expect(await (await openDesk()).ask(name, null)).toMatchObject({ ok: false, error: 'refused' });
  });

  test.each([
    ['examine', null],
    ['examine', {}],
    ['examine', { source: { kind: 'file', path: '/etc/passwd' } }],
    ['examine', { source: { kind: 'demo', demo: '../../secret' } }],
    ['examine', { source: { kind: 'recording', id: '../x', name: '' } }],
    ['examine', { source: { kind: 'this-computer' }, account: '1; rm' }],
    ['examine', { source: { kind: 'this-computer' }, napcatDir: 7 }],
    ['examine', { source: { kind: 'this-computer' }, deep: true }],
    ['ports', { source: 'this-computer' }],
    ['open-recording', { content: 7 }],
    ['save-settings', { language: 'fr', theme: 'light', deepProbe: false }],
    ['save-settings', { ...DEFAULT_SETTINGS, extra: 1 }],
    ['hello', 'hello'],
    ['clear-data', { everything: true }],
    ['plan', { source: { kind: 'this-computer' }, wanted: { remedy: 'format-disk' } }],
    ['plan', { source: { kind: 'this-computer' }, wanted: { remedy: 'correct-url', url: 'file:///etc/passwd' } }],
    ['plan', { source: { kind: 'this-computer' }, wanted: { remedy: 'correct-url' }, deep: true }],
    ['apply', { id: '../../journal' }],
    ['apply', { id: '2502201200-abcdef', actions: [] }],
    ['undo', {}],
    ['history', { of: 'everyone' }],
    ['save-repair', { phase: 'applying' }],
    ['draft-bundle', { source: { kind: 'this-computer' }, language: 'fr' }],
    ['read-part', { id: 'draft-1', file: 7 }],
    ['save-bundle', { id: 'draft-1', without: [], path: '/etc/passwd' }],
    ['open-bundle', { base64: 'not base64!' }],
    ['watch', { source: { kind: 'this-computer' }, seconds: 0 }],
    ['watch', { source: { kind: 'this-computer' }, seconds: 1e6 }],
    ['prove', { source: { kind: 'this-computer' }, consent: true }],
    ['excerpt', { source: { kind: 'this-computer' }, path: '/etc/passwd', line: 0 }],
    ['choose-archive', { start: 'C:\\' }],
    ['examine', withTexts({ kind: 'pasted', text: 'x'.repeat(LONGEST_TEXT + 1) })],
    ['examine', withTexts({ kind: 'file', name: 'bot.log', path: '/etc/passwd' })],
    ['examine', withTexts({ kind: 'file', name: '', base64: '' })],
    ['examine', withTexts(...Array.from({ length: MOST_TEXTS + 1 }, () => ({ kind: 'pasted', text: 'x' })))],
  ])('%s with %j', async (name, request) => {
    const { ask, asked } = await openDesk();
    expect(await ask(name, request)).toMatchObject({ ok: false, error: 'refused' });
    expect(asked).toEqual([]);
  });
});

describe('settings', () => {
  test('are kept and read again', async () => {
    const first = await openDesk();
    const settings: Settings = { language: 'en', theme: 'dark', deepProbe: true, webui: false };
    await first.ask('save-settings', settings);
    expect(await (await openDesk(first.folder)).ask('hello', null)).toMatchObject({ value: { settings } });
  });

  test.each(['', '{', '[]', '{"language":"zh"}'])('a broken file (%j) means the usual settings', async (text) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'settings.json'), text);
    expect((await openDesk(folder)).desk.settings()).toEqual(DEFAULT_SETTINGS);
  });

  test('tell the host when they change', async () => {
    const { ask, told } = await openDesk();
    await ask('save-settings', { ...DEFAULT_SETTINGS, theme: 'contrast' });
    expect(told).toEqual([{ ...DEFAULT_SETTINGS, theme: 'contrast' }]);
  });

  test('a folder that cannot be written is a fault that is told, not a crash', async () => {
    const folder = join(tempFolder(), 'a-file');
    writeFileSync(folder, '');
    expect(await (await openDesk(folder)).ask('save-settings', DEFAULT_SETTINGS)).toMatchObject({ error: 'failed' });
  });
});

test('the deep probe is made only with the consent in the settings', async () => {
  const { ask, asked } = await openDesk();
  const request = { source: { kind: 'this-computer' } };
  await ask('examine', request);
  await ask('save-settings', { ...DEFAULT_SETTINGS, deepProbe: true });
  await ask('examine', request);
  expect(asked.map(({ request: made }) => made)).toEqual([
    { ...request, deep: false, webui: false },
    { ...request, deep: true, webui: false },
  ]);
});

describe('a repair under way', () => {
  const repair: SavedRepair = {
    ...{ phase: 'waiting', cause: 'entry-disabled', offers: ['enable-entry'], tried: [] },
    ...{ napcatDir: 'D:\\机器人', account: '2000000001', wanted: { remedy: 'enable-entry' } },
    applied: {
      id: '2502201200-abcdef',
      steps: [{ code: 'restart-napcat', params: { pid: 7 }, by: 'user' }],
      states: ['waiting'],
    },
  };

  test('is there again after a restart of the app', async () => {
    const { ask, folder } = await openDesk();
    expect(await ask('save-repair', repair)).toEqual({ ok: true, value: null });
    expect(await (await openDesk(folder)).ask('hello', null)).toMatchObject({ value: { repair } });
  });

  test('is the last one that was told, however fast they follow', async () => {
    const { ask } = await openDesk();
    const phases = ['explain', 'applying', 'waiting', 'not-cured'] as const;
    const kept = await Promise.all(phases.map((phase) => ask('save-repair', { ...repair, phase })));
    expect(kept).toEqual(phases.map(() => ({ ok: true, value: null })));
    expect(await ask('hello', null)).toMatchObject({ value: { repair: { phase: 'not-cured' } } });
  });

  test('is forgotten when it has ended', async () => {
    const { ask } = await openDesk();
    await ask('save-repair', repair);
    await ask('save-repair', null);
    expect(await ask('hello', null)).toMatchObject({ value: { repair: null } });
  });
});

describe('a bundle', () => {
  const packed = { state: 'download', name: 'x.zip', base64: Buffer.from('zip').toString('base64') } as const;
  const engine: DeskOptions['engine'] = { call: () => Promise.resolve({ ok: true, value: packed as never }) };
  const request = { id: 'draft-1', without: [] };
  const deskThat = async (save?: DeskOptions['save']) =>
    createDesk({ about: ABOUT, data: openDataFolder(tempFolder()), engine, ...(save === undefined ? {} : { save }) });

  test('is written by a host that can ask for a place, and its bytes never reach the page', async () => {
    const written: string[] = [];
    const desk = await deskThat((name, bytes) => {
      written.push(name, Buffer.from(bytes).toString());
      return Promise.resolve({ path: '/x.zip', code: null });
    });
    expect(await desk.answer('save-bundle', request, running)).toEqual({
      ok: true,
      value: { state: 'saved', path: '/x.zip' },
    });
    expect(written).toEqual(['x.zip', 'zip']);
  });

  test('that the system did not write is not said to be saved', async () => {
    const desk = await deskThat(() => Promise.resolve({ path: '/x.zip', code: 'EROFS' }));
    expect(await desk.answer('save-bundle', request, running)).toEqual({
      ok: true,
      value: { state: 'not-written', path: '/x.zip', code: 'EROFS' },
    });
  });

  test('stays where it is when the user chooses no place', async () => {
    const desk = await deskThat(() => Promise.resolve(null));
    expect(await desk.answer('save-bundle', request, running)).toMatchObject({ value: { state: 'cancelled' } });
  });

  test('is handed to the page by a host that cannot ask', async () => {
    expect(await (await deskThat()).answer('save-bundle', request, running)).toMatchObject({ value: packed });
  });
});

test('clearing removes what is ours and nothing else', async () => {
  const { ask, folder } = await openDesk();
  await ask('save-settings', { ...DEFAULT_SETTINGS, theme: 'dark' });
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'logs/app.log'), 'x');
  writeFileSync(join(folder, 'theirs.txt'), 'x');
  expect(await ask('clear-data', null)).toEqual({ ok: true, value: DEFAULT_SETTINGS });
  expect(existsSync(join(folder, 'settings.json')) || existsSync(join(folder, 'logs'))).toBe(false);
  expect(readFileSync(join(folder, 'theirs.txt'), 'utf8')).toBe('x');
});
