/**
 * What NapCat itself listed when it loaded its configuration, where nobody could read the file: each entry with
 * 已启动 or 未启动, which repeat the `enable` of the file (NapCat dossier §3).
 */
import type { Check, CheckResult } from '../../check.ts';
import { PASTED } from '../../../contract/given-text.ts';
import { ofEntry, ofEvent } from '../../evidence.ts';
import type { SeenEvent } from '../../log-view.ts';
import type { LogRuleId } from '../../log-rules/index.ts';
import type { Situation } from '../../situation.ts';

export const listHoldsClient: Check = {
  id: 'list-holds-client',
  hop: 2,
  run(situation) {
    const list = situation.content === null ? situation.logs.latest('napcat.network-loaded') : null;
    if (list === null) return 'skip';
    const [off] = linesOf(situation, list, 'napcat.client-disabled');
    if (linesOf(situation, list, 'napcat.client-enabled').length > 0) return 'pass';
    // The file may have been changed since the list was written.
    const common = { outcome: 'fail', confidence: 'likely', evidence: [ofEvent(list)], about: null } as const;
    if (off !== undefined) {
      const url = off.captures.url;
      return [{ ...common, code: 'entry-disabled', params: url === undefined ? {} : { url } }];
    }
    const others = linesOf(situation, list, 'napcat.server-listed').filter(
      ({ captures }) => captures.state === '已启动',
    );
    const server = others.find(({ captures }) => captures.kind === 'WebSocket服务');
    if (server !== undefined) return [serverInstead(common, server)];
    if (others.length > 0 && !waitsInVain(situation, others)) return 'skip';
    return [{ ...common, code: 'no-client-entry', params: {} }];
  },
};

/** NapCat serves and reports to nobody, while a framework that dials nobody waits for it. */
function waitsInVain({ logs }: Situation, others: readonly SeenEvent[]): boolean {
  const waits = logs.latest('aiocqhttp.running', 'astrbot.adapter-loading', 'maibot.adapter-started') !== null;
  return waits && others.every(({ captures }) => captures.kind !== 'HTTP上报服务');
}

/** The reporter pasted settings, and NapCat wrote that it loaded others. */
export const pasteIsLoaded: Check = {
  id: 'paste-is-loaded',
  hop: 2,
  run(situation) {
    const { config, clients, logs } = situation;
    const list = config?.file === PASTED ? logs.latest('napcat.network-loaded') : null;
    if (list === null) return 'skip';
    const [loaded, ...more] = linesOf(situation, list, 'napcat.client-enabled');
    const [written, ...others] = clients.filter((entry) => entry.enabled && entry.url?.usable === true);
    // With several of either nobody can tell which belong together.
    if (loaded?.captures.url === undefined || written?.url == null || more.length + others.length > 0) return 'skip';
    const suggestion = loaded.captures.url.trim();
    const url = written.url.text.trim();
    if (leadsToTheSame(url, suggestion)) return 'pass';
    return [
      {
        code: 'config-not-applied',
        outcome: 'fail',
        confidence: 'likely',
        variant: 'other-url',
        params: { url, suggestion, entry: written.name },
        evidence: [ofEntry(PASTED, written, 'url', url), ofEvent(loaded)],
        about: null,
      },
    ];
  },
};

/** Hosts are often hidden before they are posted, ports and paths hardly ever. */
function leadsToTheSame(written: string, loaded: string): boolean {
  if (!URL.canParse(written) || !URL.canParse(loaded)) return true;
  const [one, other] = [new URL(written), new URL(loaded)];
  return one.port === other.port && one.pathname === other.pathname;
}

function serverInstead(
  common: { outcome: 'fail'; confidence: 'likely'; evidence: CheckResult['evidence']; about: null },
  { captures }: SeenEvent,
): CheckResult {
  const port = /:(\d{1,5})$/.exec(captures.address ?? '')?.[1];
  return {
    ...common,
    code: 'wrong-direction',
    variant: 'server-instead',
    params: port === undefined ? {} : { port: Number(port) },
  };
}

/** The lines of one kind that stand in this very list. */
function linesOf({ logs }: Situation, list: SeenEvent, rule: LogRuleId): readonly SeenEvent[] {
  return logs.all(rule).filter(({ log, lastLine }) => log === list.log && lastLine === list.lastLine);
}
