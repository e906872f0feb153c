/**
 * Bytes become text here. Files of Chinese Windows users come as UTF-8 with and without a byte order mark, as UTF-16
 * ("Unicode" in old Notepad) and in the OEM code page (936 = GBK), and now and then they are not text at all.
 */
import iconv from 'iconv-lite';

import type { FilePart } from '../machine/machine.ts';

/** `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `gbk`, `cp932` …; `binary` when it is not text. */
export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'gbk' | `cp${number}` | 'binary';

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: TextEncoding;
  /** Whether every byte had a meaning: `false` when U+FFFD had to stand in. */
  readonly lossless: boolean;
}

/**
 * Decodes bytes of unknown encoding: byte order mark, then UTF-16 by its zero bytes, then strict UTF-8, then the code
 * page of the machine. `part` says which end may be cut in the middle of a character. Never throws.
 *
 * @param oemCodePage Windows OEM code page number, e.g. 936.
 */
export function decodeText(bytes: Uint8Array, oemCodePage?: number, part: FilePart = 'whole'): DecodedText {
  return fromByteOrderMark(bytes) ?? fromZeroBytes(bytes) ?? fromUtf8(bytes, part) ?? fromCodePage(bytes, oemCodePage);
}

const BYTE_ORDER_MARKS = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8-bom', decoder: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le', decoder: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be', decoder: 'utf-16be' },
] as const;

function fromByteOrderMark(bytes: Uint8Array): DecodedText | undefined {
  const found = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, at) => bytes[at] === byte));
  return found && decodeWith(found.decoder, bytes.subarray(found.mark.length), found.encoding);
}

const SAMPLE_BYTES = 4096;

/** ASCII in UTF-16 has a zero in every pair, always on the same side. Zeros elsewhere mean that it is not text. */
function fromZeroBytes(bytes: Uint8Array): DecodedText | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (!sample.includes(0)) return undefined;
  const zeros = [...sample.keys()].filter((at) => sample[at] === 0);
  const evenZeros = zeros.filter((at) => at % 2 === 0).length;
  const oddZeros = zeros.length - evenZeros;
  const enough = sample.length / 8;
  if (oddZeros >= enough && evenZeros === 0) return decodeWith('utf-16le', bytes, 'utf-16le');
  if (evenZeros >= enough && oddZeros === 0) return decodeWith('utf-16be', bytes, 'utf-16be');
  return { ...decodeWith('utf-8', bytes, 'binary'), lossless: false };
}

const STRICT = new TextDecoder('utf-8', { fatal: true });

function fromUtf8(bytes: Uint8Array, part: FilePart): DecodedText | undefined {
  const whole = part === 'whole' ? bytes : withoutCutCharacter(bytes, part);
  try {
    return { text: STRICT.decode(whole), encoding: 'utf-8', lossless: true };
  } catch {
    return undefined;
  }
}

/** Multi-byte pages tell their own text from others by its pairs; single-byte ones read anything, so GBK goes first. */
const MULTI_BYTE_PAGES: readonly number[] = [932, 936, 949, 950];
const GBK_PAGE = 936;
const UTF8_PAGE = 65001;

function fromCodePage(bytes: Uint8Array, oemCodePage: number | undefined): DecodedText {
  const own = oemCodePage === undefined || oemCodePage === UTF8_PAGE ? [] : [oemCodePage];
  const order = own.some((page) => MULTI_BYTE_PAGES.includes(page)) ? [...own, GBK_PAGE] : [GBK_PAGE, ...own];
  for (const page of order) {
    if (!iconv.encodingExists(`cp${page}`)) continue;
    const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), `cp${page}`);
    if (!text.includes(REPLACEMENT)) {
      return { text, encoding: page === GBK_PAGE ? 'gbk' : `cp${page}`, lossless: true };
    }
  }
  return { ...decodeWith('utf-8', bytes, 'utf-8'), lossless: false };
}

const REPLACEMENT = '\uFFFD';

function decodeWith(
  decoder: 'utf-8' | 'utf-16le' | 'utf-16be',
  bytes: Uint8Array,
  encoding: TextEncoding,
): DecodedText {
  const text = new TextDecoder(decoder).decode(bytes);
  return { text, encoding, lossless: !text.includes(REPLACEMENT) };
}

/** Drops what is left of a UTF-8 character at the end where the file was cut: at most three bytes. */
function withoutCutCharacter(bytes: Uint8Array, part: 'head' | 'tail'): Uint8Array {
  if (part === 'tail') {
    let start = 0;
    while (start < 3 && isContinuation(bytes[start])) start++;
    return bytes.subarray(start);
  }
  for (let back = 1; back <= 3; back++) {
    const byte = bytes[bytes.length - back];
    if (byte === undefined || byte < 0x80) break;
    if (!isContinuation(byte)) return lengthOfCharacter(byte) > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function lengthOfCharacter(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}
