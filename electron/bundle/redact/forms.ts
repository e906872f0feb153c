/**
 * The shapes in which a text can hide in another: as it is, in a URL or in the URL of a URL, in JSON with every character
 * escaped, in HTML, in UTF-16, and in base64 and hexadecimal of each encoding that a file may have had, base64 at each of
 * its three alignments. A shape of fewer than `SHORTEST` characters would be found by chance.
 */
import iconv from 'iconv-lite';

const SHORTEST = 6;

export interface Form {
  readonly kind: 'plain' | 'url' | 'json' | 'html' | 'base64' | 'utf-16' | 'hex';
  readonly text: string;
}

/** The forms that differ from one another. */
export function formsOf(original: string): readonly Form[] {
  const url = encoded(original);
  const json = escaped(original);
  const candidates: Form[] = [
    { kind: 'plain', text: original },
    ...[url, everyByte(original)].flatMap((text): readonly Form[] => [
      { kind: 'url', text },
      { kind: 'url', text: text.replaceAll('%', '%25') },
    ]),
    { kind: 'json', text: JSON.stringify(original).slice(1, -1) },
    { kind: 'json', text: json },
    { kind: 'json', text: json.toUpperCase().replaceAll('\\U', '\\u') },
    // A JSON file within a JSON file.
    { kind: 'json', text: json.replaceAll('\\', '\\\\') },
    ...references(original).map((text): Form => ({ kind: 'html', text })),
    ...encodings(original).flatMap((content): readonly Form[] => [
      ...[0, 1, 2].map((shift): Form => ({ kind: 'base64', text: base64Core(content, shift) })),
      { kind: 'hex', text: content.toString('hex') },
    ]),
    { kind: 'utf-16', text: original.replace(/(?!^)/g, '\0') },
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

/** `%61%62`, also for what needs no escape. */
function everyByte(text: string): string {
  return Buffer.from(text)
    .toString('hex')
    .replace(/../g, (byte) => `%${byte}`);
}

/** As `&#60;` where HTML needs it, `&lt;` there, and every character as `&#97;` or `&#x61;`. */
function references(text: string): readonly string[] {
  const each = (write: (code: number) => string): string =>
    Array.from(text, (sign) => write(sign.codePointAt(0) ?? 0)).join('');
  return [
    text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
    text.replace(/[&<>"']/g, (sign) => NAMED[sign] ?? sign),
    each((code) => `&#${code};`),
    each((code) => `&#x${code.toString(16)};`),
  ];
}

const NAMED: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;' },
  ...{ '"': '&quot;', "'": '&#39;' },
};

/** The bytes of it in the encodings of Chinese Windows. */
function encodings(text: string): readonly Buffer[] {
  const wide = Buffer.from(text, 'utf16le');
  const all = [Buffer.from(text), wide, Buffer.from(wide).swap16(), iconv.encode(text, 'gbk')];
  return all.filter((bytes, index) => all.findIndex((other) => other.equals(bytes)) === index);
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
