import { describe, expect, test } from 'vitest';

import {
  columns,
  harmless,
  harmlessLine,
  jsonText,
  padTo,
  styleFor,
} from '../../../electron/hosts/cli/output/style.ts';

describe('columns of a text', () => {
  test.each([
    ['abc', 3],
    ['机器人', 6],
    ['（全角）', 8],
    ['ｗｓ', 4],
    ['カナ', 4],
    ['𠮷', 2],
    ['🤖', 2],
    ['“quoted”', 8],
    ['', 0],
  ])('%s takes %i', (text, width) => {
    expect(columns(text)).toBe(width);
  });

  test('padding counts columns, not characters', () => {
    expect(padTo('端口', 6)).toBe('端口  ');
  });

  test('a text that is too wide is not cut', () => {
    expect(padTo('abcdef', 3)).toBe('abcdef');
  });
});

describe('colour', () => {
  const painted = '\u001b[1mx\u001b[22m';
  test.each([
    ['a terminal', { isTTY: true }, {}, painted],
    ['a terminal with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, painted],
    ['a pipe', {}, {}, 'x'],
    ['a terminal under NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, 'x'],
    ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, 'x'],
  ])('%s', (_, stream, env, expected) => {
    expect(styleFor(stream, env).bold('x')).toBe(expected);
  });
});

describe('foreign text', () => {
  test.each([
    ['an ANSI sequence', '\u001b[2J'],
    ['an ANSI colour', '\u001b[8m'],
    ['a link (OSC 8)', '\u001b]8;;http://x\u0007'],
    ['an 8-bit CSI', '\u009b31m'],
    ['a carriage return', 'safe\rspoofed'],
    ['a backspace', 'a\b'],
    ['a NUL', 'a\u0000'],
    ['a right-to-left override', 'exe.\u202etxt'],
    ['an isolate', '\u2066x\u2069'],
    ['a reading mark', '\u200fx'],
    ['a line separator', 'a\u2028b'],
  ])('%s loses its effect', (_, text) => {
    expect(harmless(text)).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
    );
  });

  test('keeps what people write', () => {
    const text = 'D:\\机器人\\a b\tc\nd “é” 🤖';
    expect(harmless(text)).toBe(text);
  });

  test('cannot begin a line of its own', () => {
    expect(harmlessLine('a\r\n[ok] all is well\n\tb')).toBe('a [ok] all is well b');
  });

  test('in JSON is escaped and stays what it was', () => {
    const document = { path: 'a\u009b2J\u202eb' };
    const text = jsonText(document);
    expect(text).toContain('\\u009b2J\\u202e');
    expect(JSON.parse(text)).toEqual(document);
  });
});
