/** What becomes of a value, told from the key it stands under and from what it looks like. */
import { HIDDEN } from '../../survey/secret.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskText } from './text.ts';
import { maskUrl } from './urls.ts';
import { isHarmless } from './words.ts';

/** Keys are compared without signs between their words and ignoring case: `access-token`, `accessToken`, `ACCESS_TOKEN`. */
const SECRET =
  /token|secret|passw|authorization|authkey|apikey|accesskey|skey$|cookie|credential|jwt|^auth$|^key$|salt/;
const ACCOUNT =
  /^(?:uin|qq\w*|selfid|self|account|bot|botid|userid|groupid|group|admins?|superusers?|masters?|owners?|quick\w*|autologin\w*|.*account)$/;
const PLACE = /url|^host$|host$|addr|server|endpoint|listen|proxy|origin|domain|bypass|override/;
const QUANTITY =
  /interval|timeout|time|size|speed|max|min|limit|rate|port|delay|expire|period|count|length|threshold|seconds|retries|version/;

/** The masked value of a key. `key`: the nearest one above, `''` when there is none. */
export function maskValue(key: string, value: string, names: Pseudonyms): string {
  const plain = plainKey(key);
  if (value.trim() === '') return value;
  if (SECRET.test(plain)) return maskSecret(value, names);
  if (ACCOUNT.test(plain) && /^\d{5,12}$/.test(value)) return names.account(value);
  if (value.includes('://') || PLACE.test(plain))
    return looksLikePath(value) ? maskText(value, names) : maskUrl(value, names);
  if (looksLikePath(value)) return maskText(value, names);
  if (isHarmless(value)) return value;
  return /^\d{6,}$/.test(value) ? names.account(value) : masked(value, names);
}

/** A number that stands without quotes. */
export function maskNumber(key: string, number: string, names: Pseudonyms): string {
  const plain = plainKey(key);
  if (SECRET.test(plain)) return names.token(number);
  if (ACCOUNT.test(plain) && /^\d{5,12}$/.test(number)) return names.account(number);
  return QUANTITY.test(plain) || !/\d{6,}/.test(number)
    ? number
    : number.replace(/\d{6,}/g, (run) => names.account(run));
}

/** A key that looks like an identifier of a program stays, any other is somebody's own. */
export function maskKey(key: string, names: Pseudonyms): string {
  if (isHarmless(key)) return key;
  const identifier = /^[~@]?[A-Za-z_$][\w$.:/@-]{0,60}$/.test(key);
  return identifier ? maskText(key, names) : /^\d{5,}$/.test(key) ? names.account(key) : names.text(key);
}

/** `Bearer …` keeps its first word. */
function maskSecret(value: string, names: Pseudonyms): string {
  const [, scheme = '', secret = value] = /^((?:Bearer|Basic) )(.*)$/s.exec(value) ?? [];
  // Hidden already: it stays known as that, and is nobody's token.
  if (HIDDEN.test(secret)) return scheme + (/^\W+$|^x+$/i.test(secret) ? secret : '***');
  return scheme + names.token(secret);
}

/** An address inside a longer text survives, so that `listen 10.0.0.1` still says where. */
function masked(value: string, names: Pseudonyms): string {
  return names.address(value) ?? names.text(value);
}

function looksLikePath(value: string): boolean {
  return /^(?:[A-Za-z]:[\\/]|\\\\|\.{0,2}[\\/]|~[\\/]|%\w+%)/.test(value);
}

function plainKey(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
