/**
 * Settings among the words of a pasted text: people answer "show me your configuration" with the file, with a part of
 * it, or with one entry. Only what plainly is one counts.
 */
import { dockerBlocks } from './docker-ps.ts';
import { isCut } from './hidden.ts';
import { fragmentAt } from './json-fragment.ts';
import type { JsonFragment } from './json-fragment.ts';
import { koishiBlocks, yunzaiBlocks } from './yaml-blocks.ts';

export type BlockKind =
  'onebot' | 'dotenv' | 'karin' | 'astrbot' | 'maibot-adapter' | 'koishi' | 'yunzai' | 'compose' | 'docker-ps';

/** A document of its kind, made of what was pasted. Its line numbers are those of the text it came from. */
export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  /** 0-based first line, and the line after the last. */
  readonly from: number;
  readonly to: number;
}

/** More settings than this in one text are no report. */
const MOST_BLOCKS = 16;

export function blocksIn(text: string): readonly Block[] {
  const readers = [
    oneBotBlocks,
    dotenvBlocks,
    astrBotBlocks,
    maiBotBlocks,
    koishiBlocks,
    yunzaiBlocks,
    composeBlocks,
    dockerBlocks,
  ];
  return readers.flatMap((read) => read(text)).slice(0, MOST_BLOCKS);
}

const SECTION = 'websocketClients|websocketServers|httpServers|httpSseServers|httpClients';
/** The whole file, `network`, one of its lists, or one entry of a list. */
const ONEBOT_KEY = new RegExp(`["“”]?\\b(?<key>network|${SECTION}|reverseWs)["“”]?\\s*[:：]\\s*[{[]`, 'g');
const ENTRY_KEY = /["“”]url["“”]\s*:\s*["“”]\s*(?:wss?|http)/g;
/** What only entries of NapCat have beside their URL. */
const ENTRY_SIGNS = ['messagePostFormat', 'reportSelfMessage', 'reconnectInterval', 'heartInterval', 'enable'];

function oneBotBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let end = 0;
  const take = (start: number, fragment: JsonFragment, document: string): void => {
    end = fragment.end;
    blocks.push(blockOf(text, 'onebot', start, end, document));
  };
  for (const match of text.matchAll(ONEBOT_KEY)) {
    if (match.index < end) continue;
    const start = bracketBefore(text, match.index) ?? match.index;
    const fragment = fragmentAt(text, start);
    const document = fragment === null ? null : wholeConfig(fragment.value, fragment.text);
    if (fragment !== null && document !== null) take(start, fragment, document);
  }
  if (blocks.length > 0) return blocks;
  for (const match of text.matchAll(ENTRY_KEY)) {
    if (match.index < end) continue;
    const start = text.lastIndexOf('{', match.index);
    const fragment = start === -1 ? null : fragmentAt(text, start);
    if (fragment !== null && isEntry(fragment.value))
      take(start, fragment, `{"network":{"websocketClients":[${fragment.text}]}}`);
  }
  return blocks;
}

/** Only blanks between a bracket and the key: the object was pasted from its beginning. */
function bracketBefore(text: string, at: number): number | null {
  const before = /\{\s*$/.exec(text.slice(Math.max(0, at - 200), at));
  return before === null ? null : at - before[0].length;
}

/** As NapCat's file would hold it; `null`: it says nothing of a client. */
function wholeConfig(value: unknown, text: string): string | null {
  const document = asRecord(value);
  if (document === null) return null;
  const network = asRecord(document.network) ?? document;
  const clients = network.websocketClients;
  const known = (Array.isArray(clients) && clients.length > 0) || document.reverseWs !== undefined;
  if (!known) return null;
  return document.network === undefined && document.reverseWs === undefined ? `{"network":${text}}` : text;
}

function isEntry(value: unknown): boolean {
  const entry = asRecord(value);
  return entry !== null && typeof entry.url === 'string' && ENTRY_SIGNS.some((sign) => Object.hasOwn(entry, sign));
}

/** `keys`: those that it reads, in capitals, as its documentation writes them; `own`: those of this framework alone. */
const DOTENVS = [
  {
    kind: 'dotenv',
    keys: 'DRIVER|HOST|PORT|ENVIRONMENT|LOG_LEVEL|SUPERUSERS|NICKNAME|COMMAND_START|COMMAND_SEP|ONEBOT_(?:V1[12]_)?(?:ACCESS_TOKEN|SECRET|WS_URLS|API_ROOTS)',
    own: /^(?:DRIVER|LOG_LEVEL|SUPERUSERS|NICKNAME|COMMAND_START|ONEBOT_\w+)$/,
  },
  { kind: 'karin', keys: 'HTTP_HOST|HTTP_PORT|HTTP_AUTH_KEY|WS_SERVER_AUTH_KEY', own: /^WS_SERVER_AUTH_KEY$/ },
] as const;

/** All lines of one text make one file: somebody pastes `.env` and `.env.prod` below one another. */
function dotenvBlocks(text: string): readonly Block[] {
  return DOTENVS.flatMap((kind) => dotenvOf(text, kind));
}

function dotenvOf(text: string, { kind, keys, own }: (typeof DOTENVS)[number]): readonly Block[] {
  const wanted = new RegExp(`^[^\\S\\n]*(?:export[^\\S\\n]+)?(?<key>${keys})[^\\S\\n]*=(?<value>[^\\n]*)$`, 'gm');
  const lines = [...text.matchAll(wanted)].map(({ 0: line, index, groups = {} }) => ({
    ...{ line: line.trim(), at: lineAt(text, index), key: groups.key ?? '', value: (groups.value ?? '').trim() },
  }));
  if (!lines.some(({ key }) => own.test(key))) return [];
  // Of a key with two values nobody can tell which one is in force.
  const clear = lines.filter(
    ({ key, value }) => !isCut(value) && lines.every((other) => other.key !== key || other.value === value),
  );
  const [first, last] = [clear[0], clear.at(-1)];
  if (first === undefined || last === undefined) return [];
  const rows = Array<string>(last.at + 1).fill('');
  for (const { at, line } of clear) rows[at] = line;
  return [{ kind, text: `${rows.join('\n')}\n`, from: first.at, to: last.at + 1 }];
}

const ASTRBOT_KEY =
  /["“”]?ws_reverse_(?<name>host|port|token)["“”]?\s*[:=]\s*(?:["“”](?<text>[^"“”\n]*)["“”]|(?<bare>[\w.]+))/g;

function astrBotBlocks(text: string): readonly Block[] {
  const found = [...text.matchAll(ASTRBOT_KEY)];
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return [];
  const platform = Object.fromEntries(
    found.map(({ groups = {} }) => [`ws_reverse_${groups.name ?? ''}`, groups.text ?? groups.bare ?? '']),
  );
  const document = JSON.stringify({ platform: [{ type: 'aiocqhttp', ...platform }] });
  return [{ kind: 'astrbot', text: document, from: lineAt(text, first.index), to: lineAt(text, last.index) + 1 }];
}

const MAIBOT_SECTION = /^[^\S\n]*\[napcat_server\][^\n]*\n(?:[^\S\n]*(?:#[^\n]*|\w+[^\S\n]*=[^\n]*)?(?:\n|$))+/gm;

function maiBotBlocks(text: string): readonly Block[] {
  const match = MAIBOT_SECTION.exec(text);
  MAIBOT_SECTION.lastIndex = 0;
  if (match === null) return [];
  const from = lineAt(text, match.index);
  const to = from + match[0].trimEnd().split('\n').length;
  return [{ kind: 'maibot-adapter', text: `${'\n'.repeat(from)}${match[0]}`, from, to }];
}

const SERVICES = /^(?<indent>[^\S\n]*)services:[^\S\n]*$/m;

/** What is indented below `services:`, up to the next line that is not. */
function composeBlocks(text: string): readonly Block[] {
  const match = SERVICES.exec(text);
  if (match === null) return [];
  const indent = match.groups?.indent?.length ?? 0;
  const from = lineAt(text, match.index);
  const lines = text.split('\n');
  const isBelow = (line: string): boolean => line.trim() === '' || line.search(/\S/) > indent;
  const length = lines.slice(from + 1).findIndex((line) => !isBelow(line));
  const to = length === -1 ? lines.length : from + 1 + length;
  const document = lines.slice(from, to).map((line) => line.slice(Math.min(indent, line.search(/\S|$/))));
  return [{ kind: 'compose', text: `${'\n'.repeat(from)}${document.join('\n').trimEnd()}\n`, from, to }];
}

function blockOf(text: string, kind: BlockKind, start: number, end: number, document: string): Block {
  const from = lineAt(text, start);
  return { kind, text: `${'\n'.repeat(from)}${document}`, from, to: lineAt(text, end) + 1 };
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length - 1;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
