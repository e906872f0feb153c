/**
 * Of a long pasted text only the end stands in the box: a browser takes most of a second to lay out two megabytes, and
 * the page stands still meanwhile. The rest is kept, counted and read all the same.
 */

/** In characters. */
export const MOST_SHOWN = 20_000;

export interface Pasted {
  readonly text: string;
  /** So many characters come before what is shown. */
  readonly hidden: number;
}

/** Where the shown end begins: at the beginning of a line, unless one line is longer than all that may be shown. */
export function hiddenOf(text: string): number {
  const from = text.length - MOST_SHOWN;
  if (from <= 0) return 0;
  const line = text.indexOf('\n', from - 1) + 1;
  return line === 0 || line === text.length ? from : line;
}

/** The whole text after the shown end was changed. Who empties the box means everything. */
export function edited({ text, hidden }: Pasted, shown: string): string {
  return shown === '' ? '' : `${text.slice(0, hidden)}${shown}`;
}

/** The whole text after something was put in place of a selection. Who selects all that is shown means everything. */
export function inserted({ text, hidden }: Pasted, added: string, from: number, to: number): string {
  const whole = from === 0 && to === text.length - hidden;
  return `${whole ? '' : text.slice(0, hidden + from)}${added}${text.slice(hidden + to)}`;
}

/** Lines that hold more than blanks. */
export function lineCount(text: string): number {
  let count = 0;
  let blank = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) blank = true;
    else if (blank && code > SPACE) {
      blank = false;
      count++;
    }
  }
  return count;
}

const LINE_FEED = 10;
const SPACE = 32;
