/**
 * What may leave a log. The only place where log text turns into facts, so privacy is decided here and nowhere else:
 *
 * 1. Everything. Of a record only the header (time, level) and what the rule's pattern matched are kept, so a pattern
 *    says what it shows. The nickname and number that NapCat puts between them are dropped with all the rest.
 * 2. Chat. A record that a chat rule recognises is somebody's message. No other rule sees it, and chat rules match
 *    nothing but fixed marks such as `接收 <- 群聊`.
 * 3. Secrets. Query values and credentials in URLs, bearer tokens and what is called a token or a key become `***`.
 *    Objects printed in braces (raw events, configurations) become `{…}`.
 * 4. QQ numbers. Runs of six digits and more become `***`, except in the capture named `account`, which diagnosis
 *    needs, and in captures that are numbers of another kind by name.
 */
import type { RuleMatch } from './match.ts';
import type { LogRecord } from './records.ts';

/** Length of `LogEvent.text`. */
const MAX_TEXT_LENGTH = 300;

/** The text of an event: what of the record may be shown. */
export function maskedText(
  { index, length }: RuleMatch,
  record: LogRecord,
  captures: Readonly<Record<string, string>>,
): string {
  const header =
    record.text.lastIndexOf('\n', index) === -1 ? record.text.slice(0, Math.min(record.headerLength, index)) : '';
  const shown = header + record.text.slice(index, index + length).trim();
  const masked = withoutAccount(maskSecrets(shown), captures.account);
  return masked.replaceAll('\n', LINE_BREAK).slice(0, MAX_TEXT_LENGTH);
}

/** The captures of a match, each masked by its name. Groups that took no part are left out. */
export function maskedCaptures(
  groups: Readonly<Record<string, string | undefined>> | undefined,
): Record<string, string> {
  const captures: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups ?? {})) {
    if (value === undefined) continue;
    captures[name] = KEPT_NUMBERS.has(name) && /^-?\d+$/.test(value) ? value : maskSecrets(value);
  }
  return captures;
}

/** Captures that hold plain numbers on purpose: an account, or something that no number of six digits makes private. */
const KEPT_NUMBERS: ReadonlySet<string> = new Set([
  ...['account', 'pid', 'port', 'status', 'code', 'errno', 'line', 'column', 'seconds', 'count'],
]);

const HIDDEN = '***';
const LINE_BREAK = ' ↵ ';

/** Steps 3 and 4 for one line of text. */
export function maskSecrets(text: string): string {
  return MASKS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/[{｛][^\n]*/g, '{…}'],
  [/([a-z+]{2,10}:\/\/)[^\s/@]{1,200}@/gi, `$1${HIDDEN}@`],
  [/([?&][\w.%-]{1,60}=)[^&#\s'"()<>，。]+/g, `$1${HIDDEN}`],
  [/\b(bearer|basic) +[^\s'",;]+/gi, `$1 ${HIDDEN}`],
  [/((?:token|secret|password|passwd|api_?key)["']?\s{0,3}[:=]\s{0,3}["']?)(?!\*\*\*)[^\s'",;)\]&]+/gi, `$1${HIDDEN}`],
  [/(?<!\d)\d{6,}(?!\d)/g, HIDDEN],
];

/** Numbers of five digits look like ports; the one that the rule took for an account is known to be none. */
function withoutAccount(text: string, account: string | undefined): string {
  return account === undefined || account.length < 5 ? text : text.replaceAll(account, HIDDEN);
}
