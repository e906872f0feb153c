/** What sits at the other end of a link. */
import type { FrameworkKind } from '../../../survey/facts.ts';
import type { Link } from '../../link.ts';

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
