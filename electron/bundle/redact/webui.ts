/** What NapCat's WebUI answered: its configuration is judged key by key, its log as every log. */
import type { RecordingDocument } from '../../machine/recorded/index.ts';
import type { LogRule } from '../../survey/facts.ts';
import { JSON_LIKE, maskCode } from './code.ts';
import { maskLog } from './logs.ts';
import { maskForeign } from './foreign.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { maskUrl } from './urls.ts';
import { isHarmless } from './words.ts';

type Entry = Extract<RecordingDocument['webui'], readonly unknown[]>[number];

export function maskWebUi(
  { url, call, code, message, data, error, reason }: Entry,
  rules: readonly LogRule[],
  names: Pseudonyms,
): Entry {
  return {
    ...{ url: maskUrl(url, names), call, code, message: maskForeign(message, names) },
    ...(data === undefined ? {} : { data: call === 'log' ? maskLogs(data, rules, names) : maskData(data, names) }),
    ...(error === undefined ? {} : { error }),
    ...(reason === undefined ? {} : { reason: maskForeign(reason, names) }),
  };
}

function maskData(data: unknown, names: Pseudonyms): unknown {
  return JSON.parse(maskCode(JSON.stringify(data), JSON_LIKE, names));
}

/** Records `{ level, message }`; the message of each is read with its level before it, as the survey does. */
function maskLogs(data: unknown, rules: readonly LogRule[], names: Pseudonyms): unknown {
  const records: readonly unknown[] = Array.isArray(data) ? data : [];
  return records.map((record) => {
    const { level, message } = (record ?? {}) as { level?: unknown; message?: unknown };
    const header = `[${isHarmless(String(level)) ? String(level) : 'info'}] `;
    const masked = maskLog(header + String(message), 'napcat', rules, names);
    return { level: header.slice(1, -2), message: masked.slice(header.length).trimEnd() };
  });
}
