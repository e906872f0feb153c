/**
 * The second look, at the bytes that would leave: none of the originals that were masked may be found in any form, also
 * not where a line end or a blank was put into it. It knows nothing of how they were masked.
 */
import type { Search } from './finder.ts';
import { finderOf } from './originals.ts';
import type { Needle } from './originals.ts';
import type { Kind, Pseudonyms } from './pseudonyms.ts';

/** Kinds of which an original was found; empty when the bytes may leave. */
export type Scan = (bytes: Uint8Array) => readonly Kind[];

/** `ownWords`: texts of ours that stand in every bundle; a word in them is no leak. */
export function createScan(names: Pseudonyms, ownWords: string): Scan {
  const pseudonyms = new Set(Object.values(names.known).flatMap((pairs) => [...pairs.values()]));
  const finder = finderOf(names);
  const ours = new Set([...finder.find(ownWords, ALL)].map(({ needle }) => needle));
  const isForeign = ({ original }: Needle, needle: string): boolean =>
    !ours.has(needle) && !pseudonyms.has(original.text);
  const isLongAndForeign = (value: Needle, needle: string): boolean =>
    needle.length >= LONG && value.original.kind !== 'address' && isForeign(value, needle);
  return (bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    const joined = text.replace(/\s+|\\[nrt]/g, '');
    const found = [
      ...finder.find(text, { wanted: isForeign, apart: true }),
      ...finder.find(joined, { wanted: isLongAndForeign, apart: true }),
    ];
    return [...new Set(found.map(({ value }) => value.original.kind))];
  };
}

/** Catalogue words may stand in one another. */
const ALL: Search<Needle> = { wanted: () => true, apart: false };

/** Shorter texts arise by chance when the blanks between others are taken out. */
const LONG = 10;
