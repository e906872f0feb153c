/**
 * Writes what a file says in a format that NapCat no longer reads into the one it does read. The old keys stay where
 * they are: NapCat ignores them, and their owner may want to look at them.
 */
import type { Edit, Json } from '../editors/json5.ts';
import { Refused } from '../refused.ts';
import type { Remedy } from '../remedy.ts';
import { addElement, configSteps, openConfig } from './config-step.ts';
import { asRecord, uniqueName } from './document.ts';
import { NEW_NAME, clientEntry } from './entry.ts';
import { checkedUrl } from './target.ts';

export const convertConfig: Remedy = {
  code: 'convert-config',
  cures: ['obsolete-config-format'],
  fits: ({ variant }) => variant !== 'manager' && variant !== 'too-new',
  plan: async (context) => {
    const config = await openConfig(context);
    const ignored = context.situation.content?.ignoredUrls ?? [];
    const entries = ignored.map(({ key, enabled }) => oldEntry(config.document, key, enabled));
    if (entries.length === 0) throw new Refused('target-unknown', { file: config.file.path });
    const params = { value: entries.map(({ url }) => (typeof url === 'string' ? url : '')).join(', ') };
    return configSteps(context, config, 'write-network', params, editsFor(config.document, entries));
  },
};

type EntryValues = Readonly<Record<string, Json>>;

/** The entry that an old key means. Its token is the nearest one around it, in the old format the global one. */
function oldEntry(document: unknown, key: string, enabled: boolean): EntryValues {
  const steps = key.split(/[.[\]]+/).filter((step) => step !== '');
  const around = steps.map((_, depth) => valueAt(document, steps.slice(0, depth)));
  const token = around.map((value) => asRecord(value)?.token).findLast((value) => typeof value === 'string');
  const url = valueAt(document, steps);
  if (typeof url !== 'string') throw new Refused('file-changed', { key });
  return { ...clientEntry(NEW_NAME, checkedUrl(url.trim()), typeof token === 'string' ? token : ''), enable: enabled };
}

function valueAt(document: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => {
    const container = Object(value) as object;
    return Object.hasOwn(container, step) ? (Reflect.get(container, step) as unknown) : undefined;
  }, document);
}

/** The first entry makes the section, the others join it. */
function editsFor(document: unknown, entries: readonly EntryValues[]): readonly Edit[] {
  const names = new Set<string>();
  const named = entries.map((entry) => {
    let name = uniqueName(document, NEW_NAME);
    for (let number = 2; names.has(name); number++) name = uniqueName(document, `${NEW_NAME}-${number}`);
    names.add(name);
    return { ...entry, name };
  });
  const [first, ...others] = named;
  if (first === undefined) return [];
  return [
    ...addElement(document, 'websocketClients', first),
    ...others.map((value): Edit => ({ append: ['network', 'websocketClients'], value })),
  ];
}
