/**
 * Text that the user pasted or captured. It comes with an owner, which may be a word we know, a word we do not, or a
 * wrong one: then the text itself tells whose it is. People paste several programs' lines at once and write about them
 * in between, so one text may be read more than once, each time as another program's.
 */
import type { ConsoleText, Machine } from '../../machine/machine.ts';
import type { LogFacts, LogProduct, LogRule } from '../facts.ts';
import { RULES_OF } from './match.ts';
import { readLogText } from './scan.ts';

/** Reads every console text of the machine: once as its owner's, and as every other program's that left its mark there. */
export function surveyConsole(machine: Machine, rules: readonly LogRule[]): readonly LogFacts[] {
  const now = machine.now();
  return machine.console().flatMap(({ of, text }) => {
    const [main, ...others] = productsOf({ of, text });
    const read = (product: LogProduct, among: readonly LogRule[]): LogFacts =>
      readLogText(text, { product, of, rules: among, now });
    return [
      read(main, rules),
      ...others
        .map((product) => onlyOwn(read(product, rules), product, rules))
        .filter(({ events }) => events.length > 0),
    ];
  });
}

/** What the first reading has seen already is not told twice. */
function onlyOwn(log: LogFacts, product: LogProduct, rules: readonly LogRule[]): LogFacts {
  const own = new Set(rules.flatMap((rule) => (rule.product === product ? [rule.id] : [])));
  return { ...log, events: log.events.filter(({ rule }) => own.has(rule)) };
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
      ...['maibot-adapter', 'overflow', 'mirai', 'sealdice', 'ncatbot', 'framework'],
    ].map((name) => [name, 'framework' as const]),
  ),
};

/** What a masked text is named, of which the marks may be gone: `napcat+user`. */
const PROGRAMS: ReadonlySet<string> = new Set(Object.keys(RULES_OF));

/** Marks that only one program's output carries. The one that stands first in the text wins. */
const MARKS: readonly (readonly [LogProduct, RegExp])[] = [
  ['windows', /病毒防护|已隔离|Trojan:|Windows Defender|包含病毒/],
  [
    'napcat',
    /\[OneBot\] \[|\[NapCat\]|\[OneBot11\]|\[AdapterManager\]|反向WebSocket|连接到反向|反向ws (?=wss?:)|反向ws断开|接收 <- |NapCat\.Core|\[KickedOffLine\]|NapCat 服务已为|\[QQ版本兼容性检测\]|\[Core\] \[(?:Login|Packet|Config)\]/,
  ],
  [
    'launcher',
    /文件已损坏|error code v2:-8|已触发QQ文件校验|\[NapCat Backend\]|Boot Command:|provided QQ path|argv\[0\]:|NapCatWinBoot/,
  ],
  ['nonebot', /nonebot \| |OneBot V1[12] \| |uvicorn|Uvicorn|nonebot\.init|NoneBot|nonebot\/__init__|"WebSocket \//],
  [
    'framework',
    /aiocqhttp|AstrBot|\[Core\] \[[A-Z]{4,5}\]|Yunzai|TRSSYz|OneBotv11|Karin|koishi|Onebot ?:|\/Onebot|CTRL \+ C to quit|Traceback \(most recent|\[ERR_MODULE_NOT_FOUND\]|Error: \[(?:WinE|E)rr/,
  ],
];

/** Whose text it is, by its owner's name where we know it, else by its marks; words of nobody's program are the user's. */
export function productOf({ of, text }: ConsoleText): LogProduct {
  return productsOf({ of, text })[0];
}

/** The same, and after it every other program that the text shows lines of. */
export function productsOf({ of, text }: ConsoleText): readonly [LogProduct, ...LogProduct[]] {
  const name = of.toLowerCase();
  const several = name.split('+').filter((one) => PROGRAMS.has(one)) as LogProduct[];
  if (several[0] !== undefined && several.length > 1) return [several[0], ...several.slice(1)];
  const named = Object.hasOwn(PRODUCTS, name) ? PRODUCTS[name] : undefined;
  const marked = MARKS.map(([product, mark]) => ({ product, at: text.search(mark) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ product }) => product);
  const main = named ?? marked[0] ?? 'user';
  const others = new Set<LogProduct>([...marked, ...(named === undefined ? ['user' as const] : [])]);
  return [main, ...[...others].filter((product) => !RULES_OF[main].includes(product))];
}
