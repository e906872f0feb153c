import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { decodeText } from '../../../electron/survey/text.ts';

const JSON_TEXT = '{ "name": "机器人", "url": "ws://127.0.0.1:18080/" }';

describe('decodeText', () => {
  it('reads UTF-8', () => {
    expect(decodeText(Buffer.from(JSON_TEXT))).toEqual({ text: JSON_TEXT, encoding: 'utf-8', lossless: true });
  });

  it('drops a UTF-8 byte order mark and says that there was one', () => {
    expect(decodeText(Buffer.from(`\ufeff${JSON_TEXT}`))).toEqual({
      text: JSON_TEXT,
      encoding: 'utf-8-bom',
      lossless: true,
    });
  });

  it.each(['utf-16le', 'utf-16be'] as const)('reads %s with and without a byte order mark', (encoding) => {
    for (const addBOM of [true, false]) {
      const bytes = iconv.encode(JSON_TEXT, encoding, { addBOM });
      expect(decodeText(bytes)).toEqual({ text: JSON_TEXT, encoding, lossless: true });
    }
  });

  it('reads GBK on a Chinese Windows', () => {
    expect(decodeText(iconv.encode(JSON_TEXT, 'gbk'), 936)).toEqual({
      text: JSON_TEXT,
      encoding: 'gbk',
      lossless: true,
    });
  });

  it.each([undefined, 437, 65001])('takes GBK for GBK when the code page is %s', (page) => {
    expect(decodeText(iconv.encode(JSON_TEXT, 'gbk'), page).encoding).toBe('gbk');
  });

  it('reads the code page of a Japanese Windows', () => {
    const text = 'ログを開始しました';
    expect(decodeText(iconv.encode(text, 'cp932'), 932)).toEqual({ text, encoding: 'cp932', lossless: true });
  });

  it('says that a program is not text', () => {
    expect(decodeText(Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0]))).toMatchObject({
      encoding: 'binary',
      lossless: false,
    });
  });

  it('stands U+FFFD in for bytes that no encoding explains', () => {
    const decoded = decodeText(Buffer.from([0x61, 0xff, 0x62]), 936);
    expect(decoded).toEqual({ text: 'a\ufffdb', encoding: 'utf-8', lossless: false });
  });

  it('tells the tail of a UTF-8 log from GBK although it begins in the middle of a character', () => {
    const tail = Buffer.from('接收 <- 群聊').subarray(1);
    expect(decodeText(tail, 936, 'tail')).toMatchObject({ text: '收 <- 群聊', encoding: 'utf-8' });
  });

  it('tells the head of a UTF-8 log although it ends in the middle of a character', () => {
    const whole = Buffer.from('接收🐱');
    for (let cut = 1; cut <= 3; cut++) {
      const head = whole.subarray(0, whole.length - cut);
      expect(decodeText(head, 936, 'head')).toMatchObject({ text: '接收', encoding: 'utf-8' });
    }
  });

  it('gives every UTF-8 text without zeros back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
        expect(decodeText(Buffer.from(text), 936)).toEqual({ text, encoding: 'utf-8', lossless: true });
      }),
    );
  });

  it('ends without an exception on any bytes and any code page', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer(), fc.constantFrom('whole', 'head', 'tail'), (bytes, page, part) => {
        decodeText(bytes, page, part);
      }),
    );
  });
});
