/**
 * The URL of a client entry, read as NapCat reads it: `new WebSocket(text)` of the ws library, which hands the text to
 * WHATWG URL and then has rules of its own (domain facts: NapCat dossier §3 "URL handling", NoneBot dossier §3).
 */
import type { EntryUrl, UrlProblem } from '../facts.ts';

type Usable = Extract<EntryUrl, { usable: true }>;
type Oddity = Usable['oddities'][number];

/** Never throws. `text` is kept as written, but for a password before an `@`, which becomes `***`. */
export function parseEntryUrl(text: string): EntryUrl {
  const shown = withoutPassword(text);
  // URL.parse would say it in one step, but Node 20.11 lacks it.
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed) return { usable: false, text: shown, problem: whyUnparsable(text) };
  const problem = whyRefused(parsed);
  if (problem) return { usable: false, text: shown, problem };

  const secure = SECURE_SCHEMES.includes(parsed.protocol);
  return {
    usable: true,
    text: shown,
    secure,
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? (secure ? 443 : 80) : Number(parsed.port),
    path: parsed.pathname + parsed.search,
    oddities: ODDITIES.filter(({ test }) => test.test(text)).map(({ oddity }) => oddity),
  };
}

/**
 * Hides the password of `ws://user:password@host`. NapCat never sends it: its own Authorization header, which is always
 * there, takes its place.
 */
export function withoutPassword(url: string): string {
  return url.replace(/(\/\/[^/?#@\s]*?:)[^/?#\s]*@/, '$1***@');
}

const SECURE_SCHEMES = ['wss:', 'https:'];
/** ws takes http for ws and https for wss. It also knows ws+unix, which names no address that could be looked at. */
const SCHEMES = ['ws:', 'http:', ...SECURE_SCHEMES];

/** Full-width forms, the ideographic full stop and space: what a Chinese input method leaves in an address. */
const FULL_WIDTH = /[\uff01-\uff5e\u3002\u3000]/;
const OUTER_SPACE = /^[\p{Cc} ]|[\p{Cc} ]$/u;
const QUOTES = /^\s*["'`\u2018\u2019\u201c\u201d\uff02\uff07]|["'`\u2018\u2019\u201c\u201d\uff02\uff07]\s*$/;

const ODDITIES: readonly { readonly oddity: Oddity; readonly test: RegExp }[] = [
  { oddity: 'http-scheme', test: /^\s*https?:/i },
  { oddity: 'inner-space', test: /[^\p{Cc} ][\p{Cc} ]+[^\p{Cc} ]/u },
  { oddity: 'outer-space', test: OUTER_SPACE },
  { oddity: 'full-width', test: FULL_WIDTH },
];

/** WHATWG URL accepts it, ws does not (or it could only ever fail). */
function whyRefused(url: URL): UrlProblem | undefined {
  if (!SCHEMES.includes(url.protocol)) {
    // `localhost:18080/x` parses, with "localhost" as its scheme.
    const looksLikeHostAndPort = /^\d/.test(url.pathname) && url.host === '';
    return looksLikeHostAndPort ? 'no-scheme' : 'wrong-scheme';
  }
  if (url.hash !== '') return 'fragment';
  // Nobody listens on port 0: to bind it means "any port".
  return url.port === '0' ? 'port-range' : undefined;
}

const UNPARSABLE: readonly { readonly problem: UrlProblem; readonly test: (text: string) => boolean }[] = [
  { problem: 'empty', test: (text) => text.trim() === '' },
  { problem: 'quotes', test: (text) => QUOTES.test(text) },
  { problem: 'full-width', test: (text) => FULL_WIDTH.test(text) },
  { problem: 'no-scheme', test: (text) => !/^[a-z][a-z0-9+.-]*:/i.test(text.trim()) },
  {
    problem: 'port-range',
    test: (text) => Number(/^[^/]*\/\/[^/?#]*:(\d+)(?:[/?#]|$)/.exec(text.trim())?.[1]) > 65535,
  },
  { problem: 'spaces', test: (text) => /\s/.test(text.trim()) },
];

function whyUnparsable(text: string): UrlProblem {
  return UNPARSABLE.find(({ test }) => test(text))?.problem ?? 'invalid';
}
