/** The manifest as a stranger's document: its shape, checked before anything in the bundle is believed. */
import * as v from 'valibot';
import { BUNDLE_FORMAT, OMISSION_REASONS, PART_KINDS } from '../contract/bundle.ts';
import type { BundleError, BundleManifest, Omission } from '../contract/bundle.ts';

export const MANIFEST = 'manifest.json';

const text = v.pipe(v.string(), v.maxLength(500));

/** Kinds and reasons that a newer program wrote are no fault of the bundle: they are told and passed over. */
const manifestSchema = v.looseObject({
  format: v.pipe(text, v.regex(/^napcat-doctor\/bundle@\d{1,9}$/)),
  tool: v.object({ name: text, version: text }),
  takenAt: v.nullable(text),
  language: text,
  request: v.object({
    napcatDir: v.optional(text),
    account: v.optional(text),
    url: v.optional(text),
    deep: v.boolean(),
  }),
  parts: v.pipe(
    v.array(
      v.object({
        file: text,
        kind: text,
        sha256: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
        bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
      }),
    ),
    v.maxLength(256),
  ),
  omitted: v.pipe(v.array(v.object({ what: text, reason: text })), v.maxLength(10_000)),
  masked: v.record(text, v.number()),
  coverage: v.record(text, text),
});

type Written = v.InferOutput<typeof manifestSchema>;

export interface ReadManifest {
  readonly manifest: BundleManifest;
  /** Parts of kinds that are not known here; their bytes are checked all the same. */
  readonly unknownParts: readonly Written['parts'][number][];
  /** What a newer program wrote and this one does not understand, for people. */
  readonly notUnderstood: readonly string[];
}

/** One of a higher number is read as far as it is understood. Never throws. */
export function parseManifest(bytes: Uint8Array): ReadManifest | { readonly error: BundleError } {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { error: { code: 'manifest-invalid', detail: '' } };
  }
  const { format } = (document ?? {}) as { format?: unknown };
  const newer = isNewer(format, BUNDLE_FORMAT);
  const result = v.safeParse(manifestSchema, document, { abortEarly: true });
  if (result.success) return understood(result.output, newer);
  if (newer) return { error: { code: 'newer-format', detail: String(format).slice(0, 60) } };
  return { error: { code: 'manifest-invalid', detail: v.getDotPath(result.issues[0]) ?? '' } };
}

function understood(written: Written, newer: boolean): ReadManifest {
  const { format, tool, takenAt, language, request, parts, omitted, masked, coverage } = written;
  const [known, unknownParts] = [parts.filter(isKnownPart), parts.filter((part) => !isKnownPart(part))];
  const keys = Object.keys(written).filter((key) => !Object.hasOwn(manifestSchema.entries, key));
  return {
    manifest: {
      ...{ format, tool, takenAt, language, request, masked, coverage },
      ...{ parts: known, omitted: omitted.filter(isKnownOmission) },
    },
    unknownParts,
    notUnderstood: [
      ...(newer ? [written.format] : []),
      ...unknownParts.map(({ file, kind }) => `${file} (${kind})`),
      ...omitted.filter((one) => !isKnownOmission(one)).map(({ what, reason }) => `${what}: ${reason}`),
      ...keys.map((key) => `manifest.json ${key}`),
    ],
  };
}

function isKnownPart(part: Written['parts'][number]): part is BundleManifest['parts'][number] {
  return (PART_KINDS as readonly string[]).includes(part.kind);
}

function isKnownOmission(omission: { readonly what: string; readonly reason: string }): omission is Omission {
  return (OMISSION_REASONS as readonly string[]).includes(omission.reason);
}

/** `napcat-doctor/bundle@2` is newer than `napcat-doctor/bundle@1`. */
export function isNewer(format: unknown, own: string): boolean {
  const [name = '', version = ''] = own.split('@');
  const [, given] = typeof format === 'string' && format.startsWith(`${name}@`) ? format.split('@') : [];
  return given !== undefined && /^\d{1,9}$/.test(given) && Number(given) > Number(version);
}
