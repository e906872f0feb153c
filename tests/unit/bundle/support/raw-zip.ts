/** Writes zip files byte by byte, so that each lie of a hostile one can be told by itself. */
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { BUNDLE_FORMAT } from '../../../../electron/contract/bundle.ts';
import { crc32 } from '../../../../electron/machine/zip/crc32.ts';

export interface RawEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the headers claim instead of the truth. */
  readonly claim?: Partial<Record<'size' | 'packed' | 'crc' | 'flags' | 'method' | 'mode' | 'offset', number>>;
  readonly localName?: string;
}

export function rawZip(entries: readonly RawEntry[], claimCount?: number): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, claim = {}, localName = name } of entries) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const fields = {
      size: plain.length,
      packed: packed.length,
      crc: crc32(plain),
      flags: 0x800,
      method: 8,
      mode: 0o100644,
      offset: at,
      ...claim,
    };
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(fields.flags, 2);
    common.writeUInt16LE(fields.method, 4);
    common.writeUInt32LE(fields.crc, 10);
    common.writeUInt32LE(fields.packed, 14);
    common.writeUInt32LE(fields.size, 18);
    const head = (bytes: Buffer): Buffer => {
      common.writeUInt16LE(bytes.length, 22);
      return Buffer.from(common);
    };
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      head(Buffer.from(localName)),
      Buffer.from(localName),
      packed,
    ]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((fields.mode << 16) >>> 0, 6);
    tail.writeUInt32LE(fields.offset, 10);
    const made = Buffer.from([20, 3]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), made, head(Buffer.from(name)), tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(claimCount ?? entries.length, 8);
  end.writeUInt16LE(claimCount ?? entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end]);
}

const RECORDING = JSON.stringify({ format: 'napcat-doctor/recording@1', host: { platform: 'win32' } });

/** A manifest that is right for these parts, with some of its fields changed. */
export function manifestFor(
  parts: Readonly<Record<string, string>>,
  change: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    format: BUNDLE_FORMAT,
    tool: { name: 'napcat-doctor', version: '0.0.0' },
    takenAt: '2026-08-22T12:30:00.000Z',
    language: 'zh',
    request: { deep: false },
    parts: Object.entries(parts).map(([file, content]) => ({
      file,
      kind: 'recording',
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: Buffer.byteLength(content),
    })),
    omitted: [],
    masked: {},
    coverage: {},
    ...change,
  });
}

/** A bundle that opens, but for what is changed or added. */
export function bundleWith({
  manifest = {},
  recording = RECORDING,
  written = recording,
  extra = [],
  claim,
}: {
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly recording?: string;
  /** What stands in the zip instead of the recording of the manifest. */
  readonly written?: string;
  readonly extra?: readonly RawEntry[];
  readonly claim?: NonNullable<RawEntry['claim']>;
} = {}): Uint8Array {
  return rawZip([
    { name: 'manifest.json', content: manifestFor({ 'recording.json': recording }, manifest) },
    { name: 'recording.json', content: written, ...(claim === undefined ? {} : { claim }) },
    ...extra,
  ]);
}
