/**
 * Opens somebody's bundle. Everything in it is a stranger's: the zip, the manifest, the recording. What comes out is a
 * machine that answers from the recording; nothing here touches this machine or the network.
 */
import { createHash } from 'node:crypto';
import type { BundleError, BundleManifest } from '../contract/bundle.ts';
import type { Machine } from '../machine/machine.ts';
import { createRecordedMachine, parseRecording, RECORDING_FORMAT } from '../machine/recorded/index.ts';
import { isNewer, MANIFEST, parseManifest } from './manifest.ts';
import { openZip } from '../machine/zip/read.ts';
import type { Zip } from '../machine/zip/read.ts';

export interface OpenedBundle {
  readonly manifest: BundleManifest;
  /** Read-only: `live` is false. */
  readonly machine: Machine;
}

export type Opened<T> = T | { readonly error: BundleError };

/** A manifest with its zip; parts are checked against their hashes as they are read. */
export interface BundleParts {
  readonly manifest: BundleManifest;
  /** The only part of a kind; `undefined`: its owner left it out. */
  read(kind: BundleManifest['parts'][number]['kind']): Opened<Uint8Array> | undefined;
}

/** Checks every part before anything in the bundle is used. Never throws. */
export async function openBundle(bytes: Uint8Array): Promise<Opened<OpenedBundle>> {
  const bundle = openParts(bytes);
  if ('error' in bundle) return bundle;
  for (const { kind } of bundle.manifest.parts) {
    const part = bundle.read(kind);
    if (part !== undefined && 'error' in part) return part;
  }
  const recording = bundle.read('recording');
  if (recording === undefined) return failed('recording-missing', '');
  if ('error' in recording) return recording;
  const parsed = await parseRecording(recording);
  if ('error' in parsed) return failed('recording-invalid', parsed.error.path ?? parsed.error.message);
  if (isNewer(parsed.recording.format, RECORDING_FORMAT)) return failed('newer-format', parsed.recording.format ?? '');
  return { manifest: bundle.manifest, machine: createRecordedMachine(parsed.recording) };
}

export function openParts(bytes: Uint8Array): Opened<BundleParts> {
  const zip = openZip(bytes);
  if ('error' in zip) return zip;
  const content = zip.read(MANIFEST);
  if (content === undefined) return failed('manifest-missing', '');
  if ('error' in content) return content;
  const parsed = parseManifest(content);
  if ('error' in parsed) return parsed;
  const { manifest } = parsed;
  const listed = new Set([MANIFEST, ...manifest.parts.map(({ file }) => file)]);
  const missing = manifest.parts.find(({ file }) => !zip.names.includes(file));
  if (missing !== undefined) return failed('part-missing', missing.file);
  const stranger = zip.names.find((name) => !listed.has(name));
  if (stranger !== undefined) return failed('part-unlisted', stranger);
  return {
    manifest,
    read(kind) {
      const parts = manifest.parts.filter((part) => part.kind === kind);
      const contents = parts.map((part) => readPart(zip, part));
      return contents.find((part) => 'error' in part) ?? contents[0];
    },
  };
}

function readPart(zip: Zip, { file, sha256, bytes }: BundleManifest['parts'][number]): Opened<Uint8Array> {
  const content = zip.read(file);
  if (content === undefined) return failed('part-missing', file);
  if ('error' in content) return content;
  const matches = content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256;
  return matches ? content : failed('wrong-hash', file);
}

function failed(code: BundleError['code'], detail: string): { readonly error: BundleError } {
  return { error: { code, detail: detail.slice(0, 200) } };
}
