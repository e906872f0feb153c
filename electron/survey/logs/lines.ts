/**
 * Cuts the text of a log into lines a rule can be tried on: without colour codes and of bounded length. Line ends may
 * be CRLF, LF or a lone CR (progress bars).
 */

/** Longer lines are cut here. The longest template of any rule is far shorter; what follows is data. */
export const MAX_LINE_LENGTH = 4096;

/** The lines of a text, one after the other, so that a log of megabytes is never held twice. */
export function* toLines(text: string): Generator<string, void, undefined> {
  const end = /\r\n|\n|\r/g;
  let start = 0;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    yield cleanLine(text, start, found.index);
    start = end.lastIndex;
  }
  if (start < text.length) yield cleanLine(text, start, text.length);
}

function cleanLine(text: string, start: number, end: number): string {
  const line = text.slice(start, Math.min(end, start + MAX_LINE_LENGTH));
  return line.replace(ANSI, '').trimEnd();
}

/**
 * Control sequences of a terminal, also those that lost their escape character when somebody copied a console
 * (`[[31merror[39m]`, NapCat dossier §3.1).
 */
const ANSI =
  /[\u001b\u009b]\[[0-9;?]{0,20}[@-~]|\[[0-9]{1,3}(?:;[0-9]{1,3}){0,4}m|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;
