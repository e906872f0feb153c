/** What a line of a log means in a time line. Lines of other rules are told as they are, unless they are mere information. */
import type { WatchEventKind } from '../../contract/watch.ts';
import { ATTEMPT_RULES, CONNECTED_RULES, CRASH_VARIANTS } from '../log-rules/groups.ts';
import type { CrashRule } from '../log-rules/groups.ts';
import type { LogRuleId } from '../log-rules/index.ts';

const KINDS: Readonly<Partial<Record<WatchEventKind, readonly LogRuleId[]>>> = {
  refused: ['napcat.connect-refused', 'napcat.connect-refused-all'],
  rejected: [
    ...['napcat.server-401', 'napcat.server-403', 'napcat.server-response'],
    ...['uvicorn.websocket-403', 'uvicorn.websocket-failed'],
  ] as readonly LogRuleId[],
  accepted: [...CONNECTED_RULES, 'uvicorn.websocket-accepted', 'napcat.v1-connected'],
  closed: ['napcat.connection-lost', 'napcat.v1-disconnected'],
  attempt: ['napcat.v1-connecting'],
  'message-received': ['napcat.message-received'],
  'message-arrived': ['nonebot.message-received', 'astrbot.message-received', 'yunzai.message-received'],
  crashed: Object.keys(CRASH_VARIANTS) as CrashRule[],
};

/** Of NapCat's attempts these say nothing new: what came of one stands in the line before. */
const SILENT: readonly LogRuleId[] = [
  'napcat.retry',
  'napcat.action-received',
  'nonebot.no-route',
  'napcat.message-sent',
];

const told = new Map(
  Object.entries(KINDS).flatMap(([kind, rules]) =>
    rules.map((rule) => [rule as string, kind as WatchEventKind] as const),
  ),
);
const failed = ATTEMPT_RULES.filter((rule) => !told.has(rule) && !SILENT.includes(rule));

/** `null`: not told at all. */
export const LINE_KINDS: ReadonlyMap<string, WatchEventKind | null> = new Map<string, WatchEventKind | null>([
  ...failed.map((rule) => [rule, 'failed'] as const),
  ...told,
  ...SILENT.map((rule) => [rule, null] as const),
]);
