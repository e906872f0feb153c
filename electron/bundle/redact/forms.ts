/**
 * The shapes in which a text can hide in another: as it is, in a URL, in JSON with every character escaped, in base64 at
 * each of its three alignments, in UTF-16. A shape of fewer than `SHORTEST` characters would be found by chance.
 */
const SHORTEST = 6;

export interface Form {
  readonly kind: 'plain' | 'url' | 'json' | 'base64' | 'utf-16' | 'hex';
  readonly text: string;
}

/** The forms that differ from one another. */
export function formsOf(original: string): readonly Form[] {
  const bytes = Buffer.from(original);
  const wide = Buffer.from(original, 'utf16le');
  const candidates: Form[] = [
    { kind: 'plain', text: original },
    { kind: 'url', text: encoded(original) },
    { kind: 'json', text: JSON.stringify(original).slice(1, -1) },
    { kind: 'json', text: escaped(original) },
    { kind: 'json', text: escaped(original).toUpperCase().replaceAll('\\U', '\\u') },
    ...[bytes, wide].flatMap((content) =>
      [0, 1, 2].map((shift): Form => ({ kind: 'base64', text: base64Core(content, shift) })),
    ),
    { kind: 'utf-16', text: original.replace(/(?!^)/g, '\0') },
    { kind: 'hex', text: bytes.toString('hex') },
  ];
  const seen = new Set<string>();
  return candidates.filter(({ kind, text }) => {
    const fresh = !seen.has(text) && (kind === 'plain' || text.length >= SHORTEST);
    seen.add(text);
    return fresh;
  });
}

function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}

function escaped(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

/** What of its base64 does not depend on the bytes around it. */
function base64Core(content: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), content])
    .toString('base64')
    .replace(/=+$/, '');
  const first = shift === 0 ? 0 : shift + 1;
  const last = (content.length + shift) % 3 === 0 ? text.length : text.length - 1;
  return text.slice(first, last);
}
