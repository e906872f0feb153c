/** Does the server speak OneBot V11 at all: is the adapter loaded, and is it that of the version NapCat speaks? */
import { valueOf } from '../../../machine/answer.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEntry, ofEvent, ofIdentity, ofOrigin, ofUpgrades } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import { isV11Http } from '../../identity.ts';
import type { Link } from '../../link.ts';
import type { Situation } from '../../situation.ts';
import { isNoneBot, isSurelyNoneBot, kindAt } from './far-end.ts';

export const adapterRegistered: Check = {
  id: 'adapter-registered',
  hop: 4,
  run: (situation) => forEachLink(situation, noAdapter),
};

function noAdapter(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  if (link.connection != null || link.identity?.kind === 'nonebot-v11') return 'pass';
  if (!isNoneBot(link)) return 'pass';
  const nonebot = link.framework?.nonebot;
  const adapters = nonebot == null ? undefined : valueOf(nonebot.adapters);
  const loadedNone = situation.logs.latest('nonebot.adapters-none');
  const routeMissing =
    link.identity?.kind === 'asgi' &&
    link.identity.answer.startsWith('404') &&
    isV11Http(new URL(link.identity.url).pathname);
  if (!routeMissing && loadedNone === null && adapters?.v11 !== false)
    return link.identity === null ? 'unknown' : 'pass';
  if (!routeMissing && link.identity !== null && loadedNone === null) return 'pass';
  const isSure = link.framework === null || isSurelyNoneBot(link.framework, situation.logs);
  if (adapters?.v12 === true && !adapters.v11) return [protocol(situation, link, 'only-v12')];
  return [
    {
      code: 'adapter-not-registered',
      outcome: 'fail',
      // A link that stands would prove the route; it must have been looked for.
      confidence: (routeMissing && link.connection === null && isSure) || loadedNone !== null ? 'certain' : 'likely',
      params: {
        url: link.url.text,
        port: link.url.port,
        framework: kindAt(link) ?? 'nonebot2',
        ...(adapters?.origin.kind === 'file' ? { file: adapters.origin.path } : {}),
      },
      evidence: [
        ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
        ...(adapters === undefined ? [] : [ofOrigin(adapters.origin, adapters.v11 ? 'OneBot V11' : '-')]),
        ...(loadedNone === null ? [] : [ofEvent(loadedNone)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

function protocol(situation: Situation, link: Link, variant: 'only-v12' | 'v12-path' | 'headers'): CheckResult {
  const said = situation.logs.latest('nonebot.v12-missing-connect');
  return {
    code: 'protocol-mismatch',
    outcome: 'fail',
    confidence: 'certain',
    variant,
    side: variant === 'v12-path' ? 'napcat' : 'framework',
    params: {
      url: link.url.text,
      path: link.url.path,
      expectedPath: '/onebot/v11/ws',
      framework: kindAt(link) ?? 'nonebot2',
    },
    evidence: [
      ...(link.entry === null ? [] : [ofEntry(link.target.file, link.entry, 'url', link.url.text)]),
      ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
      ...ofUpgrades(link),
      ...(said === null ? [] : [ofEvent(said)]),
    ],
    about: situation.links.indexOf(link),
  };
}

export const sameProtocol: Check = {
  id: 'same-protocol',
  hop: 4,
  run: (situation) => {
    const twice = bothVersionsDial(situation);
    if (twice !== null) return [twice];
    const taken = takenAsV12(situation);
    if (taken !== null) return [taken];
    return forEachLink(situation, (_, link) => {
      const said = situation.logs.latest('nonebot.v12-missing-connect');
      if (isNoneBot(link) && /^\/onebot\/v12(?:\/|$)/.test(link.url.path))
        return [protocol(situation, link, 'v12-path')];
      return said === null || link.connection != null ? 'pass' : [protocol(situation, link, 'v12-path')];
    });
  },
};

/** Nobody knows where NapCat dials, NoneBot took somebody on its V12 path, and whoever logs here speaks V11. */
function takenAsV12({ logs, judged }: Situation): CheckResult | null {
  const taken = logs.latest('nonebot.v12-bot-connected');
  const accepted = logs.latest('uvicorn.websocket-accepted');
  const path = accepted?.captures.path ?? '';
  if (taken === null || accepted === null || !path.startsWith('/onebot/v12') || judged.length > 0) return null;
  if (!logs.read('napcat') || logs.latest('nonebot.bot-connected') !== null) return null;
  return {
    code: 'protocol-mismatch',
    outcome: 'fail',
    confidence: 'likely',
    variant: 'v12-path',
    side: 'napcat',
    params: { path, expectedPath: '/onebot/v11/ws', framework: 'nonebot2' },
    evidence: [ofEvent(accepted), ofEvent(taken)],
    about: null,
  };
}

/** ONEBOT_WS_URLS without a version is read by both adapters, and NapCat's server speaks V11 only (adapter-onebot #106). */
function bothVersionsDial({ framework, logs }: Situation): CheckResult | null {
  const nonebot = framework?.nonebot;
  const adapters = nonebot == null ? undefined : valueOf(nonebot.adapters);
  if (framework === null || nonebot == null || adapters?.v11 !== true || !adapters.v12) return null;
  const origin = valueOf(nonebot.adapterSettings.wsUrls);
  const key = origin !== undefined && 'key' in origin ? origin.key : undefined;
  if (origin === undefined || nonebot.forwardUrls.length === 0 || key?.toUpperCase() !== 'ONEBOT_WS_URLS') return null;
  const said = logs.latest('nonebot.v12-forward-failed');
  return {
    code: 'protocol-mismatch',
    outcome: 'fail',
    confidence: said === null ? 'likely' : 'certain',
    variant: 'both-dial',
    side: 'framework',
    params: { framework: framework.kind, url: nonebot.forwardUrls.join(', ') },
    evidence: [
      ofOrigin(adapters.origin, 'OneBot V11, OneBot V12'),
      ofOrigin(origin, nonebot.forwardUrls.join(', ')),
      ...(said === null ? [] : [ofEvent(said)]),
    ],
    about: null,
  };
}
