/** The parts of the desktop host that need no Electron. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openLog } from '../../../electron/hosts/desktop/log.ts';
import { isOurLink, isOurPage } from '../../../electron/hosts/desktop/page-origin.ts';
import { placeFor } from '../../../electron/hosts/desktop/window-state.ts';
import { tempFolder } from './build.ts';

describe('our page', () => {
  test.each(['app://napcat-doctor/', 'app://napcat-doctor/#/verdict'])('%s is it', (url) => {
    expect(isOurPage(url)).toBe(true);
  });

  test.each([
    'app://napcat-doctor/x',
    'app://napcat-doctor.evil/',
    'app://evil/#app://napcat-doctor/',
    'https://napcat-doctor/',
    'file:///x#app://napcat-doctor/',
    'about:blank',
    '',
  ])('%j is not', (url) => {
    expect(isOurPage(url)).toBe(false);
  });
});

test.each([
  'https://nonebot.dev.evil.example/',
  'https://nonebot.dev/../x',
  'file:///C:/x.exe',
  'ms-settings:',
  'javascript:1',
])('the browser is not sent to %s', (url) => {
  expect(isOurLink(url)).toBe(false);
});

describe('the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 };
  const at = (x: number, y: number) => ({ bounds: { x, y, width: 1000, height: 700 }, maximized: false });

  test('opens where it stood', () => {
    expect(placeFor(at(100, 50), [screen])).toEqual({ width: 1000, height: 700, x: 100, y: 50 });
  });

  test.each([
    ['a screen that is gone', at(2500, 50)],
    ['above the top edge', at(100, -200)],
    ['a sliver at the edge', at(1900, 50)],
  ])('is put in the middle instead of %s', (_, state) => {
    expect(placeFor(state, [screen])).toEqual({ width: 1000, height: 700 });
  });

  test('is never too small to use', () => {
    const tiny = { bounds: { x: 10, y: 10, width: 3, height: 3 }, maximized: false };
    expect(placeFor(tiny, [screen])).toMatchObject({ width: 480, height: 400 });
  });
});

describe('the log', () => {
  test('names neither the user’s folder nor an account', () => {
    const folder = tempFolder();
    openLog(folder)(`${homedir()}/bot: account 2000000001 failed`);
    expect(readFileSync(join(folder, 'app.log'), 'utf8')).toMatch(/~\/bot: account <number> failed\n$/);
  });

  test.each([
    [`${pathToFileURL(homedir()).href}/bot/main.mjs`, /file:\/\/\/?~\/bot\/main\.mjs/],
    ['ws://127.0.0.1:8080/onebot?access_token=s3cret&x=1', /access_token=<secret>&x=1/],
    ['{"token": "s3cret"}', /\{"token": "<secret>"\}/],
    ['Authorization: Bearer s3cret', /Bearer <secret>/],
  ])('%s is masked', (message, written) => {
    const folder = tempFolder();
    openLog(folder)(message);
    const text = readFileSync(join(folder, 'app.log'), 'utf8');
    expect(text).toMatch(written);
    expect(text).not.toMatch(/s3cret/);
  });

  test('turns over when it is full', () => {
    const folder = tempFolder();
    const log = openLog(folder);
    log('x'.repeat(300_000));
    log('new');
    expect(existsSync(join(folder, 'app.previous.log'))).toBe(true);
    expect(readFileSync(join(folder, 'app.log'), 'utf8')).toMatch(/ new\n$/);
  });
});
