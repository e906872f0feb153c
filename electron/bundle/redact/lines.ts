/**
 * Masks files that are made of lines `key = value`: .env, YAML, INI, the hosts file. Indentation, keys, separators and
 * comment signs stay where they are.
 */
import { JSON_LIKE, maskCode, maskComment } from './code.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskHost } from './urls.ts';
import { maskKey, maskValue } from './values.ts';

/** `.env` and INI: a value goes to the end of its line, or to its closing quote. */
export function maskEnv(text: string, names: Pseudonyms): string {
  return text.replace(ENV_LINE, (line, ...rest) => {
    const { blank, comment, section, before, key = '', sign = '', value = '' } = rest.at(-1) as Groups;
    if (blank !== undefined || section !== undefined) return line;
    if (comment !== undefined) return `${/^\s*/.exec(comment)?.[0] ?? ''}${maskComment(comment.trimStart())}`;
    if (before === undefined) return maskLoose(line, names);
    return `${before}${maskKey(key, names)}${sign}${maskScalar(key, value, names)}`;
  });
}

type Groups = Readonly<Record<string, string | undefined>>;

const ENV_LINE =
  /(?<blank>^[^\S\n]*\r?$)|(?<comment>^[^\S\n]*[#;][^\n]*)|(?<section>^[^\S\n]*\[[\w .-]{1,60}\][^\S\n]*\r?$)|(?<before>^\uFEFF?[^\S\n]*(?:export[^\S\n]+)?['"]?)(?<key>[^=#\s'"]+)(?<sign>['"]?[^\S\n]*=[^\S\n]*)(?<value>'(?:\\[^]|[^'\\])*'[^\n]*|"(?:\\[^]|[^"\\])*"[^\n]*|[^\n]*)|^[^\n]+/gm;

/** A line that is none of the kinds that a program reads: its words go. */
function maskLoose(line: string, names: Pseudonyms): string {
  return maskCode(line, JSON_LIKE, names);
}

export function maskYaml(text: string, names: Pseudonyms): string {
  const keys: { readonly indent: number; readonly key: string }[] = [];
  let block: number | null = null;
  return text
    .split('\n')
    .map((line) => {
      const indent = /^\s*/.exec(line)?.[0].length ?? 0;
      if (line.trim() === '') return line;
      if (block !== null && indent > block) return line.slice(0, indent) + names.text(line.trim());
      block = null;
      if (/^\s*#/.test(line)) return line.slice(0, indent) + maskComment(line.trim());
      if (/^(?:---|\.\.\.)/.test(line)) return line.slice(0, 3);
      const { lead = '', key, sign = '', value = '' } = (YAML_LINE.exec(line)?.groups ?? {}) as Groups;
      const depth = lead.length;
      while (keys.length > 0 && (keys.at(-1)?.indent ?? 0) >= depth) keys.pop();
      const above = keys.at(-1)?.key ?? '';
      if (key !== undefined) keys.push({ indent: depth, key });
      if (/^[|>][+-]?\d?\s*\r?$/.test(value)) {
        block = indent;
        return lead + maskKeyText(key ?? '', names) + sign + value;
      }
      const isPair = key === undefined && /^["']?\w+=/.test(value);
      return (
        lead +
        (key === undefined ? '' : maskKeyText(key, names)) +
        sign +
        (isPair ? maskEnvItem(value, names) : maskScalar(key ?? above, value, names))
      );
    })
    .join('\n');
}

const YAML_LINE =
  /^(?<lead>\s*(?:- +)*)(?:(?<key>"[^"]*"|'[^']*'|[^\s"'#[\]{}][^#\n]*?)(?<sign>\s*:(?:[^\S\n]+|(?=\r?$))))?(?<value>.*)$/s;

function maskKeyText(key: string, names: Pseudonyms): string {
  const [, quote = '', inner = key] = /^(["'])(.*)\1$/.exec(key) ?? [];
  return `${quote}${maskKey(inner, names)}${quote}`;
}

/** `- KEY=value` of a compose file. */
function maskEnvItem(item: string, names: Pseudonyms): string {
  const [, quote = '', key = '', value = ''] = /^(["']?)(\w+)=(.*?)\1(?:\s+#.*)?\r?$/.exec(item) ?? [];
  return `${quote}${maskKey(key, names)}=${maskValue(key, value, names)}${quote}`;
}

/** A value with what follows it: quoted, in brackets, or bare up to a comment. */
function maskScalar(key: string, value: string, names: Pseudonyms): string {
  if (value === '' || value === '\r') return value;
  if (/^["'[{]/.test(value)) {
    const end = /^(["'])(?:\\[^]|(?!\1)[^\\])*\1/.exec(value)?.[0].length;
    if (end === undefined) return maskCode(value, JSON_LIKE, names, key);
    return maskQuoted(key, value.slice(0, end), names) + maskRest(value.slice(end));
  }
  const [, plain = '', rest = ''] = /^(.*?)(\s+#.*|\s*)$/s.exec(value) ?? [];
  return (plain.startsWith('#') ? maskComment(plain) : maskPlain(key, plain, names)) + maskRest(rest);
}

/** `&anchor`, `*alias` and `!tag` of YAML are not values. */
function maskPlain(key: string, plain: string, names: Pseudonyms): string {
  const [, mark = '', value = plain] = /^((?:[&*!]\S+\s*)?)(.*)$/s.exec(plain) ?? [];
  return mark + maskValue(key, value, names);
}

/** The quote stays, its escapes with it. A token becomes letters, so nothing in it has to be escaped but line ends. */
function maskQuoted(key: string, quoted: string, names: Pseudonyms): string {
  return maskCode(quoted, JSON_LIKE, names, key);
}

function maskRest(rest: string): string {
  const blank = /^\s*/.exec(rest)?.[0] ?? '';
  const tail = rest.slice(blank.length);
  return blank + (tail === '' ? '' : maskComment(tail.startsWith('#') ? tail : `#${tail}`));
}

/** Of the hosts file: `address name name # comment`. */
export function maskHostsFile(text: string, names: Pseudonyms): string {
  return text.replace(/[^\r\n]+/g, (line) => {
    const [, entry = '', comment = ''] = /^([^#]*)(#.*)?$/.exec(line) ?? [];
    return entry.replace(/[^\s]+/g, (word) => maskHost(word, names)) + (comment === '' ? '' : maskComment(comment));
  });
}
