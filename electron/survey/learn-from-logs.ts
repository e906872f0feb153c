/** What NapCat's own log tells about itself where files and processes did not: its version and its account. */
import type { LogFacts, NapCatFacts, Origin } from './facts.ts';

export function learnFromLogs(napcat: NapCatFacts, index: number, logs: readonly LogFacts[]): NapCatFacts {
  const own = logs.filter(
    (log) => log.product === 'napcat' && (log.napcat === index || (log.napcat === null && index === 0)),
  );
  const version = newest(own, 'napcat.core-version', 'version');
  const account =
    newest(own, 'napcat.config-file', 'account') ??
    newest(own, 'napcat.login-succeeded', 'account') ??
    newest(own.filter(quickLoginCameIn), 'napcat.quick-login', 'account');
  const isOneOfItsOwn = napcat.accounts.some(({ uin }) => uin === account?.text);
  return {
    ...napcat,
    // Nobody saw it run, and its log tells whose file it read.
    ...(napcat.running === null && isOneOfItsOwn
      ? { accounts: napcat.accounts.map((one) => ({ ...one, inUse: one.uin === account?.text })) }
      : {}),
    ...(napcat.version.state !== 'known' && version !== null
      ? { version: { state: 'known', value: { text: version.text, origin: version.origin } } }
      : {}),
    ...(napcat.running !== null && napcat.running.account === null && account !== null
      ? { running: { ...napcat.running, account: { uin: account.text, origin: account.origin } } }
      : {}),
  };
}

/** What NapCat wrote after it tried: its settings are loaded for the account, and no other way in was offered. */
function quickLoginCameIn({ events }: LogFacts): boolean {
  const tried = events.findLastIndex(({ rule }) => rule === 'napcat.quick-login');
  const since = events.slice(tried + 1).map(({ rule }) => rule);
  return tried !== -1 && since.some((rule) => LOADED.has(rule)) && !since.some((rule) => OTHER_WAY_IN.has(rule));
}

const LOADED: ReadonlySet<string> = new Set(['napcat.network-loaded', 'napcat.message-received']);
const OTHER_WAY_IN: ReadonlySet<string> = new Set([
  ...['napcat.qr-wait', 'napcat.quick-login-failed', 'napcat.login-error', 'napcat.already-logged-in'],
]);

function newest(logs: readonly LogFacts[], rule: string, capture: string): { text: string; origin: Origin } | null {
  for (const log of logs) {
    const event = log.events.findLast(
      (candidate) => candidate.rule === rule && candidate.captures[capture] !== undefined,
    );
    const text = event?.captures[capture];
    if (event === undefined || text === undefined) continue;
    return {
      text,
      origin: { kind: 'log', path: log.origin.kind === 'file' ? log.origin.path : null, line: event.line },
    };
  }
  return null;
}
