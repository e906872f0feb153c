/**
 * What NapCat itself listed when it loaded its configuration, where nobody could read the file: each entry with
 * 已启动 or 未启动, which repeat the `enable` of the file (NapCat dossier §3).
 */
import type { Check, CheckResult } from '../../check.ts';
import { ofEvent } from '../../evidence.ts';
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
    return others.length > 0 ? 'skip' : [{ ...common, code: 'no-client-entry', params: {} }];
  },
};

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
