/**
 * A file as text that can be written back exactly: the encoding, byte order mark and line ends it came with, and not at
 * all when they cannot be kept.
 */
import iconv from 'iconv-lite';

import type { Hand, Hash } from '../../machine/hand.ts';
import { decodeText } from '../../survey/text.ts';
import type { TextEncoding } from '../../survey/text.ts';
import { Refused } from '../refused.ts';

export interface EditableFile {
  readonly path: string;
  /** `null`: it does not exist yet. */
  readonly hash: Hash | null;
  readonly bytes: Uint8Array | null;
  /** Without a byte order mark. */
  readonly text: string;
  /** The bytes for another text. Throws `Refused` when a character of it does not exist in this encoding. */
  readonly encode: (text: string) => Uint8Array;
}

/** Opens a file for editing. Throws `Refused`. */
export async function openForEdit(hand: Hand, path: string, oemCodePage?: number): Promise<EditableFile> {
  const held = await hand.read(path);
  if (held.state === 'absent') throw new Refused('file-changed', { file: path });
  if (held.state !== 'known') throw new Refused('file-denied', { file: path, reason: held.reason ?? held.state });
  const { bytes, hash } = held.value;
  return { path, hash, bytes, ...editableText(bytes, path, oemCodePage) };
}

/** The same for a file that may not exist yet; a new one is UTF-8. Throws `Refused`. */
export async function openOrCreate(hand: Hand, path: string, oemCodePage?: number): Promise<EditableFile> {
  const held = await hand.read(path);
  if (held.state !== 'absent') return openForEdit(hand, path, oemCodePage);
  return { path, hash: null, bytes: null, text: '', encode: (text) => new TextEncoder().encode(text) };
}

/** Exported for the property tests. Throws `Refused` for bytes that do not survive decoding and encoding. */
export function editableText(
  bytes: Uint8Array,
  path: string,
  oemCodePage?: number,
): Pick<EditableFile, 'text' | 'encode'> {
  const { text, encoding } = decodeText(bytes, oemCodePage);
  const mark = MARKS.find(({ of, mark: own }) => of === encoding && own.every((byte, at) => bytes[at] === byte))?.mark;
  const encode = (changed: string): Uint8Array => {
    const encoded = Uint8Array.from([...(mark ?? []), ...iconv.encode(changed, CODECS[encoding] ?? encoding)]);
    if (decodeText(encoded, oemCodePage).text !== changed) throw new Refused('file-not-text', { file: path });
    return encoded;
  };
  const again = encoding === 'binary' ? null : encode(text);
  if (again?.length !== bytes.length || again.some((byte, at) => byte !== bytes[at])) {
    throw new Refused('file-not-text', { file: path });
  }
  return { text, encode };
}

const MARKS: readonly { readonly of: TextEncoding; readonly mark: readonly number[] }[] = [
  { of: 'utf-8-bom', mark: [0xef, 0xbb, 0xbf] },
  { of: 'utf-16le', mark: [0xff, 0xfe] },
  { of: 'utf-16be', mark: [0xfe, 0xff] },
];

/** iconv-lite's names where they differ; none of these adds a mark of its own. */
const CODECS: Readonly<Partial<Record<TextEncoding, string>>> = {
  'utf-8': 'utf8',
  'utf-8-bom': 'utf8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  gbk: 'cp936',
};
