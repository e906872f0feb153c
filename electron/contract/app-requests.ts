/** The requests of the app's calls as schemas: what a host checks before it does anything. Strict: no unknown keys. */
import * as v from 'valibot';
import { DEMOS, LANGUAGES, LONGEST_RECORDING, THEMES } from './app.ts';
import type { CallName, RequestOf } from './app.ts';
import { LARGEST_BUNDLE_FILE } from './app-bundles.ts';
import { SAVED_PHASES } from './app-repairs.ts';
import { VERDICT_CODES } from './codes.ts';
import { LONGEST_TEXT, MOST_TEXTS } from './given-text.ts';
import { WATCH_SECONDS } from './watch.ts';
import { NAPCAT_FORMS, REMEDY_CODES, STEP_CODES, STEP_STATES } from './remedies.ts';

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const account = v.pipe(v.string(), v.regex(/^\d{5,12}$/));
const url = v.pipe(v.string(), v.regex(/^wss?:\/\/\S+$/i), v.maxLength(1024));
const fileName = v.pipe(v.string(), v.maxLength(260));
/** As the engine makes them: `recording-1`, `bundle-1`, `draft-1`. */
const idOf = (kind: string): v.GenericSchema<string> => v.pipe(v.string(), v.regex(new RegExp(`^${kind}-\\d{1,6}$`)));
/** As `newPlanId` makes them. */
const planId = v.pipe(v.string(), v.regex(/^\d{10}-[\da-f]{6}$/));

const source = v.variant('kind', [
  v.strictObject({ kind: v.literal('this-computer') }),
  v.strictObject({ kind: v.literal('demo'), demo: v.picklist(DEMOS) }),
  v.strictObject({ kind: v.literal('recording'), id: idOf('recording'), name: fileName }),
  v.strictObject({ kind: v.literal('bundle'), id: idOf('bundle'), name: fileName }),
]);
/** Bytes in base64, of this many at most. */
const bytes = (most: number): v.GenericSchema<string> =>
  v.pipe(v.string(), v.maxLength(Math.ceil(most / 3) * 4), v.regex(/^[A-Za-z0-9+/]*={0,2}$/));
const givenText = v.variant('kind', [
  v.strictObject({ kind: v.literal('pasted'), text: v.pipe(v.string(), v.maxLength(LONGEST_TEXT)) }),
  v.strictObject({ kind: v.literal('file'), name: v.pipe(fileName, v.minLength(1)), base64: bytes(LONGEST_TEXT) }),
]);
const texts = v.optional(v.pipe(v.array(givenText), v.maxLength(MOST_TEXTS)));
const examine = {
  ...{ source, napcatDir: v.optional(path), account: v.optional(account), url: v.optional(url) },
  texts,
};

export const settingsSchema = v.strictObject({
  language: v.picklist(LANGUAGES),
  theme: v.picklist(THEMES),
  deepProbe: v.boolean(),
  webui: v.boolean(),
});

const remedy = v.picklist(REMEDY_CODES);
const wanted = v.strictObject({
  remedy,
  url: v.optional(url),
  form: v.optional(v.picklist(NAPCAT_FORMS)),
  archive: v.optional(path),
});
const param = v.union([v.pipe(v.string(), v.maxLength(4096)), v.number()]);

export const savedRepairSchema = v.strictObject({
  phase: v.picklist(SAVED_PHASES),
  cause: v.picklist(VERDICT_CODES),
  wanted,
  offers: v.pipe(v.array(remedy), v.maxLength(REMEDY_CODES.length)),
  tried: v.pipe(v.array(remedy), v.maxLength(REMEDY_CODES.length)),
  napcatDir: v.nullable(path),
  account: v.nullable(account),
  applied: v.nullable(
    v.strictObject({
      id: planId,
      steps: v.pipe(
        v.array(
          v.strictObject({
            code: v.picklist(STEP_CODES),
            params: v.record(v.string(), param),
            by: v.picklist(['doctor', 'user']),
          }),
        ),
        v.maxLength(50),
      ),
      states: v.pipe(v.array(v.picklist(STEP_STATES)), v.maxLength(50)),
    }),
  ),
});

export const REQUESTS = {
  hello: v.null(),
  examine: v.strictObject(examine),
  ports: v.strictObject({ source }),
  excerpt: v.strictObject({ source, texts, path, line: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  'open-recording': v.strictObject({ content: v.pipe(v.string(), v.maxLength(LONGEST_RECORDING)) }),
  'save-settings': settingsSchema,
  'clear-data': v.null(),
  plan: v.strictObject({ ...examine, wanted }),
  apply: v.strictObject({ id: planId }),
  undo: v.strictObject({ id: planId, step: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
  prove: v.strictObject(examine),
  history: v.null(),
  'choose-archive': v.null(),
  'save-repair': v.nullable(savedRepairSchema),
  'draft-bundle': v.strictObject({ ...examine, language: v.picklist(['zh', 'en']) }),
  'read-part': v.strictObject({ id: idOf('draft'), file: fileName }),
  'save-bundle': v.strictObject({ id: idOf('draft'), without: v.pipe(v.array(fileName), v.maxLength(100)) }),
  watch: v.strictObject({
    ...examine,
    seconds: v.pipe(v.number(), v.integer(), v.minValue(WATCH_SECONDS.least), v.maxValue(WATCH_SECONDS.most)),
  }),
  'end-watch': v.null(),
  'open-bundle': v.strictObject({ base64: bytes(LARGEST_BUNDLE_FILE) }),
} satisfies { readonly [K in CallName]: v.GenericSchema<RequestOf<K>> };

export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(REQUESTS, name);
}
