/**
 * Where tokens stop. A collector that reads a token hands its text to the table and keeps a `Secret`: enough to say
 * "same", "different", "empty" and "cannot work", and nothing that could leak.
 */
import type { Secret, SecretFlaw } from './facts.ts';

export interface SecretTable {
  /** Equal texts give the same id. Ids count up in the order of first sight, so that equal surveys give equal ids. */
  intern(text: string): Secret;
  /** Id of a text that was seen; `null`: it was not. */
  nameOf(text: string): string | null;
  /** The text behind a secret. Only for probes that the user agreed to. Throws on a secret of another table. */
  reveal(secret: Secret): string;
}

/** One table serves one survey: its ids mean nothing in another. */
export function createSecretTable(): SecretTable {
  const secrets = new Map<string, Secret>();
  const texts = new Map<string, string>([['empty', '']]);

  return {
    intern(text) {
      const seen = secrets.get(text);
      if (seen) return seen;
      const id = text === '' ? 'empty' : `token-${texts.size}`;
      const secret: Secret = { id, length: lengthOf(text), flaws: flawsOf(text) };
      secrets.set(text, secret);
      texts.set(id, text);
      return secret;
    },
    nameOf: (text) => secrets.get(text)?.id ?? null,
    reveal(secret) {
      const text = texts.get(secret.id);
      if (text === undefined) throw new RangeError(`No such secret in this survey: ${secret.id}`);
      return text;
    },
  };
}

/** Coarse on purpose: the exact length of a token is a piece of it. */
function lengthOf(text: string): Secret['length'] {
  if (text === '') return 'empty';
  if (text.length < 8) return 'short';
  return text.length < 24 ? 'medium' : 'long';
}

/** Whoever shows his settings to others hides the token in them. */
export const HIDDEN = /^(?:\*{3,}|x{4,}|X{4,}|•+|…+|\.{3,}|<[^<>]*>|打码|已打码|马赛克)$/i;

const FLAWS: readonly { readonly flaw: SecretFlaw; readonly test: RegExp }[] = [
  { flaw: 'outer-space', test: /^\s|\s$/ },
  // Node refuses such a header before anything is sent: ERR_INVALID_CHAR (domain facts: NapCat dossier §3).
  { flaw: 'non-latin', test: /[\u0100-\uffff]/ },
  { flaw: 'control-character', test: /[^\P{Cc}\t]/u },
  // NoneBot reads .env values as JSON, so digits alone become a number (domain facts: NoneBot dossier §9).
  { flaw: 'numeric', test: /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/ },
  { flaw: 'hidden', test: HIDDEN },
];

function flawsOf(text: string): readonly SecretFlaw[] {
  return FLAWS.filter(({ test }) => test.test(text)).map(({ flaw }) => flaw);
}
