/**
 * Who is who in one bundle, without saying who. A pseudonym is derived from the original with a random key that is
 * forgotten when the bundle is packed: equal originals get equal pseudonyms within the bundle, and nobody can test a
 * guess against it or tell that two bundles speak of the same thing.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';
import { pseudonymOfAddress, pseudonymOfNetwork, pseudonymsOfRange } from './addresses.ts';
import { isHarmless, scriptMark } from './words.ts';

export const KINDS = ['token', 'account', 'user', 'host', 'address', 'text'] as const;
export type Kind = (typeof KINDS)[number];

export interface Pseudonyms {
  /** Keeps what breaks a link by itself: emptiness, length class, outer space, control characters, script, digits only. */
  token(text: string): string;
  /** As many digits. */
  account(digits: string): string;
  /** Ignores case, as Windows does. */
  user(name: string): string;
  host(name: string): string;
  /** `null`: not an address literal. */
  address(text: string): string | null;
  network(address: string, width: number): string | null;
  range(first: string, last: string): readonly string[] | null;
  /** Anything that somebody made up: names, titles, messages. Keeps emptiness and whether it is ASCII. */
  text(text: string): string;
  /** Every original so far with its pseudonym, by kind. */
  readonly known: Readonly<Record<Kind, ReadonlyMap<string, string>>>;
}

export function createPseudonyms(key: Uint8Array = randomBytes(32)): Pseudonyms {
  const known: Record<Kind, Map<string, string>> = {
    ...{ token: new Map(), account: new Map(), user: new Map() },
    ...{ host: new Map(), address: new Map(), text: new Map() },
  };
  const taken = new Set<string>();
  const prf = (label: string): Uint8Array => createHmac('sha256', key).update(label).digest();
  /** Different originals never share a pseudonym: a second try is made until one is free. */
  const once = (kind: Kind, original: string, make: (random: Uint8Array, attempt: number) => string): string => {
    const seen = known[kind].get(original);
    if (seen !== undefined) return seen;
    for (let attempt = 0; ; attempt++) {
      const pseudonym = make(prf(`${kind} ${attempt} ${original}`), attempt);
      if (taken.has(`${kind} ${pseudonym}`) || pseudonym === original) continue;
      taken.add(`${kind} ${pseudonym}`);
      known[kind].set(original, pseudonym);
      return pseudonym;
    }
  };
  return {
    known,
    token: (text) =>
      text.trim() === '' ? text : once('token', text, (random, attempt) => tokenLike(text, random, attempt)),
    account: (digits) => once('account', digits, (random) => digitsLike(digits, random)),
    user: (name) => once('user', name.toLowerCase(), (random) => `user-${letters(random, 6)}`),
    host: (name) => once('host', plainHost(name), (random) => hostLike(name, random)),
    address(text) {
      const seen = known.address.get(text);
      if (seen !== undefined) return seen;
      const pseudonym = pseudonymOfAddress(text, prf);
      if (pseudonym !== null && pseudonym !== text) known.address.set(text, pseudonym);
      return pseudonym;
    },
    network: (address, width) => pseudonymOfNetwork(address, width, prf),
    range: (first, last) => pseudonymsOfRange(first, last, prf),
    text: (text) =>
      text.trim() === '' ? text : once('text', text, (random) => `text-${letters(random, 8)}${scriptMark(text)}`),
  };
}

/** Lengths in the middle of the survey's classes (survey/secret.ts); the exact length of a token is a piece of it. */
const TOKEN_LENGTHS = [
  { below: 8, length: 7 },
  { below: 24, length: 16 },
  { below: Infinity, length: 32 },
] as const;

const NUMERIC = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** There are few short numbers, and only one made of zeros: then it becomes another one of the same class. */
const FEW = 16;

function tokenLike(text: string, random: Uint8Array, attempt: number): string {
  if (NUMERIC.test(text)) return attempt < FEW ? numberLike(text, random) : digitsLike('0'.repeat(6), random);
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  const { length } = TOKEN_LENGTHS.find(({ below }) => text.length < below) ?? TOKEN_LENGTHS[2];
  const control = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/.exec(inner)?.[0] ?? '';
  const script = /[\u0100-\uffff]/.test(inner) ? scriptMark(inner) : '';
  // The first letter keeps it from ever looking like a number.
  const body = letters(random, Math.max(1, length - before.length - after.length - control.length - script.length));
  return `${before}${body.slice(0, 1)}${control}${script}${body.slice(1)}${after}`;
}

/** Zeros stay where they are, so that what reads numbers reads it as it read the original. */
function numberLike(text: string, random: Uint8Array): string {
  let at = 0;
  return text.replace(/[1-9]/g, () => String(1 + ((random[at++ % random.length] ?? 0) % 9)));
}

/** First digits of ten-digit QQ numbers are 1 to 3: larger ones are not given out. */
function digitsLike(digits: string, random: Uint8Array): string {
  const rest = digits
    .slice(1)
    .replace(/\d/g, (_digit, at: number) => String((random[(at + 1) % random.length] ?? 0) % 10));
  return `${1 + ((random[0] ?? 0) % (digits.length === 10 ? 3 : 9))}${rest}`;
}

function hostLike(name: string, random: Uint8Array): string {
  const label = `host-${letters(random, 6)}`;
  return name.includes('.') ? `${label}.example` : label;
}

/** Punycode and Unicode, upper and lower case are one name. */
function plainHost(name: string): string {
  const ascii = domainToASCII(name);
  return (ascii === '' ? name : domainToUnicode(ascii)).toLowerCase();
}

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** The first is a letter. */
function letters(random: Uint8Array, count: number): string {
  return Array.from({ length: count }, (_, at) => {
    const byte = random[at % random.length] ?? 0;
    return ALPHABET[at === 0 ? byte % 24 : byte % ALPHABET.length] ?? 'x';
  }).join('');
}

/**
 * Whether an original tells enough to be looked for everywhere. A token `napcat` or a user `admin` gives nobody away,
 * and a hunt for it would maul the words of every program.
 */
export function isTelling(kind: Kind, original: string): boolean {
  if (kind === 'address') return true;
  if (isHarmless(original)) return false;
  if (kind === 'text') return isOwnText(original);
  if (kind === 'account') return original.length >= 6;
  return /[^\p{ASCII}]/u.test(original) ? original.length >= 2 : original.length >= (kind === 'token' ? 6 : 4);
}

/** A name or a sentence that no program has: long enough not to be part of other words by chance. */
function isOwnText(text: string): boolean {
  return /[^\p{ASCII}]/u.test(text) ? text.length >= 3 : text.length >= 10;
}
