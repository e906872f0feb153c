/**
 * URLs and what people write instead of them: without scheme, with quotes, blanks or full-width signs. Nothing is
 * parsed, because what is wrong with a URL must survive: every word in it is judged by itself, all signs stay.
 */
import type { Pseudonyms } from './pseudonyms.ts';
import { isHarmless } from './words.ts';

/** Names of hosts that are the same everywhere. */
const COMMON_HOSTS =
  /^(?:localhost|(?:[\w-]+\.)?localhost|(?:host|gateway|kubernetes)\.docker\.internal|host\.containers\.internal|wsl\.localhost|(?:[\w-]+\.)*(?:github\.com|githubusercontent\.com|git\.trss\.me|gitee\.com|nonebot\.dev|koishi\.chat|napneko\.icu|qq\.com))$/i;

/** A URL, or anything that stands where one is expected: `host:port`, a bare address, `host/path`. */
export function maskUrl(text: string, names: Pseudonyms): string {
  const whole = names.address(text);
  if (whole !== null) return whole;
  const [, scheme = '', credentials = '', rest = text] = CREDENTIALS.exec(text) ?? [];
  if (credentials !== '') return `${scheme}${maskCredentials(credentials, names)}@${maskUrl(rest, names)}`;
  const { head, query } = splitQuery(text);
  // Where the path begins; before it stands the scheme and the host.
  const path = /^(?:[^/／\\]*[:：][/／\\]{2})?[^/／\\]*/u.exec(head)?.[0].length ?? head.length;
  return maskHosts(head.slice(0, path), names) + maskPathWords(head.slice(path), names) + maskQuery(query, names);
}

/** Values after `?`: their names stay, each value becomes a token. */
export function maskQuery(query: string, names: Pseudonyms): string {
  return query.replace(/([?&#;][^=&#;\s]{0,60}=)([^&#;\s"'<>]*)/g, (_all, name: string, value: string) => {
    const plain = decoded(value);
    return name + (plain === value ? names.token(value) : encodeURIComponent(names.token(plain)));
  });
}

export function maskHost(name: string, names: Pseudonyms): string {
  const plain = name.normalize('NFKC').replaceAll('。', '.');
  if (COMMON_HOSTS.test(plain) || (!plain.includes('.') && isHarmless(plain))) return name;
  const address = names.address(plain) ?? partOfAddress(plain, names);
  if (address !== null) return address === plain ? name : sameWidth(name, address);
  // A port, or one with a digit too many.
  if (/^\d+$/.test(plain)) return plain.length < 6 ? name : names.account(plain);
  return names.host(plain);
}

const HOST_WORD = /\[[\da-f:.%]+\]|(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}|[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._%。-]*/giu;

function maskHosts(text: string, names: Pseudonyms): string {
  return text.replace(HOST_WORD, (word, at: number) => {
    if (word.startsWith('[')) return `[${names.address(word.slice(1, -1)) ?? names.host(word.slice(1, -1))}]`;
    if (word.includes(':')) return names.address(word) ?? (/^:+$/.test(word) ? word : names.host(word));
    const isScheme =
      /^\s*[:：][/／\\]{0,2}/u.test(text.slice(at + word.length)) && /^(?:wss?|https?|socks\d?)$/iu.test(word);
    return isScheme ? word : maskHost(word, names);
  });
}

function maskPathWords(text: string, names: Pseudonyms): string {
  return text.replace(/[\p{L}\p{M}\p{N}_%.~!*+-]+/gu, (word) => {
    if (isHarmless(decoded(word)) || /^[.%\d]{1,5}$/.test(word)) return word;
    return /^\d{6,12}$/.test(word) ? names.account(word) : names.text(decoded(word));
  });
}

/** `user:password@` in front of a host: a password may hold anything, so all up to the last `@` before the path. */
const CREDENTIALS = /^([^/?#]*\/\/)?([^/?#\s]+)@(.*)$/s;

function maskCredentials(credentials: string, names: Pseudonyms): string {
  return credentials
    .split(':')
    .map((part) => names.token(decoded(part)))
    .join(':');
}

function splitQuery(text: string): { readonly head: string; readonly query: string } {
  const at = text.search(/[?#？＃]/u);
  return at === -1 ? { head: text, query: '' } : { head: text.slice(0, at), query: text.slice(at) };
}

/** `192.168.` and `10.1.*` as bypass lists write them. */
function partOfAddress(text: string, names: Pseudonyms): string | null {
  const octets = /^(\d{1,3}(?:\.\d{1,3}){1,2})(\.?)$/.exec(text);
  const [, known = '', dot = ''] = octets ?? [];
  if (octets === null) return null;
  const given = known.split('.');
  const whole = names.address([...given, ...Array<string>(4 - given.length).fill('0')].join('.'));
  return whole === null ? null : whole.split('.').slice(0, given.length).join('.') + dot;
}

/** A host in full-width digits stays in them: that is what is wrong with it. */
function sameWidth(original: string, address: string): string {
  const wide = /[\uff01-\uff5e]/.test(original);
  return wide ? address.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)) : address;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
