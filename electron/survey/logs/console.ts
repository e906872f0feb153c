/**
 * Text that the user pasted or captured. It comes with an owner, which may be a word we know, a word we do not, or a
 * wrong one: then the text itself tells whose it is.
 */
import type { ConsoleText, Machine } from '../../machine/machine.ts';
import type { LogFacts, LogProduct, LogRule } from '../facts.ts';
import { readLogText } from './scan.ts';

/** Reads every console text of the machine. */
export function surveyConsole(machine: Machine, rules: readonly LogRule[]): readonly LogFacts[] {
  const now = machine.now();
  return machine
    .console()
    .map(({ of, text }) => readLogText(text, { product: productOf({ of, text }), of, rules, now }));
}

const PRODUCTS: Readonly<Record<string, LogProduct>> = {
  napcat: 'napcat',
  'go-cqhttp': 'napcat',
  lagrange: 'napcat',
  launcher: 'launcher',
  qq: 'launcher',
  nonebot: 'nonebot',
  nonebot2: 'nonebot',
  zhenxun: 'nonebot',
  uvicorn: 'nonebot',
  windows: 'windows',
  ...Object.fromEntries(
    [
      ...['nonebot1', 'hoshino', 'aiocqhttp', 'astrbot', 'langbot', 'koishi', 'yunzai', 'karin', 'maibot'],
      ...['maibot-adapter', 'overflow', 'mirai', 'sealdice', 'framework'],
    ].map((name) => [name, 'framework' as const]),
  ),
};

/** Marks that only one program's output carries. The one that stands first in the text wins. */
const MARKS: readonly (readonly [LogProduct, RegExp])[] = [
  ['windows', /病毒防护|已隔离|Trojan:|Windows Defender|包含病毒/],
  ['napcat', /\[OneBot\] \[|\[NapCat\]|\[OneBot11\]|\[AdapterManager\]|反向WebSocket|连接到反向|接收 <- |NapCat\.Core/],
  [
    'launcher',
    /文件已损坏|error code v2:-8|\[NapCat Backend\]|Boot Command:|provided QQ path|argv\[0\]:|NapCatWinBoot/,
  ],
  ['nonebot', /nonebot \| |OneBot V1[12] \| |uvicorn|Uvicorn|nonebot\.init|NoneBot/],
  ['framework', /aiocqhttp|AstrBot|\[Core\] \[[A-Z]{4,5}\]|Yunzai|Karin|koishi|Onebot ?:|CTRL \+ C to quit/],
];

/** Whose text it is, by its owner's name where we know it, else by its marks. */
export function productOf({ of, text }: ConsoleText): LogProduct {
  const named = Object.hasOwn(PRODUCTS, of.toLowerCase()) ? PRODUCTS[of.toLowerCase()] : undefined;
  if (named !== undefined) return named;
  const first = MARKS.map(([product, mark]) => ({ product, at: text.search(mark) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  return first?.product ?? 'framework';
}
