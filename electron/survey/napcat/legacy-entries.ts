/**
 * The format before 4.1: `http`, `ws` and `reverseWs` at the top with one token for all. NapCat below 4.1 works with it;
 * 4.1 to 4.3 turn it into the current one when they load (`migrateOneBotConfigsV1` of those versions); later ones
 * do not look at it (domain facts: NapCat dossier §2.1 "Old format").
 */
import type { Entry, EntryKind } from '../facts.ts';
import { createEntry } from './entries.ts';
import type { ReadContext } from './entries.ts';
import { fieldsOf } from './onebot-schema.ts';
import type { Scalar } from './onebot-schema.ts';
import { atLeast } from './version.ts';

/** Whether this NapCat makes adapters of the old keys. */
export function readsLegacyFormat(version: string | null): boolean {
  return !atLeast(version, '4.4.0');
}

/** The entries that the old keys mean. Values of a wrong type count as not written. */
export function readLegacyEntries(document: object, context: ReadContext): Entry[] {
  const old = sectionOf({ document }, 'document');
  const http = sectionOf(old, 'http');
  const ws = sectionOf(old, 'ws');
  const reverse = sectionOf(old, 'reverseWs');
  const token = old.token;
  const urls = Array.isArray(reverse.urls) ? reverse.urls : [];

  const entry = (kind: EntryKind, index: number, written: Readonly<Record<string, unknown>>, path: string) => {
    const common = { messagePostFormat: old.messagePostFormat, reportSelfMessage: old.reportSelfMessage };
    const values = withDefaults({ ...common, ...written }, kind, context.version);
    const line = context.positions.get(path)?.line ?? null;
    return createEntry(kind, index, values, { nameGiven: false, line, secrets: context.secrets });
  };

  return [
    ...('http' in old ? [entry('httpServers', 0, { ...http, token: http.secret }, 'http')] : []),
    ...('ws' in old ? [entry('websocketServers', 0, { ...ws, token }, 'ws')] : []),
    ...urls.map((url, index) =>
      entry('websocketClients', index, { enable: reverse.enable, url, token }, `reverseWs/urls/${index}`),
    ),
  ];
}

function sectionOf(source: object, key: string): Readonly<Record<string, unknown>> {
  const value: unknown = Object.hasOwn(source, key) ? Reflect.get(source, key) : undefined;
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function withDefaults(written: Readonly<Record<string, unknown>>, kind: EntryKind, version: string | null) {
  const values: Record<string, Scalar | undefined> = {};
  for (const [key, field] of Object.entries(fieldsOf(kind, version))) {
    const value = written[key];
    values[key] = typeof value === field.type ? (value as Scalar) : field.default;
  }
  return values;
}
