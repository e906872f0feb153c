/**
 * OneBot documents compared as NapCat sees them: which adapters a reload leaves alone, and whether two texts mean the
 * same. NapCat writes a file anew whenever its WebUI saves it, with every default filled in.
 */
import { createHash } from 'node:crypto';

import type { EntryKind } from '../../survey/facts.ts';
import { validatorOf } from '../../survey/napcat/coercion.ts';
import { REGISTRATION_ORDER, TOP_LEVEL, fieldsOf } from '../../survey/napcat/onebot-schema.ts';
import type { Fields } from '../../survey/napcat/onebot-schema.ts';
import { parseEntryUrl } from '../../survey/napcat/url.ts';
import type { Json } from '../editors/json5.ts';

export type Members = Readonly<Record<string, unknown>>;

export function asRecord(value: unknown): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** The elements of one section of `network`. */
export function elementsOf(document: unknown, kind: EntryKind): readonly Members[] {
  const list = asRecord(asRecord(document)?.network)?.[kind];
  return Array.isArray(list) ? list.flatMap((element: unknown): readonly Members[] => [asRecord(element) ?? {}]) : [];
}

/** Every name that an adapter has, given or by default. */
export function namesIn(document: unknown): ReadonlySet<string> {
  return new Set(
    REGISTRATION_ORDER.flatMap((kind) => elementsOf(document, kind).map((element) => nameOf(kind, element))),
  );
}

/** A name that no adapter has: NapCat keeps only the last one of a name. */
export function uniqueName(document: unknown, wanted: string): string {
  const taken = namesIn(document);
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) return name;
  }
}

/**
 * `to` with those adapters switched off that run in `from` under the same name with other values: a reload in place
 * leaves them with their old token, or with a dead handler after a new URL (domain facts: NapCat dossier §3). `null`
 * when there are none.
 */
export function withChangedOff(from: unknown, to: unknown): Json | null {
  const changed = changedNames(from, to);
  if (changed.size === 0) return null;
  const copy = JSON.parse(JSON.stringify(to)) as { network: Record<string, Record<string, Json>[] | undefined> };
  for (const kind of REGISTRATION_ORDER) {
    for (const element of copy.network[kind] ?? []) if (changed.has(nameOf(kind, element))) element.enable = false;
  }
  return copy as Json;
}

/** The ports at which those adapters serve, or which they dial, while they run as they stand in `from`. */
export function portsOfChanged(from: unknown, to: unknown): ReadonlySet<number> {
  const changed = changedNames(from, to);
  return new Set(
    REGISTRATION_ORDER.flatMap((kind) =>
      elementsOf(from, kind)
        .filter((element) => changed.has(nameOf(kind, element)))
        .flatMap((element) => portOf(kind, element) ?? []),
    ),
  );
}

/** Equal for documents that NapCat `version` takes for the same, whatever they look like. */
export function meaningOf(document: unknown, version: string | null): string {
  const top = filled(asRecord(document) ?? {}, TOP_LEVEL, version);
  const network = REGISTRATION_ORDER.map((kind) =>
    elementsOf(document, kind).map((element) => filled(element, fieldsOf(kind, version), version)),
  );
  return createHash('sha256')
    .update(JSON.stringify([top, network]))
    .digest('hex');
}

/** Its backend's schema lacks this key and strips it (domain facts: NapCat dossier §4). */
const STRIPPED = 'verifyCertificate';

/** Whether NapCat's WebUI would take something away from the document. */
export function losesByApi(document: unknown): boolean {
  return REGISTRATION_ORDER.some((kind) =>
    elementsOf(document, kind).some((element) => Object.hasOwn(element, STRIPPED)),
  );
}

/** Defaults in the place of what is missing, and values of another type bent as NapCat bends them. */
function filled(source: Members, fields: Fields, version: string | null): readonly unknown[] {
  const { coerce } = validatorOf(version);
  return Object.entries(fields)
    .filter(([key]) => key !== STRIPPED)
    .map(([key, { type, default: otherwise }]) => coerce(source[key] ?? otherwise, type) ?? null);
}

function changedNames(from: unknown, to: unknown): ReadonlySet<string> {
  const running = aliveIn(from);
  return new Set(
    [...aliveIn(to)].filter(([name, text]) => running.has(name) && running.get(name) !== text).map(([name]) => name),
  );
}

/** `null`: it has none, or an address that NapCat cannot dial either. */
function portOf(kind: EntryKind, element: Members): number | null {
  const { port, url } = fieldsOf(kind, null);
  if (port !== undefined) return Number(element.port ?? port.default);
  if (url === undefined) return null;
  const text = element.url ?? url.default;
  const parsed = parseEntryUrl(typeof text === 'string' ? text : '');
  return parsed.usable ? parsed.port : null;
}

function aliveIn(document: unknown): ReadonlyMap<string, string> {
  return new Map(
    REGISTRATION_ORDER.flatMap((kind) =>
      elementsOf(document, kind)
        .filter(({ enable }) => enable === true || enable === 'true')
        .map((element) => {
          const values = filled(element, fieldsOf(kind, null), null);
          return [nameOf(kind, element), JSON.stringify([kind, values])] as const;
        }),
    ),
  );
}

function nameOf(kind: EntryKind, { name }: Members): string {
  return typeof name === 'string' ? name : String(fieldsOf(kind, null).name?.default ?? '');
}
