/** A request of every call, with everything in it that may be; and what it becomes in the hands of an attacker. */
import fc from 'fast-check';
import { DEFAULT_SETTINGS } from '../../../electron/contract/app.ts';
import type { CallName, RequestOf } from '../../../electron/contract/app.ts';

const EXAMINE = {
  source: { kind: 'recording', id: 'recording-1', name: '我的电脑.yaml' },
  ...{ napcatDir: 'D:\\机器人', account: '2000000001', url: 'ws://127.0.0.1:8080/onebot/v11/ws' },
} as const;

/** A new call does not compile until it has one here. */
export const WELL_FORMED: { readonly [K in CallName]: RequestOf<K> } = {
  hello: null,
  examine: EXAMINE,
  ports: { source: EXAMINE.source },
  excerpt: { source: EXAMINE.source, path: 'C:\\x.json', line: 3 },
  'open-recording': { content: 'format: x' },
  'save-settings': DEFAULT_SETTINGS,
  'clear-data': null,
  plan: { ...EXAMINE, wanted: { remedy: 'correct-url', url: EXAMINE.url, form: 'shell', archive: 'C:\\x.zip' } },
  apply: { id: '2502201200-abcdef' },
  undo: { id: '2502201200-abcdef', step: 0 },
  prove: EXAMINE,
  history: null,
  'choose-archive': null,
  'save-repair': {
    ...{ phase: 'waiting', cause: 'entry-disabled', offers: ['enable-entry'], tried: ['correct-url'] },
    ...{ napcatDir: 'D:\\x', account: '2000000001', wanted: { remedy: 'enable-entry' } },
    applied: {
      id: '2502201200-abcdef',
      steps: [{ code: 'restart-napcat', params: { pid: 7 }, by: 'user' }],
      states: ['waiting'],
    },
  },
  'draft-bundle': { ...EXAMINE, language: 'zh' },
  'read-part': { id: 'draft-1', file: 'report.txt' },
  'save-bundle': { id: 'draft-1', without: ['report.html'] },
  watch: { ...EXAMINE, seconds: 60 },
  'end-watch': null,
  'open-bundle': { base64: 'UEs=' },
};

/** What a field never takes, by what it does take. */
const JUNK: Readonly<Record<string, readonly unknown[]>> = {
  string: [{}, [[]], true, 7, { kind: 'x' }],
  number: [{}, [[]], true, Number.NaN, { valueOf: 7 }],
  boolean: [{}, [], 'true', 1],
};
const junkFor = (value: unknown): fc.Arbitrary<unknown> => fc.constantFrom(...(JUNK[typeof value] ?? [{}]));

type Path = readonly (string | number)[];

function pathsOf(value: unknown, leaves: boolean, here: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return leaves ? [here] : [];
  const below = Object.entries(value).flatMap(([key, part]) => pathsOf(part, leaves, [...here, key]));
  return leaves || Array.isArray(value) ? below : [here, ...below];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((part, key) => (part as Record<string, unknown>)[key], value);
}

function changed(value: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, change);
  return copy;
}

/** One field holds what no field takes, or there is one field too many. */
export function malformed(name: CallName): fc.Arbitrary<unknown> {
  const good: unknown = WELL_FORMED[name];
  if (good === null) return fc.anything().filter((value) => value !== null);
  const objects = fc.constantFrom(...pathsOf(good, false).filter((path) => path.at(-1) !== 'params'));
  return fc.oneof(
    fc
      .constantFrom(...pathsOf(good, true))
      .chain((path) => junkFor(at(good, path)).map((junk) => changed(good, path, () => junk))),
    fc
      .tuple(objects, fc.constantFrom('extra', 'deep', 'constructor', 'toString'))
      .map(([path, key]) => changed(good, path, (value) => ({ ...(value as object), [key]: 'x' }))),
  );
}
