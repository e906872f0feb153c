/** Command lines and window titles: programs, paths and known switches stay, everything that somebody typed goes. */
import { maskForeign } from './foreign.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskText } from './text.ts';
import { maskValue } from './values.ts';
import { isHarmless, keepKnownWords } from './words.ts';

export function maskCommandLine(commandLine: string, names: Pseudonyms): string {
  // A program given on the command line keeps the words of the frameworks; `nb run` starts its own that way.
  const [, before = commandLine, program = ''] =
    /^(.*?python[\d.]*w?(?:\.exe)?"?\s+-c\s+)(.*)$/is.exec(commandLine) ?? [];
  return maskWords(before, names) + maskForeign(program, names);
}

function maskWords(line: string, names: Pseudonyms): string {
  let flag = '';
  return maskText(line, names).replace(/[^\s"]+/g, (word) => {
    const masked = maskWord(word, flag, names);
    flag = /^--?[\w-]+$/.test(word) ? word : '';
    return masked;
  });
}

const SWITCH = /^(?:--?|\/)[A-Za-z][A-Za-z-]*$/;

function maskWord(word: string, flag: string, names: Pseudonyms): string {
  const [, name, value = ''] = /^((?:--?|\/)[A-Za-z][\w.-]*[=:])(.*)$/s.exec(word) ?? [];
  if (name !== undefined) return name + (isPath(value) ? value : maskValue(name, value, names));
  if (isHarmless(word) || isOurs(word)) return word;
  if (SWITCH.test(word)) return word.length > 2 && !word.startsWith('--') ? word.slice(0, 2) : word;
  if (isPath(word)) return word;
  return maskValue(flag, word, names);
}

/** `bot:app`, `shop-admin.jar`: a program's own files and names. */
function isPath(word: string): boolean {
  return /[\\/]/.test(word.slice(1))
    ? !/^[\w+/=]{24,}$/.test(word)
    : /^[^=:]{1,80}\.(?:exe|py|m?js|jar|bat|cmd|sh|dll|ps1)$/i.test(word);
}

/** What the masking of texts has put in already. */
function isOurs(word: string): boolean {
  return /(?:^|[^a-z])(?:user|host|text)-[a-z2-9]{6,8}/.test(word) || /^\d+$/.test(word);
}

/** Paths in a title stay, so that a console in selection mode still tells whose it is. */
export function maskTitle(title: string, names: Pseudonyms): string {
  return maskText(title, names).replace(/[^\s"]+/g, (word) =>
    isPath(word) || isOurs(word) ? word : keepKnownWords(word),
  );
}
