/** The requests of the app's calls as schemas: what a host checks before it does anything. Strict: no unknown keys. */
import * as v from 'valibot';
import { DEMOS, LANGUAGES, LONGEST_RECORDING, THEMES } from './app.ts';
import type { CallName, RequestOf } from './app.ts';

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const account = v.pipe(v.string(), v.regex(/^\d{5,12}$/));
/** As `open-recording` makes them. */
const recordingId = v.pipe(v.string(), v.regex(/^recording-\d{1,6}$/));

const source = v.variant('kind', [
  v.strictObject({ kind: v.literal('this-computer') }),
  v.strictObject({ kind: v.literal('demo'), demo: v.picklist(DEMOS) }),
  v.strictObject({ kind: v.literal('recording'), id: recordingId, name: v.pipe(v.string(), v.maxLength(260)) }),
]);

export const settingsSchema = v.strictObject({
  language: v.picklist(LANGUAGES),
  theme: v.picklist(THEMES),
  deepProbe: v.boolean(),
});

export const REQUESTS = {
  hello: v.null(),
  examine: v.strictObject({ source, napcatDir: v.optional(path), account: v.optional(account) }),
  ports: v.strictObject({ source }),
  'open-recording': v.strictObject({ content: v.pipe(v.string(), v.maxLength(LONGEST_RECORDING)) }),
  'save-settings': settingsSchema,
  'clear-data': v.null(),
} satisfies { readonly [K in CallName]: v.GenericSchema<RequestOf<K>> };

export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(REQUESTS, name);
}
