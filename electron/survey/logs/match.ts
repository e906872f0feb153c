/**
 * Tries rules on records. Every rule that fits makes an event, except on chat: there only the chat rule counts, so
 * that nobody can put a diagnosis into a log by writing it in a group.
 */
import type { LogProduct, LogRule } from '../facts.ts';
import { mayMatch } from './needles.ts';
import type { LogRecord } from './records.ts';

export interface RuleMatch {
  readonly rule: LogRule;
  /** Where and how much of the record's text it matched. */
  readonly index: number;
  readonly length: number;
  readonly groups: Readonly<Record<string, string | undefined>> | undefined;
}

export interface RuleSet {
  readonly chat: readonly LogRule[];
  readonly plain: readonly LogRule[];
}

/**
 * Whose rules are tried on whose text. Consoles are shared: the launcher's window shows NapCat's log too, and every
 * Python framework can print what NoneBot's server prints.
 */
const RULES_OF: Readonly<Record<LogProduct, readonly LogProduct[]>> = {
  napcat: ['napcat', 'launcher', 'windows'],
  launcher: ['launcher', 'napcat', 'windows'],
  nonebot: ['nonebot', 'framework', 'windows'],
  framework: ['framework', 'nonebot', 'windows'],
  windows: ['windows', 'launcher'],
};

export function rulesFor(product: LogProduct, rules: readonly LogRule[]): RuleSet {
  const fitting = rules.filter((rule) => RULES_OF[product].includes(rule.product));
  return {
    chat: fitting.filter((rule) => rule.chat === true),
    plain: fitting.filter((rule) => rule.chat !== true),
  };
}

/** Whether a record that begins with this line is somebody's message. */
export function isChat(firstLine: string, { chat }: RuleSet): boolean {
  return chat.some(({ pattern }) => pattern.test(firstLine));
}

/** A list longer than this is none of ours. */
const MAX_MATCHES_OF_A_LIST = 64;

export function* matchRecord(record: LogRecord, rules: RuleSet): Generator<RuleMatch, void, undefined> {
  const message = firstMatch(rules.chat, firstLine(record.text));
  if (message !== null) {
    yield message;
    return;
  }
  let small: string | undefined;
  const lower = (): string => (small ??= record.text.toLowerCase());
  for (const rule of rules.plain) {
    const { pattern, unless, each } = rule;
    if (!mayMatch(pattern, record.text, lower)) continue;
    if (each === true) {
      if (unless?.test(record.text) === true) continue;
      let left = MAX_MATCHES_OF_A_LIST;
      for (const match of record.text.matchAll(pattern)) {
        if (left-- === 0) break;
        yield toRuleMatch(rule, match);
      }
      continue;
    }
    const match = pattern.exec(record.text);
    if (match !== null && unless?.test(record.text) !== true) yield toRuleMatch(rule, match);
  }
}

function firstMatch(rules: readonly LogRule[], text: string): RuleMatch | null {
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match !== null) return toRuleMatch(rule, match);
  }
  return null;
}

function toRuleMatch(rule: LogRule, { 0: matched, index, groups }: RegExpExecArray): RuleMatch {
  return { rule, index, length: matched.length, groups };
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}
