/**
 * Client URLs that stand where this NapCat does not look: the keys of the format before 4.1, and keys that articles made
 * up. NapCat drops both without a word (domain facts: NapCat dossier §0 and §2.1), so somebody has to notice.
 */
import { withoutPassword } from './url.ts';

export interface IgnoredUrl {
  readonly url: string;
  /** e.g. `reverseWs.urls[0]`. */
  readonly key: string;
  readonly enabled: boolean;
  /** A NapCat before 4.1 read this place; otherwise no version ever did. */
  readonly legacy: boolean;
}

/** Keys of the pre-4.1 format and, from `enableHttp` on, of the even older one that came from LLOneBot. */
export const LEGACY_KEYS = ['http', 'ws', 'reverseWs', 'enableHttp', 'enableWs', 'enableWsReverse', 'wsReverseUrls'];

/** Looks through a parsed document; `isRead` says which keys this NapCat reads. */
export function findIgnoredUrls(document: object, isRead: (key: string) => boolean): readonly IgnoredUrl[] {
  return [...urlsIn(document, '', true)].filter(({ key }) => !isRead(key)).slice(0, MOST_URLS);
}

/** A real file has a handful; a hostile one shall not fill the report. */
const MOST_URLS = 50;
const DEEPEST = 8;

const LEGACY_PLACE = /^(?:reverseWs\.urls|wsReverseUrls)\[\d+\]$/;
const WEBSOCKET_URL = /^\s*wss?(?::|\uff1a)/i;

function* urlsIn(value: unknown, key: string, enabled: boolean, depth = 0): Generator<IgnoredUrl> {
  if (typeof value === 'string') {
    const legacy = LEGACY_PLACE.test(key);
    if (WEBSOCKET_URL.test(value) || (legacy && value.trim() !== '')) {
      yield { url: withoutPassword(value), key, enabled, legacy };
    }
    return;
  }
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return;
  const within = enabledWithin(value) ?? enabled;
  for (const [name, inner] of Object.entries(value)) {
    yield* urlsIn(inner, keyOf(key, name, Array.isArray(value)), within, depth + 1);
  }
}

/** The nearest switch around a URL decides whether its author meant it to be on. */
function enabledWithin(container: object): boolean | undefined {
  for (const name of ['enable', 'enabled', 'enableWsReverse']) {
    const value: unknown = Reflect.get(container, name);
    if (typeof value === 'boolean') return value;
  }
  return undefined;
}

function keyOf(key: string, name: string, inList: boolean): string {
  if (inList) return `${key}[${name}]`;
  return key === '' ? name : `${key}.${name}`;
}
