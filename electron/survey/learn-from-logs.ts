/** What NapCat's own log tells about itself where files and processes did not: its version and its account. */
import type { LogFacts, NapCatFacts, Origin } from './facts.ts';

export function learnFromLogs(napcat: NapCatFacts, index: number, logs: readonly LogFacts[]): NapCatFacts {
  const own = logs.filter(
    (log) => log.product === 'napcat' && (log.napcat === index || (log.napcat === null && index === 0)),
  );
  const version = newest(own, 'napcat.core-version', 'version');
  const account = newest(own, 'napcat.config-file', 'account') ?? newest(own, 'napcat.login-succeeded', 'account');
  return {
    ...napcat,
    ...(napcat.version.state !== 'known' && version !== null
      ? { version: { state: 'known', value: { text: version.text, origin: version.origin } } }
      : {}),
    ...(napcat.running !== null && napcat.running.account === null && account !== null
      ? { running: { ...napcat.running, account: { uin: account.text, origin: account.origin } } }
      : {}),
  };
}

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
