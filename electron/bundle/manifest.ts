/** The manifest as a stranger's document: its shape, checked before anything in the bundle is believed. */
import * as v from 'valibot';
import { BUNDLE_FORMAT, PART_KINDS } from '../contract/bundle.ts';
import type { BundleError, BundleManifest } from '../contract/bundle.ts';

export const MANIFEST = 'manifest.json';

const text = v.pipe(v.string(), v.maxLength(500));

const manifestSchema = v.object({
  format: v.literal(BUNDLE_FORMAT),
  tool: v.object({ name: text, version: text }),
  takenAt: text,
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
        kind: v.picklist(PART_KINDS),
        sha256: v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
        bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
      }),
    ),
    v.maxLength(256),
  ),
  omitted: v.array(
    v.object({
      what: text,
      reason: v.picklist(['switched-off', 'unknown-kind', 'original-found', 'too-large', 'failed']),
    }),
  ),
  masked: v.record(text, v.number()),
  coverage: v.record(text, text),
});

/** A format of a higher number is told apart from one that is none of ours. Never throws. */
export function parseManifest(
  bytes: Uint8Array,
): { readonly manifest: BundleManifest } | { readonly error: BundleError } {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { error: { code: 'manifest-invalid', detail: '' } };
  }
  const { format } = (document ?? {}) as { format?: unknown };
  if (isNewer(format, BUNDLE_FORMAT)) return { error: { code: 'newer-format', detail: String(format).slice(0, 60) } };
  const result = v.safeParse(manifestSchema, document, { abortEarly: true });
  if (result.success) return { manifest: result.output };
  return { error: { code: 'manifest-invalid', detail: v.getDotPath(result.issues[0]) ?? '' } };
}

/** `napcat-doctor/bundle@2` is newer than `napcat-doctor/bundle@1`. */
export function isNewer(format: unknown, own: string): boolean {
  const [name = '', version = ''] = own.split('@');
  const [, given] = typeof format === 'string' && format.startsWith(`${name}@`) ? format.split('@') : [];
  return given !== undefined && /^\d{1,9}$/.test(given) && Number(given) > Number(version);
}
