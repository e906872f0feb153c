/**
 * What can stand in any text: URLs, addresses, paths with a user's name, headers with a secret, QQ numbers. The patterns
 * are tried in order; what one has replaced the next ones leave alone.
 */
import type { Pseudonyms } from './pseudonyms.ts';
import { maskHost, maskQuery, maskUrl } from './urls.ts';

export function maskText(text: string, names: Pseudonyms): string {
  return PATTERNS.reduce((parts, pattern) => parts.flatMap((part) => apply(pattern, part, names)), [open(text)])
    .map(({ text: piece }) => piece)
    .join('');
}

/** Folders below `Users` that belong to nobody. */
const NOBODY = /^(?:public|default(?: user)?|all users|root|%[^%]+%|\*)$/i;

interface Pattern {
  readonly find: RegExp;
  readonly replace: (names: Pseudonyms, match: RegExpExecArray) => string;
}

const PATTERNS: readonly Pattern[] = [
  {
    find: /(?<scheme>[a-z][a-z0-9+.-]{1,14}:\/\/)[^\s"'<>()（）|，。、{}\\^]*/gi,
    replace: (names, [url]) =>
      /^file:/i.test(url) ? maskText(url.slice(7), names).replace(/^/, 'file://') : maskUrl(url, names),
  },
  {
    find: /((?:Bearer|Basic)\s+)([^\s"',;]+)/gi,
    replace: (names, [, scheme = '', secret = '']) => scheme + names.token(secret),
  },
  {
    find: /((?:token|secret|passw(?:or)?d|api_?key|cookie|p?skey)["']?\s{0,3}[:=]\s{0,3}["']?)([^\s"',;)\]}&]+)/gi,
    replace: (names, [, key = '', secret = '']) => key + names.token(secret),
  },
  {
    find: /([?&][\w.%-]{1,60}=)[^&#\s"'<>()]+/g,
    replace: (names, [query]) => maskQuery(query, names),
  },
  {
    find: /([\\/](?:Users|Documents and Settings|home)[\\/]+)([^\\/"'<>|:*?\r\n]+?)(?=[\\/"'<>|:*?\r\n;,)\]]|\s+[-/"]|$)/gi,
    replace: (names, [, before = '', user = '']) => before + (NOBODY.test(user) ? user : names.user(user)),
  },
  {
    find: /^(\\\\)([^\\/?.][^\\/]*)/g,
    replace: (names, [, slashes = '', host = '']) => slashes + (/^wsl[.$]/i.test(host) ? host : maskHost(host, names)),
  },
  {
    find: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g,
    replace: (names, [mail]) => names.text(mail),
  },
  {
    find: /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2})(?!\d))?(?![\d]|\.\d)/g,
    replace: (names, [all, address = '', width]) =>
      (width === undefined ? names.address(address) : names.network(address, Number(width))) ?? all,
  },
  {
    find: /(?<![\w:.])(?=[\da-f]*:[\da-f]*:)([\da-f:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?)(?:\/(\d{1,3}))?(?![\w:])/gi,
    replace: (names, [all, address = '', width]) =>
      (width === undefined ? names.address(address) : names.network(address, Number(width))) ?? all,
  },
  {
    // Accounts of five digits are told from ports by where they stand.
    find: /((?:onebot11|napcat|napcat_protocol)_|\s-q\s+"?)(\d{5,12})(?!\d)/gi,
    replace: (names, [, before = '', digits = '']) => before + names.account(digits),
  },
  {
    find: /(?<!0x[\da-f]*)\d{6,}/gi,
    replace: (names, [digits]) => names.account(digits),
  },
];

interface Part {
  readonly text: string;
  readonly done: boolean;
}

function open(text: string): Part {
  return { text, done: false };
}

function apply({ find, replace }: Pattern, part: Part, names: Pseudonyms): readonly Part[] {
  if (part.done) return [part];
  const parts: Part[] = [];
  let at = 0;
  for (const match of part.text.matchAll(find)) {
    if (match.index > at) parts.push(open(part.text.slice(at, match.index)));
    parts.push({ text: replace(names, match), done: true });
    at = match.index + match[0].length;
  }
  if (at < part.text.length) parts.push(open(part.text.slice(at)));
  return parts;
}
