/**
 * Every log rule there is. A rule is one line of data (see LogRule); all of them are tried on every record, so their
 * order says nothing. Adding one means adding it to its product's file, with a sample and the source of the wording.
 */
import type { LogRule } from '../../survey/facts.ts';
import { AIOCQHTTP_RULES } from './aiocqhttp.ts';
import { LAUNCHER_RULES } from './launcher.ts';
import { NAPCAT_ACCOUNT_RULES } from './napcat-account.ts';
import { NAPCAT_CONFIG_RULES } from './napcat-config.ts';
import { NAPCAT_LEGACY_RULES } from './napcat-legacy.ts';
import { NAPCAT_LINK_RULES } from './napcat-link.ts';
import { NODE_FRAMEWORK_RULES } from './node-frameworks.ts';
import { NONEBOT_RULES } from './nonebot.ts';
import { OTHER_FRAMEWORK_RULES } from './other-frameworks.ts';
import { PYTHON_RULES } from './python.ts';
import { USER_SETUP_RULES } from './user-setup.ts';
import { USER_RULES } from './user.ts';
import { UVICORN_RULES } from './uvicorn.ts';
import { WINDOWS_RULES } from './windows.ts';
import { WIRE_RULES } from './wire.ts';

const RULES = [
  ...NAPCAT_LINK_RULES,
  ...NAPCAT_CONFIG_RULES,
  ...NAPCAT_ACCOUNT_RULES,
  ...NAPCAT_LEGACY_RULES,
  ...LAUNCHER_RULES,
  ...NONEBOT_RULES,
  ...UVICORN_RULES,
  ...PYTHON_RULES,
  ...WINDOWS_RULES,
  ...AIOCQHTTP_RULES,
  ...NODE_FRAMEWORK_RULES,
  ...OTHER_FRAMEWORK_RULES,
  ...WIRE_RULES,
  ...USER_SETUP_RULES,
  ...USER_RULES,
] as const;

/** Id of a rule that exists. */
export type LogRuleId = (typeof RULES)[number]['id'];

export const LOG_RULES: readonly LogRule[] = RULES;

/** What a rule's line means, by the id that its events carry. */
export const LOG_RULE_BY_ID: ReadonlyMap<string, LogRule> = new Map(LOG_RULES.map((rule) => [rule.id, rule]));
