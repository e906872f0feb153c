/** Colour for terminals: only where somebody looks, never when NO_COLOR is set (https://no-color.org). */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

const CODES = { bold: [1, 22], dim: [2, 22], good: [32, 39], bad: [31, 39], warn: [33, 39] } as const;

export function styleFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Style {
  const coloured = stream.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
  const paint =
    (name: keyof Style) =>
    (text: string): string => {
      const [on, off] = CODES[name];
      return coloured ? `\u001b[${on}m${text}\u001b[${off}m` : text;
    };
  return { bold: paint('bold'), dim: paint('dim'), good: paint('good'), bad: paint('bad'), warn: paint('warn') };
}

/** Terminal columns of a text: CJK and full-width characters take two. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += WIDE.test(character) ? 2 : 1;
  return sum;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** What moves the cursor, rings, hides, or turns the reading direction; line ends and tabs apart. */
const HARMFUL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Control characters and ANSI sequences in foreign text must not reach the terminal. */
export function harmless(text: string): string {
  return text.replace(HARMFUL, '\u00b7');
}

/** The same on one line: foreign text must not write lines that look like ours. */
export function harmlessLine(text: string): string {
  return harmless(text.replace(/\s*[\r\n]\s*/g, ' ').replaceAll('\t', ' '));
}

/** A document as JSON that a terminal shows as it stands; what could harm one is escaped, so no value changes. */
export function jsonText(document: object): string {
  return JSON.stringify(document, null, 2).replace(
    HARMFUL,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
