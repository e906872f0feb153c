/**
 * `onebot11_<uin>.json`, read exactly as the installed NapCat reads it: same parser, same coercions, same silence about
 * keys it does not know (packages/napcat-core/helper/config-base.ts; domain facts: NapCat dossier §2.1).
 */
import JSON5 from 'json5';

import { known, unanswered } from '../../machine/answer.ts';
import type { Ask, Machine } from '../../machine/machine.ts';
import type { ConfigContent, ConfigError, ConfigFacts, Entry } from '../facts.ts';
import type { SecretTable } from '../secret.ts';
import { decodeText } from '../text.ts';
import { TypeRefused, markShadowed, readEntries } from './entries.ts';
import type { ReadContext } from './entries.ts';
import { LEGACY_KEYS, findIgnoredUrls } from './ignored-urls.ts';
import type { IgnoredUrl } from './ignored-urls.ts';
import { locateValues } from './json5-positions.ts';
import type { Position } from './json5-positions.ts';
import { readLegacyEntries, readsLegacyFormat } from './legacy-entries.ts';
import { atLeast } from './version.ts';

/** A config of a hundred entries has 50 kB. What is larger than this was not written by NapCat. */
const LARGEST_CONFIG = 512 * 1024;

/** Reads one file. `version` is the NapCat version that will read it, `null` when unknown (taken for the newest). */
export async function readOneBotConfig(
  machine: Machine,
  file: string,
  version: string | null,
  secrets: SecretTable,
  ask: Ask = {},
): Promise<ConfigFacts> {
  const answer = await machine.readFile(file, { ...ask, limit: LARGEST_CONFIG });
  if (answer.state !== 'known') return { file, modifiedAt: null, content: answer };
  const { bytes, size, part, modifiedAt } = answer.value;
  const content =
    part === 'whole'
      ? known(parseOneBotConfig(bytes, version, secrets, machine.host.oemCodePage))
      : unanswered('not-asked', `only ${bytes.length} of ${size} bytes were read`);
  return { file, modifiedAt, content };
}

/** What NapCat `version` makes of these bytes. Never throws. */
export function parseOneBotConfig(
  bytes: Uint8Array,
  version: string | null,
  secrets: SecretTable,
  oemCodePage?: number,
): ConfigContent {
  const { encoding } = decodeText(bytes, oemCodePage);
  // NapCat itself reads UTF-8 whatever the bytes are; GBK inside a string only spoils that string.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const nothing = { encoding, shape: 'empty', ignoredUrls: [], entries: [] } as const;

  const parsed = parseDocument(text, version);
  if ('error' in parsed) {
    const notUtf8 = encoding.startsWith('utf-16') || encoding === 'binary';
    // json5 steps over a byte order mark, JSON.parse does not.
    const markRefused = encoding === 'utf-8-bom' && parsed.error.kind === 'comments';
    return { ...nothing, fatal: notUtf8 || markRefused ? { ...parsed.error, kind: 'encoding' } : parsed.error };
  }
  const { document } = parsed;
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { ...nothing, fatal: { kind: 'type', line: 1, column: 1, message: 'Expected object' } };
  }

  const positions = locateValues(text, DEEPEST_POSITION);
  const read = readDocument(document, { version, secrets, positions });
  const places = readPlaces(document, version);
  const ignored = findIgnoredUrls(document, (key) => places.test(key));
  return {
    encoding,
    fatal: read.fatal,
    shape: shapeOf(document, ignored),
    ignoredUrls: ignored.map(({ url, key, enabled }) => ({ url, key, enabled })),
    entries: read.entries,
  };
}

/** `network` / section / index / key. */
const DEEPEST_POSITION = 4;

type Parsed = { readonly document: unknown } | { readonly error: ConfigError };

function parseDocument(text: string, version: string | null): Parsed {
  try {
    const document: unknown = JSON5.parse(text);
    // Comments work from 4.4.7 on; before, and in all of 4.1 … 4.3, strict JSON is what counts.
    return atLeast(version, '4.4.7') ? { document } : parseStrictly(text);
  } catch (error) {
    return { error: syntaxError(error) };
  }
}

function parseStrictly(text: string): Parsed {
  try {
    return { document: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = /position (\d+)/.exec(message)?.[1];
    const position = offset === undefined ? { line: null, column: null } : positionOf(text, Number(offset));
    // V8 quotes a piece of the document in its message, and that piece may hold a token.
    return {
      error: {
        kind: 'comments',
        ...position,
        message: 'This NapCat reads strict JSON: no comments, no trailing commas',
      },
    };
  }
}

/** json5 puts the position into its errors and at the end of its message. */
function syntaxError(error: unknown): ConfigError {
  const { lineNumber, columnNumber, message } = error as Partial<
    Record<'lineNumber' | 'columnNumber' | 'message', unknown>
  >;
  return {
    kind: 'syntax',
    line: typeof lineNumber === 'number' ? lineNumber : null,
    column: typeof columnNumber === 'number' ? columnNumber : null,
    message: String(message).replace(/^JSON5: /, ''),
  };
}

function readDocument(
  document: object,
  context: ReadContext,
): { fatal: ConfigError | null; entries: readonly Entry[] } {
  const { version, positions } = context;
  if (!atLeast(version, '4.1.0')) return { fatal: null, entries: readLegacyEntries(document, context) };
  if (readsLegacyFormat(version) && isMigrated(document)) {
    return { fatal: null, entries: markShadowed(readLegacyEntries(document, context)) };
  }
  try {
    return { fatal: null, entries: markShadowed(readEntries(document, context)) };
  } catch (error) {
    if (!(error instanceof TypeRefused)) throw error;
    const where = nearestPosition(positions, error.path);
    const message = `${keyOf(error.path)}: ${error.message}`;
    return { fatal: { kind: 'type', line: where?.line ?? null, column: where?.column ?? null, message }, entries: [] };
  }
}

/** 4.1 … 4.3 put the old keys in the place of whatever `network` held. */
function isMigrated(document: object): boolean {
  return ['http', 'ws', 'reverseWs'].some((key) => Object.hasOwn(document, key));
}

const CURRENT_PLACES = /^network\.(?:websocketClients|httpClients)\[\d+\]\.url$/;
const LEGACY_PLACES = /^reverseWs\.urls\[\d+\]$/;

/** The keys of client URLs that this version turns into adapters. */
function readPlaces(document: object, version: string | null): RegExp {
  const legacy = !atLeast(version, '4.1.0') || (readsLegacyFormat(version) && isMigrated(document));
  return legacy ? LEGACY_PLACES : CURRENT_PLACES;
}

function shapeOf(document: object, ignored: readonly IgnoredUrl[]): ConfigContent['shape'] {
  const network: unknown = Reflect.get(document, 'network');
  const hasNetwork = typeof network === 'object' && network !== null;
  if (hasNetwork && Object.values(network).some((section) => Array.isArray(section) && section.length > 0))
    return 'current';
  if (ignored.some(({ legacy }) => !legacy)) return 'invented';
  const hasLegacy = LEGACY_KEYS.some((key) => Object.hasOwn(document, key));
  if (hasNetwork) return hasLegacy ? 'mixed' : 'current';
  return hasLegacy ? 'legacy' : 'empty';
}

/** The position of the value, or of what it stands in. */
function nearestPosition(positions: ReadonlyMap<string, Position>, path: string): Position | undefined {
  const parts = path.split('/');
  for (let length = parts.length; length > 0; length--) {
    const position = positions.get(parts.slice(0, length).join('/'));
    if (position) return position;
  }
  return undefined;
}

/** `network/httpServers/0/port` as one would write it: `network.httpServers[0].port`. */
function keyOf(path: string): string {
  return path.replace(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.');
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
