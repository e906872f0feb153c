/**
 * The elements of `network` as NapCat sees them after defaults and coercion, or the value that makes it give up. A wrong
 * type anywhere costs every adapter, not only its own (domain facts: NapCat dossier §2.1 "Failure").
 */
import type { Entry, EntryKind } from '../facts.ts';
import type { SecretTable } from '../secret.ts';
import { validatorOf } from './coercion.ts';
import type { Validator } from './coercion.ts';
import type { Position } from './json5-positions.ts';
import { REGISTRATION_ORDER, TIMEOUT, TOP_LEVEL, fieldsOf } from './onebot-schema.ts';
import type { Fields, Scalar } from './onebot-schema.ts';
import { parseEntryUrl } from './url.ts';

/** A value that NapCat's schema refuses. `path` as in `locateValues`. */
export class TypeRefused extends Error {
  readonly path: string;
  constructor(path: string, expected: string) {
    super(`Expected ${expected}`);
    this.path = path;
  }
}

export interface ReadContext {
  readonly version: string | null;
  readonly secrets: SecretTable;
  readonly positions: ReadonlyMap<string, Position>;
}

/**
 * Reads a document of the current format. Throws `TypeRefused` where NapCat's own validation does.
 * Entries come in the order of registration, which is what decides between equal names.
 */
export function readEntries(document: object, context: ReadContext): Entry[] {
  const validator = validatorOf(context.version);
  readFields(document, TOP_LEVEL, '', validator);
  // `timeout` came long after AJV's days were counted, so only TypeBox ever judged it.
  if (validator.mixesListAndObject)
    readFields(objectAt(document, 'timeout', '', validator), TIMEOUT, 'timeout/', validator);

  const network = objectAt(document, 'network', '', validator);
  return REGISTRATION_ORDER.flatMap((kind) => {
    const fields = fieldsOf(kind, context.version);
    return listAt(network, kind, validator).map((element, index) => {
      const path = `network/${kind}/${index}`;
      if (!isPlainObject(element)) throw new TypeRefused(path, 'object');
      return createEntry(kind, index, readFields(element, fields, `${path}/`, validator), {
        nameGiven: Object.hasOwn(element, 'name'),
        line: context.positions.get(path)?.line ?? null,
        secrets: context.secrets,
      });
    });
  });
}

/** Builds an entry from values that already have their types. `shadowed` is settled later, over all of them. */
export function createEntry(
  kind: EntryKind,
  index: number,
  values: Readonly<Record<string, Scalar | undefined>>,
  about: { readonly nameGiven: boolean; readonly line: number | null; readonly secrets: SecretTable },
): Entry {
  const numberOf = (key: string) => (typeof values[key] === 'number' ? values[key] : null);
  return {
    kind,
    index,
    name: String(values.name ?? ''),
    nameGiven: about.nameGiven,
    enabled: values.enable === true,
    url: values.url === undefined ? null : parseEntryUrl(String(values.url)),
    host: values.host === undefined ? null : String(values.host),
    port: numberOf('port'),
    token: about.secrets.intern(String(values.token ?? '')),
    messageFormat: String(values.messagePostFormat ?? 'array'),
    reportSelf: values.reportSelfMessage === true,
    reconnectInterval: numberOf('reconnectInterval'),
    heartInterval: numberOf('heartInterval'),
    verifyCertificate: typeof values.verifyCertificate === 'boolean' ? values.verifyCertificate : null,
    shadowed: false,
    line: about.line,
  };
}

/**
 * NapCat keeps its adapters in a Map keyed by name, so of equal names the last one registered lives
 * (packages/napcat-onebot/network/index.ts `registerAdapter`). A disabled entry is never registered and shadows nobody.
 */
export function markShadowed(entries: readonly Entry[]): Entry[] {
  const alive = new Map(entries.filter(({ enabled }) => enabled).map((entry) => [entry.name, entry]));
  return entries.map((entry) => ({ ...entry, shadowed: entry.enabled && alive.get(entry.name) !== entry }));
}

function readFields(source: object, fields: Fields, prefix: string, validator: Validator) {
  const values: Record<string, Scalar | undefined> = {};
  for (const [key, field] of Object.entries(fields)) {
    const written = ownValue(source, key);
    const value = written === undefined ? field.default : validator.coerce(written, field.type);
    if (written !== undefined && value === undefined) throw new TypeRefused(prefix + key, field.type);
    values[key] = value;
  }
  return values;
}

function objectAt(source: object, key: string, prefix: string, validator: Validator): object {
  const value = ownValue(source, key) ?? (Object.hasOwn(source, key) ? null : {});
  if (isPlainObject(value)) return value;
  if (Array.isArray(value) && validator.mixesListAndObject) return {};
  throw new TypeRefused(prefix + key, 'object');
}

function listAt(network: object, kind: EntryKind, validator: Validator): readonly unknown[] {
  const value = ownValue(network, kind);
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  if (isPlainObject(value) && validator.mixesListAndObject) return [];
  throw new TypeRefused(`network/${kind}`, 'array');
}

function ownValue(source: object, key: string): unknown {
  return Object.hasOwn(source, key) ? Reflect.get(source, key) : undefined;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
