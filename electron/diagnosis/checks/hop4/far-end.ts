/** What sits at the other end of a link. */
import { valueOf } from '../../../machine/answer.ts';
import type { FrameworkFacts, FrameworkKind } from '../../../survey/facts.ts';
import type { Link } from '../../link.ts';
import type { LogView } from '../../log-view.ts';

const NONEBOT: ReadonlySet<FrameworkKind> = new Set(['nonebot2', 'zhenxun']);

/** What sits at the other end, from its process or, failing that, from what only one framework answers. */
export function kindAt(link: Link): FrameworkKind | null {
  if (link.framework !== null) return link.framework.kind;
  switch (link.identity?.kind) {
    case 'nonebot-v11':
      return 'nonebot2';
    case 'aiocqhttp':
      return 'aiocqhttp';
    case 'koishi':
      return 'koishi';
    case 'yunzai':
      return 'yunzai';
    case 'karin':
      return 'karin';
    case 'websockets':
      return 'maibot-adapter';
    default:
      return null;
  }
}

export function isNoneBot(link: Link): boolean {
  const kind = kindAt(link);
  return kind !== null && NONEBOT.has(kind);
}

/**
 * Any Python program may be called bot.py and keep a .env (MaiBot's core does both): what only NoneBot has makes it one.
 */
export function isSurelyNoneBot({ kind, nonebot, packages }: FrameworkFacts, logs: LogView): boolean {
  if (kind === 'zhenxun') return true;
  if (nonebot === null) return false;
  const driver = valueOf(nonebot.driver);
  return (
    valueOf(nonebot.adapters) !== undefined ||
    valueOf(packages)?.nonebot2 !== undefined ||
    (driver !== undefined && driver.origin.kind !== 'default') ||
    logs.read('nonebot')
  );
}
