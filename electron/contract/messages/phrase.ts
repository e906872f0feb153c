/**
 * What the sentences of both languages are built from: optional parts, quoted foreign text and the choice by variant.
 * Every parameter may be missing and may come from a hostile file, so nothing here prints `undefined`, a line break or
 * an endless text.
 */
import type { Hop, VERDICTS, VerdictCode } from '../codes.ts';
import type { Params } from '../diagnosis.ts';
import type { CodePage } from './catalogue.ts';
import type { Variant } from './variants.ts';

/** The codes that belong to one hop; `null`: those that are not a cause. */
export type CodeOf<H extends Hop | null> = {
  [C in VerdictCode]: (typeof VERDICTS)[C]['hop'] extends H ? C : never;
}[VerdictCode];

export type Sentence = CodePage['sentence'];
export type Sentences<H extends Hop | null> = Readonly<Record<CodeOf<H>, Sentence>>;
export type Pages<H extends Hop | null> = Readonly<Record<CodeOf<H>, CodePage>>;

type Say = (params: Params) => string;

/** One sentence a variant, and a general one for findings without a variant. */
export function byVariant<C extends VerdictCode>(
  general: Say,
  situations: Readonly<Record<Variant<C>, Say>>,
): Sentence {
  const table: ReadonlyMap<string, Say> = new Map(Object.entries<Say>(situations));
  return (params, variant) => spaced((table.get(variant ?? '') ?? general)(params));
}

/** One blank between Chinese and Latin letters, none beside Chinese punctuation; quoted text stays as it is. */
export function spaced(text: string): string {
  return text
    .split(/(「[^」]*」|“[^”]*”)/u)
    .map((part, index) => (index % 2 === 1 ? part : spacedPart(part)))
    .join('')
    .replace(/ (?=「)|(?<=」) /g, '')
    .trim();
}

function spacedPart(text: string): string {
  // The classes of scripts take milliseconds to make; an English sentence needs none.
  if (!/[\u2e80-\uffff]/.test(text)) return text.replace(/ {2,}/g, ' ');
  return text
    .replace(/(\p{Script=Han})([\w.])/gu, '$1 $2')
    .replace(/([\w.])(\p{Script=Han})/gu, '$1 $2')
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[，。、：；（）])|(?<=[，。、：；（）]) /gu, '');
}

/** The text for a value that is there, or `otherwise`. An empty value counts as missing. */
export function given(value: string | number | undefined, text: (shown: string) => string, otherwise = ''): string {
  const shown = value === undefined ? '' : clip(`${value}`);
  return shown === '' ? otherwise : text(shown);
}

const LONGEST = 160;
/** Blanks, control characters and the marks that turn the direction of text. */
const UNSHOWABLE = /[\s\p{Cc}\u200b\u202a-\u202e\u2066-\u2069]+/gu;

/** One line of at most 160 characters; paths keep their end, where the file name stands. */
export function clip(text: string): string {
  const line = text.replace(UNSHOWABLE, ' ').trim();
  const characters = Array.from(line);
  if (characters.length <= LONGEST) return line;
  const half = (LONGEST - 1) / 2;
  return `${characters.slice(0, Math.ceil(half)).join('')}…${characters.slice(-Math.floor(half)).join('')}`;
}

/** `2025-02-20T12:00:31.5+08:00` as `2025-02-20 12:00:31`: the time as the machine itself wrote it. */
export function clock(time: string): string {
  return time.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}).*$/, '$1 $2');
}

/** Milliseconds of a watch as `01:05`, or `1:00:05` when it went on for so long. */
export function watchClock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours === 0 ? '' : `${hours}:`}${two(minutes)}:${two(seconds % 60)}`;
}

/** `127.0.0.1:8080`, `[::1]:8080`. */
export function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The names that the projects give themselves, by the kinds of the survey (equal in every language). */
const FRAMEWORK_NAMES: Readonly<Record<string, string>> = {
  nonebot2: 'NoneBot',
  zhenxun: 'zhenxun_bot',
  nonebot1: 'NoneBot 1 (HoshinoBot)',
  astrbot: 'AstrBot',
  langbot: 'LangBot',
  koishi: 'Koishi',
  yunzai: 'TRSS-Yunzai',
  karin: 'Karin',
  'maibot-adapter': 'MaiBot-Napcat-Adapter',
  overflow: 'Overflow',
  sealdice: 'SealDice',
  aiocqhttp: 'aiocqhttp',
};

/** The framework's own name, or `otherwise` when it is not known which one it is. */
export function frameworkName(kind: string | undefined, otherwise: string): string {
  return given(kind, (shown) => FRAMEWORK_NAMES[shown] ?? shown, otherwise);
}

/** Whether the framework reads its settings like NoneBot does, or is not known to be another one. */
export function isNoneBot(kind: string | undefined): boolean {
  return kind === undefined || kind === 'nonebot2' || kind === 'zhenxun';
}

/** Whether a setting's value is the name of a secret, not a text to read. */
export function isSecretKey(key: string | undefined): boolean {
  return /token|secret|auth_key/i.test(key ?? '');
}

/** What a survey calls a token whose text it keeps to itself (survey/secret.ts). */
export const SECRET_NAME = /^token-\d+$/;
