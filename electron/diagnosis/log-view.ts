/**
 * The logs as checks want them: only what is true now. Events of an earlier start, of a log that ended before the
 * program was started, and failures that a later success healed are history and accuse nobody.
 */
import type { Facts, LogEvent, LogFacts, LogProduct } from '../survey/facts.ts';
import { instantOf, isBefore } from './log-clock.ts';
import type { LogRuleId } from './log-rules/index.ts';
import { LOG_RULES } from './log-rules/index.ts';

export interface SeenEvent extends LogEvent {
  readonly log: LogFacts;
}

export interface LogView {
  /** The newest event in force of any of these rules. */
  readonly latest: (...ids: readonly LogRuleId[]) => SeenEvent | null;
  /** Like `latest`, but an event that names a URL counts only when it is this one. */
  readonly latestAbout: (url: string, ...ids: readonly LogRuleId[]) => SeenEvent | null;
  /** All events in force of these rules, oldest first. */
  readonly all: (...ids: readonly LogRuleId[]) => readonly SeenEvent[];
  /** Like `all`, healed ones and earlier boots included. */
  readonly history: (...ids: readonly LogRuleId[]) => readonly SeenEvent[];
  /** Whether any log text of this product was read. */
  readonly read: (product: LogProduct) => boolean;
}

const HEALERS = healers();

export function readLogs(facts: Facts, napcatIndex: number | null): LogView {
  const logs = facts.logs.filter((log) => log.state === 'known' && (log.napcat === null || log.napcat === napcatIndex));
  const history = logs.flatMap((log) => log.events.map((event): SeenEvent => ({ ...event, log })));
  const current = logs.flatMap((log) => inForce(log, facts).map((event): SeenEvent => ({ ...event, log })));
  const pick = (events: readonly SeenEvent[], ids: readonly string[]): readonly SeenEvent[] =>
    events.filter((event) => ids.includes(event.rule));
  return {
    latest: (...ids) => pick(current, ids).at(-1) ?? null,
    latestAbout: (url, ...ids) =>
      pick(current, ids).findLast(({ captures }) => captures.url === undefined || sameUrl(captures.url, url)) ?? null,
    all: (...ids) => pick(current, ids),
    history: (...ids) => pick(history, ids),
    read: (product) => logs.some((log) => log.product === product && log.lines > 0),
  };
}

function sameUrl(a: string, b: string): boolean {
  return a.trim().replace(/\/+$/, '') === b.trim().replace(/\/+$/, '');
}

function inForce(log: LogFacts, facts: Facts): readonly LogEvent[] {
  if (isOlderThanProgram(log, facts)) return [];
  const lastBoot = log.events.at(-1)?.boot ?? 0;
  const thisBoot = log.events.filter((event) => event.boot === lastBoot);
  return thisBoot.filter((event, index) => {
    const healedBy = HEALERS.get(event.rule);
    return healedBy === undefined || !thisBoot.slice(index + 1).some((later) => healedBy.has(later.rule));
  });
}

/** A log whose last record is older than the running program's start belongs to an earlier run. */
function isOlderThanProgram(log: LogFacts, facts: Facts): boolean {
  if (log.product === 'nonebot') return isOlderThanNoneBots(log, facts);
  if (log.origin.kind !== 'file' || log.napcat === null) return false;
  const startedAt = facts.napcats[log.napcat]?.running?.startedAt ?? null;
  const lastAt = log.modifiedAt === null ? instantOf(facts, { log, at: log.lastAt }) : Date.parse(log.modifiedAt);
  return startedAt !== null && lastAt !== null && lastAt < Date.parse(startedAt);
}

/** Whose of several bots the words are, nobody can tell: each of them has to run, and to have been started later. */
function isOlderThanNoneBots(log: LogFacts, facts: Facts): boolean {
  const bots = facts.frameworks.filter(({ nonebot }) => nonebot !== null);
  const starts = bots.map(({ running }) => running?.startedAt ?? null);
  const last = { log, at: log.lastAt };
  return starts.length > 0 && starts.every((start) => start !== null && isBefore(facts, last, Date.parse(start)));
}

/** Rule id → the rules whose later appearance makes it history. */
function healers(): ReadonlyMap<string, ReadonlySet<string>> {
  const map = new Map<string, Set<string>>();
  for (const rule of LOG_RULES) {
    for (const healed of rule.meaning.heals ?? []) {
      const set = map.get(healed) ?? new Set<string>();
      set.add(rule.id);
      map.set(healed, set);
    }
  }
  return map;
}
