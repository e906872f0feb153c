/**
 * Hides secrets in what a preview shows. Equal secrets get equal names, so that a reader sees whether two sides agree;
 * an empty one stays empty.
 */

export type Mask = (line: string) => string;

/**
 * One mask serves one plan: its names mean nothing in another. `known`: names that the reader has met already; a secret
 * without one gets a name that cannot be taken for one of them.
 */
export function createMask(known?: (secret: string) => string | null): Mask {
  const names = new Map<string, string>();
  const prefix = known === undefined ? 'token' : 'secret';
  const nameOf = (secret: string): string => {
    const name = known?.(secret) ?? names.get(secret) ?? `${prefix}-${names.size + 1}`;
    names.set(secret, name);
    return name;
  };
  return (line) =>
    SECRET_PLACES.reduce(
      (text, pattern) =>
        text.replace(pattern, (_all, before: string, quote: string, secret: string, after: string) =>
          secret === '' ? `${before}${quote}${after}` : `${before}${quote}${nameOf(secret)}${after}`,
        ),
      line,
    );
}

const NAME = String.raw`[\w.-]*(?:token|secret|passw|pwd|cookie|credential|auth|(?:api|access|private)[_-]?key)[\w.-]*`;

/** What stands before, an opening quote, the secret, what stands behind. */
const SECRET_PLACES: readonly RegExp[] = [
  // JSON5 and Python: `"token": "…"`, `token='…'`. The text may be cut off or hold escapes.
  new RegExp(String.raw`(\b${NAME}["']?\s*[:=]\s*)(["'])((?:\\.|(?!\2).)*)(\2?)`, 'gi'),
  // `.env`: everything behind the equals sign.
  new RegExp(String.raw`^(\s*(?:export\s+)?'?${NAME}'?\s*=\s*)()([^"'\s].*?)(\s*)$`, 'gi'),
  /([?&](?:access_)?token=)()([^&\s"']+)()/gi,
  /(\/\/[^/?#@\s:]*:)()([^/?#@\s]+)(@)/g,
];
