/**
 * Tries rules on records. Every rule that fits makes an event, except on chat: there only the chat rule counts, so
 * that nobody can put a diagnosis into a log by writing it in a group.
 */
import type { LogProduct, LogRule, RuleProduct } from '../facts.ts';
import { readHeader } from './header.ts';
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
  /** Chat of other programs, pasted among this one's lines: it makes no events, and it hides what people wrote. */
  readonly foreignChat: readonly LogRule[];
  readonly plain: readonly LogRule[];
}

/**
 * Whose rules are tried on whose text. Consoles are shared: the launcher's window shows NapCat's log too, and every
 * Python framework can print what NoneBot's server prints.
 */
export const RULES_OF: Readonly<Record<LogProduct, readonly RuleProduct[]>> = {
  napcat: ['napcat', 'launcher', 'windows', 'wire'],
  launcher: ['launcher', 'napcat', 'windows', 'wire'],
  nonebot: ['nonebot', 'framework', 'windows', 'wire'],
  framework: ['framework', 'nonebot', 'windows', 'wire'],
  windows: ['windows', 'launcher'],
  user: ['user', 'windows', 'wire'],
};

export function rulesFor(products: LogProduct | readonly LogProduct[], rules: readonly LogRule[]): RuleSet {
  const tried = new Set([products].flat().flatMap((product) => RULES_OF[product]));
  const fitting = rules.filter((rule) => tried.has(rule.product));
  return {
    chat: fitting.filter((rule) => rule.chat === true),
    foreignChat: rules.filter((rule) => rule.chat === true && !tried.has(rule.product)),
    plain: fitting.filter((rule) => rule.chat !== true),
  };
}

/** Whether a record that begins with this line is somebody's message. */
export function isChat(firstLine: string, { chat, foreignChat }: RuleSet): boolean {
  return chatIn(firstLine, chat) !== null || chatIn(firstLine, foreignChat) !== null;
}

/** A line that only mentions such a mark in the middle of a sentence is no chat record. */
function chatIn(line: string, rules: readonly LogRule[]): RuleMatch | null {
  const match = firstMatch(rules, line);
  if (match === null) return null;
  const before = line.slice(0, match.index);
  // After the nickname, or inside a frame of the protocol.
  return before === '' || /\| $|\{/.test(before) || readHeader(line) !== null ? match : null;
}

/** A list longer than this is none of ours. */
const MAX_MATCHES_OF_A_LIST = 64;

export function* matchRecord(record: LogRecord, rules: RuleSet): Generator<RuleMatch, void, undefined> {
  const first = firstLine(record.text);
  const message = chatIn(first, rules.chat);
  if (message !== null) yield message;
  if (message !== null || chatIn(first, rules.foreignChat) !== null) return;
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
    if (match !== null && rule.unless?.test(text) !== true) return toRuleMatch(rule, match);
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
