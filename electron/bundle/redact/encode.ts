/** The way back from text to the bytes of the encoding that it was read from. */
import iconv from 'iconv-lite';
import type { DecodedText } from '../../survey/text.ts';

/**
 * A character that no byte made stands for a byte that made no character, and becomes one again. `original`: the bytes
 * that the text was read from; UTF-16 gets a byte order mark only if they had one.
 */
export function encodeText(text: string, { encoding, lossless }: DecodedText, original: Uint8Array): Uint8Array {
  const marked = original[0] === 0xff || original[0] === 0xfe;
  switch (encoding) {
    case 'utf-8-bom':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8(text, lossless)]);
    case 'utf-16le':
      return Buffer.concat([Buffer.from(marked ? [0xff, 0xfe] : []), Buffer.from(text, 'utf16le')]);
    case 'utf-16be':
      return Buffer.concat([Buffer.from(marked ? [0xfe, 0xff] : []), Buffer.from(text, 'utf16le').swap16()]);
    case 'utf-8':
    case 'binary':
      return utf8(text, lossless);
    case 'gbk':
      return iconv.encode(text, 'gbk');
    default:
      return iconv.encode(text, encoding);
  }
}

function utf8(text: string, lossless: boolean): Uint8Array {
  if (lossless) return Buffer.from(text);
  const parts = text
    .split('\uFFFD')
    .flatMap((part, index) => [...(index === 0 ? [] : [NO_CHARACTER]), Buffer.from(part)]);
  return Buffer.concat(parts);
}

/** Never part of UTF-8. */
const NO_CHARACTER = Buffer.from([0xff]);
