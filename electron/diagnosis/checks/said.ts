/**
 * What a program's own message proves when little else is known: a pasted log and no machine behind it. Checks that
 * saw the machine come first; these speak only where nothing that was seen contradicts the message.
 */
import { VERDICTS } from '../../contract/codes.ts';
import type { VerdictCode } from '../../contract/codes.ts';
import type { Params } from '../../contract/diagnosis.ts';
import { FRAMEWORKS, frameworkOfPort, meaningsOf } from '../../contract/frameworks.ts';
import type { Check, CheckResult } from '../check.ts';
import { ofEntry, ofEvent } from '../evidence.ts';
import type { Link } from '../link.ts';
import { ATTEMPT_RULES } from '../log-rules/groups.ts';
import { LOG_RULES } from '../log-rules/index.ts';
import type { LogRuleId } from '../log-rules/index.ts';
import type { SeenEvent } from '../log-view.ts';
import type { Situation } from '../situation.ts';

/** Codes whose own checks weigh the line also where nothing else is known. */
const JUDGED_WITHOUT_MACHINE: ReadonlySet<VerdictCode> = new Set(['blocked-by-security-software', 'liteloader-broken']);

/** Codes that one line can prove, by the rule that says so. */
const PROVEN_BY: ReadonlyMap<string, VerdictCode> = new Map<string, VerdictCode>(
  LOG_RULES.flatMap(({ id, meaning }): [string, VerdictCode][] =>
    'code' in meaning && meaning.severity === 'problem' && !JUDGED_WITHOUT_MACHINE.has(meaning.code)
      ? [[id, meaning.code]]
      : [],
  ),
);

const PROVING = [...PROVEN_BY.keys()] as LogRuleId[];

export const saidByPrograms: Check = {
  id: 'said-by-programs',
  hop: 3,
  run(situation) {
    const events = situation.logs.all(...PROVING);
    const newest = new Map<VerdictCode, SeenEvent>();
    for (const event of events) {
      const code = PROVEN_BY.get(event.rule);
      if (code !== undefined && !contradicted(situation, code) && !outweighed(situation, code, event))
        newest.set(code, event);
    }
    if (newest.size === 0) return events.length === 0 ? 'skip' : 'pass';
    return [...newest].map(([code, event]) => finding(situation, code, event));
  },
};

/** The machine shows the opposite: NapCat runs, the framework answers, the link stands. */
function contradicted({ napcat, dialled, judged, content }: Situation, code: VerdictCode): boolean {
  const { hop } = VERDICTS[code];
  if (hop === null) return true;
  if (hop === 5) return false;
  if (dialled.some((link) => link.connection != null)) return true;
  if (hop === 1) return napcat?.running != null && code !== 'multiple-instances';
  if (hop === 2) return content !== null;
  // Where somebody answered, the checks of the handshake have read the logs themselves.
  return judged.some((link) => link.framework !== null || link.identity !== null);
}

/** Somebody tells of a NapCat that does not work, and its own log shows one that dials: what it met there comes first. */
function outweighed({ logs }: Situation, code: VerdictCode, event: SeenEvent): boolean {
  const aboutNapCat = event.rule.startsWith('user.') && VERDICTS[code].hop === 1;
  return aboutNapCat && logs.all(...ATTEMPT_RULES, 'napcat.message-received').length > 0;
}

function finding({ napcat }: Situation, code: VerdictCode, event: SeenEvent): CheckResult {
  const { host, port, path, file, module } = event.captures;
  const isAtHop1 = VERDICTS[code].hop === 1;
  const isHint = event.rule.startsWith('user.');
  return {
    code,
    outcome: 'fail',
    // The log of a NapCat on this machine that nobody sees run may be one of an earlier run.
    // What people say in their own words is a hint, and a frame about the account may be of any day.
    confidence: isHint || (isAtHop1 && (napcat !== null || event.rule.startsWith('wire.'))) ? 'likely' : 'certain',
    // Koishi stumbles over its own `path` setting.
    ...(event.rule === 'koishi.path-syntax' ? { variant: 'koishi-path', side: 'framework' } : {}),
    params: {
      detail: module ?? event.text,
      ...(host === undefined ? {} : { host }),
      ...(port === undefined || !/^\d+$/.test(port) ? {} : { port: Number(port) }),
      ...(path === undefined ? {} : { path }),
      ...(file === undefined ? {} : { file }),
    },
    evidence: [ofEvent(event)],
    about: null,
  } as CheckResult;
}

export const refusalExplained: Check = {
  id: 'refusal-explained',
  hop: 4,
  run(situation) {
    const results = situation.judged.flatMap((link, index) => refusedByStatus(situation, link, index));
    const byServer = refusedPath(situation);
    if (byServer !== null) results.push(byServer);
    return results.length > 0 ? results : 'skip';
  },
};

/** NapCat wrote down the status of the refusal, and nobody could look at the server (nonebot dossier §3, §7.1, §8). */
function refusedByStatus(situation: Situation, link: Link, about: number): CheckResult[] {
  const event = situation.logs.latestAbout(
    link.url.text,
    'napcat.server-401',
    'napcat.server-403',
    'napcat.server-response',
  );
  const status = event?.captures.status;
  if (event === null || status === undefined || link.connection != null || link.identity !== null) return [];
  const { path, port, secure, text: url } = link.url;
  const entry = link.entry === null ? [] : [ofEntry(link.target.file, link.entry, 'url', url)];
  const common = { outcome: 'fail', confidence: 'likely', evidence: [ofEvent(event), ...entry], about } as const;
  const variant =
    path === '/onebot/v11' ? 'no-slash' : path.includes('cqhttp') ? 'old-cqhttp' : path === '/' ? 'root' : null;
  if (status === '401')
    return [
      {
        ...common,
        code: 'token-mismatch',
        variant: link.entry?.token.length === 'empty' ? 'napcat-empty' : 'differ',
        params: { url },
      },
    ];
  if ((status === '403' || status === '404' || status === '405') && variant !== null) {
    return [{ ...common, code: 'wrong-path', variant, params: { url, path, status: Number(status) } }];
  }
  const meant = refusedByDefaultPort(link, Number(status));
  if (meant !== null) return [{ ...common, ...meant }];
  if (isOwnWebUi(situation, link))
    return [{ ...common, code: 'self-connection', variant: 'webui', params: { url, port } }];
  // nginx: "The plain HTTP request was sent to HTTPS port".
  if (status === '400' && !secure && TLS_PORTS.has(port)) {
    const suggestion = url.replace(/^ws:/i, 'wss:');
    return [{ ...common, code: 'tls-mismatch', variant: 'ws-to-tls', params: { url, suggestion } }];
  }
  if (status !== '200') return [];
  return port >= 6099 && port <= 6199
    ? [{ ...common, code: 'self-connection', variant: 'webui', params: { url, port } }]
    : [{ ...common, code: 'foreign-server', variant: 'unknown', params: { url, port, status: 200 } }];
}

type RefusedAtDefaultPort =
  | { readonly code: 'token-mismatch'; readonly variant: 'differ'; readonly params: Params }
  | { readonly code: 'wrong-path'; readonly variant: 'other'; readonly params: Params };

/** At the default port of a framework whose statuses each have one meaning (nonebot dossier §8: token first, then path). */
function refusedByDefaultPort({ url }: Link, status: number): RefusedAtDefaultPort | null {
  const framework = frameworkOfPort(url.port);
  const causes = framework === null ? [] : meaningsOf(framework, 'upgrade', status, '');
  if (framework === null || causes.length !== 1) return null;
  const { path: expectedPath, acceptsPath } = FRAMEWORKS[framework];
  const params = { url: url.text, framework };
  if (causes[0] === 'token-wrong') return { code: 'token-mismatch', variant: 'differ', params };
  return causes[0] === 'path' && !acceptsPath(url.path)
    ? { code: 'wrong-path', variant: 'other', params: { ...params, path: url.path, expectedPath } }
    : null;
}

/** NapCat said in its own log that its WebUI is where it dials. */
function isOwnWebUi({ logs }: Situation, { url, target }: Link): boolean {
  const panel = logs.latest('napcat.webui-url')?.captures.url;
  const port = panel !== undefined && URL.canParse(panel) ? Number(new URL(panel).port) : NaN;
  return port === url.port && target.hostKind === 'loopback';
}

const TLS_PORTS: ReadonlySet<number> = new Set([443, 8443]);

/** uvicorn names the path it refused; without a word of the adapter before it there was no route, or no adapter. */
function refusedPath({ logs, dialled }: Situation): CheckResult | null {
  const event = logs.latest('nonebot.no-route', 'uvicorn.websocket-403');
  const path = event?.captures.path;
  if (event === null || path === undefined || dialled.some((link) => link.connection != null)) return null;
  if (FRAMEWORKS.nonebot2.acceptsPath(path)) {
    if (event.rule !== 'nonebot.no-route') return null;
    return {
      code: 'adapter-not-registered',
      outcome: 'fail',
      confidence: 'likely',
      params: { path, framework: 'nonebot2' },
      evidence: [ofEvent(event)],
      about: null,
    };
  }
  return {
    code: 'wrong-path',
    outcome: 'fail',
    confidence: 'certain',
    variant:
      path === '/onebot/v11' ? 'no-slash' : path.includes('cqhttp') ? 'old-cqhttp' : path === '/' ? 'root' : 'other',
    params: { path, expectedPath: FRAMEWORKS.nonebot2.path, framework: 'nonebot2' },
    evidence: [ofEvent(event)],
    about: null,
  };
}
