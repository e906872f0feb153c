/**
 * Opens somebody's bundle. Everything in it is a stranger's: the zip, the manifest, the recording. What comes out is a
 * machine that answers from the recording; nothing here touches this machine or the network.
 */
import { createHash } from 'node:crypto';
import type { BundleError, BundleManifest } from '../contract/bundle.ts';
import type { Machine } from '../machine/machine.ts';
import { createRecordedMachine, parseRecording, RECORDING_FORMAT, unknownSections } from '../machine/recorded/index.ts';
import { isNewer, MANIFEST, parseManifest } from './manifest.ts';
import { openZip } from '../machine/zip/read.ts';
import type { Zip } from '../machine/zip/read.ts';

export interface OpenedBundle {
  readonly manifest: BundleManifest;
  /** Read-only: `live` is false. */
  readonly machine: Machine;
  /** What a newer program wrote and this one does not understand; empty for bundles of this one and older ones. */
  readonly notUnderstood: readonly string[];
}

export type Opened<T> = T | { readonly error: BundleError };

/** A manifest with its zip; parts are checked against their hashes as they are read. */
export interface BundleParts {
  readonly manifest: BundleManifest;
  readonly notUnderstood: readonly string[];
  /** The first part whose bytes are not what the manifest says; `null`: all are. */
  readonly firstFault: () => { readonly error: BundleError } | null;
  /** The only part of a kind; `undefined`: its owner left it out. */
  read(kind: BundleManifest['parts'][number]['kind']): Opened<Uint8Array> | undefined;
}

/** Checks every part before anything in the bundle is used. Never throws. */
export async function openBundle(bytes: Uint8Array): Promise<Opened<OpenedBundle>> {
  const bundle = openParts(bytes);
  if ('error' in bundle) return bundle;
  const fault = bundle.firstFault();
  if (fault !== null) return fault;
  const recording = bundle.read('recording');
  if (recording === undefined) return failed('recording-missing', '');
  if ('error' in recording) return recording;
  const parsed = await parseRecording(recording);
  if ('error' in parsed) {
    const newer = formatOf(recording);
    return newer === null
      ? failed('recording-invalid', parsed.error.path ?? parsed.error.message)
      : failed('newer-format', newer);
  }
  const { format } = parsed.recording;
  return {
    manifest: bundle.manifest,
    machine: createRecordedMachine(parsed.recording),
    notUnderstood: [
      ...bundle.notUnderstood,
      ...(isNewer(format, RECORDING_FORMAT) ? [String(format)] : []),
      ...unknownSections(parsed.recording).map((section) => `recording.json ${section}`),
    ],
  };
}

export function openParts(bytes: Uint8Array): Opened<BundleParts> {
  const zip = openZip(bytes);
  if ('error' in zip) return zip;
  const content = zip.read(MANIFEST);
  if (content === undefined) return failed('manifest-missing', '');
  if ('error' in content) return content;
  const parsed = parseManifest(content);
  if ('error' in parsed) return parsed;
  const { manifest, unknownParts, notUnderstood } = parsed;
  const parts = [...manifest.parts, ...unknownParts];
  const listed = new Set([MANIFEST, ...parts.map(({ file }) => file)]);
  const missing = parts.find(({ file }) => !zip.names.includes(file));
  if (missing !== undefined) return failed('part-missing', missing.file);
  const stranger = zip.names.find((name) => !listed.has(name));
  if (stranger !== undefined) return failed('part-unlisted', stranger);
  return {
    manifest,
    notUnderstood,
    firstFault() {
      for (const part of parts) {
        const content = readPart(zip, part);
        if ('error' in content) return content;
      }
      return null;
    },
    read(kind) {
      const part = manifest.parts.find((candidate) => candidate.kind === kind);
      return part === undefined ? undefined : readPart(zip, part);
    },
  };
}

type Listed = Pick<BundleManifest['parts'][number], 'file' | 'sha256' | 'bytes'>;

function readPart(zip: Zip, { file, sha256, bytes }: Listed): Opened<Uint8Array> {
  const content = zip.read(file);
  if (content === undefined) return failed('part-missing', file);
  if ('error' in content) return content;
  const matches = content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256;
  return matches ? content : failed('wrong-hash', file);
}

/** The format that a recording gives itself, if it is newer than ours. */
function formatOf(recording: Uint8Array): string | null {
  const format = /"format":\s*"(napcat-doctor\/recording@\d{1,9})"/.exec(
    new TextDecoder().decode(recording.subarray(0, 4096)),
  )?.[1];
  return format !== undefined && isNewer(format, RECORDING_FORMAT) ? format : null;
}

function failed(code: BundleError['code'], detail: string): { readonly error: BundleError } {
  return { error: { code, detail: detail.slice(0, 200) } };
}
