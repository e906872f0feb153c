/** Does the server have a OneBot route where the entry points: adapter, protocol version, path, WebSocket library, TLS? */
import { FRAMEWORKS } from '../../../contract/frameworks.ts';
import { valueOf } from '../../../machine/answer.ts';
import type { FrameworkFacts, FrameworkKind } from '../../../survey/facts.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEntry, ofEvent, ofIdentity, ofOrigin, ofUpgrades } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import { isV11Http } from '../../identity.ts';
import type { Link } from '../../link.ts';
import { PORT_IN_USE_RULES } from '../../log-rules/groups.ts';
import type { Situation } from '../../situation.ts';

const NONEBOT: ReadonlySet<FrameworkKind> = new Set(['nonebot2', 'zhenxun']);

/** What sits at the other end, from its process or, failing that, from what only one framework answers. */
export function kindAt(link: Link): FrameworkKind | null {
  if (link.framework !== null) return link.framework.kind;
  switch (link.identity?.kind) {
    case 'nonebot-v11':
      return 'nonebot2';
    case 'aiocqhttp':
      return 'aiocqhttp';
    case 'koishi':
      return 'koishi';
    case 'yunzai':
      return 'yunzai';
    case 'karin':
      return 'karin';
    case 'websockets':
      return 'maibot-adapter';
    default:
      return null;
  }
}

export function isNoneBot(link: Link): boolean {
  const kind = kindAt(link);
  return kind !== null && NONEBOT.has(kind);
}

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
  if (adapters?.v12 === true && !adapters.v11) return [protocol(situation, link, 'only-v12')];
  return [
    {
      code: 'adapter-not-registered',
      outcome: 'fail',
      // A link that stands would prove the route; it must have been looked for.
      confidence: (routeMissing && link.connection === null) || loadedNone !== null ? 'certain' : 'likely',
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
    return forEachLink(situation, (_, link) => {
      const said = situation.logs.latest('nonebot.v12-missing-connect');
      if (isNoneBot(link) && /^\/onebot\/v12(?:\/|$)/.test(link.url.path))
        return [protocol(situation, link, 'v12-path')];
      return said === null || link.connection != null ? 'pass' : [protocol(situation, link, 'v12-path')];
    });
  },
};

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

export const pathHasRoute: Check = {
  id: 'path-has-route',
  hop: 4,
  run: (situation) => forEachLink(situation, wrongPath),
};

function wrongPath(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const intended = configuredHere(situation, link);
  const kind = kindAt(link) ?? intended?.kind ?? null;
  if (link.connection != null) return 'pass';
  if (kind === null) return link.identity === null ? 'unknown' : 'pass';
  const declaration = FRAMEWORKS[kind];
  const framework = link.framework ?? intended;
  const configured = framework === null ? undefined : valueOf(framework.path);
  const { path } = link.url;
  if (/^\/onebot\/v12(?:\/|$)/.test(path) && isNoneBot(link)) return 'pass';
  if (configured === undefined ? declaration.acceptsPath(path) : declaration.acceptsPath(path, configured.value))
    return 'pass';
  // Koishi's `path` takes a path; whoever puts a whole address there makes its router fail.
  const noPath = configured !== undefined && !configured.value.startsWith('/');
  const expectedPath = noPath ? declaration.path : (configured?.value ?? declaration.path);
  const said = situation.logs.latest('uvicorn.websocket-403', 'yunzai.no-handler', 'koishi.path-syntax');
  const variant =
    said?.rule === 'koishi.path-syntax' || noPath
      ? 'koishi-path'
      : path === '/onebot/v11'
        ? 'no-slash'
        : path.includes('cqhttp')
          ? 'old-cqhttp'
          : path === '/' || path === ''
            ? 'root'
            : 'other';
  return [
    {
      code: 'wrong-path',
      outcome: 'fail',
      confidence: isSurely(framework, link) ? 'certain' : 'likely',
      variant,
      ...(variant === 'koishi-path' ? { side: 'framework' as const } : {}),
      params: {
        url: link.url.text,
        path,
        expectedPath,
        suggestion: withPath(link.url.text, path, expectedPath),
        framework: kind,
        ...(link.entry === null ? {} : { entry: link.entry.name }),
        ...(link.target.file === null ? {} : { file: link.target.file }),
      },
      evidence: [
        ...(link.entry === null ? [] : [ofEntry(link.target.file, link.entry, 'url', link.url.text)]),
        ...(configured === undefined ? [] : [ofOrigin(configured.origin, configured.value)]),
        ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
        ...(said === null ? [] : [ofEvent(said)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** Nobody answers, or who took the port away, but a framework's configuration names it: its routes can be judged. */
export function configuredHere({ framework, logs }: Situation, link: Link): FrameworkFacts | null {
  if (link.framework !== null || framework === null || !link.local) return null;
  if (link.answering != null && logs.latest(...PORT_IN_USE_RULES) === null) return null;
  return valueOf(framework.port)?.value === link.url.port ? framework : null;
}

function withPath(url: string, path: string, expected: string): string {
  const trimmed = url.trim();
  if (path === '/' || path === '') return `${trimmed.replace(/\/+$/, '')}${expected}`;
  const at = trimmed.indexOf(path, trimmed.indexOf('//') + 2);
  return at === -1 ? trimmed : `${trimmed.slice(0, at)}${expected}${trimmed.slice(at + path.length)}`;
}

export const webSocketSupported: Check = {
  id: 'websocket-supported',
  hop: 4,
  run: (situation) => forEachLink(situation, noWebSocketLibrary),
};

/** uvicorn without a WebSocket library answers every upgrade like a plain request: 404 where a healthy one says 403. */
function noWebSocketLibrary(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  if (link.connection != null) return 'pass';
  const said = situation.logs.latest('uvicorn.no-websocket-library');
  const asgi = link.identity?.kind === 'nonebot-v11' || link.identity?.kind === 'asgi';
  const upgrade = link.target.webSocket
    .map(({ answer }) => valueOf(answer))
    .find((answer) => answer?.status !== undefined);
  const plain =
    asgi &&
    (upgrade?.status === 404 || upgrade?.status === 400) &&
    /not found|unsupported|upgrade/i.test(upgrade.body || 'not found');
  const quart = isQuart(link) || /werkzeug|<!doctype html|<html/i.test(upgrade?.body ?? '');
  if (said === null && (!plain || quart)) return asgi && upgrade === undefined ? 'unknown' : 'pass';
  return [
    {
      code: 'websocket-support-missing',
      outcome: 'fail',
      confidence: 'certain',
      params: {
        url: link.url.text,
        port: link.url.port,
        framework: kindAt(link) ?? 'nonebot2',
        ...(upgrade?.status === undefined ? {} : { status: upgrade.status }),
      },
      evidence: [
        ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
        ...ofUpgrades(link),
        ...(said === null ? [] : [ofEvent(said)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

/** Quart names OPTIONS beside POST, FastAPI does not (measured, nonebot dossier §7.1); it says 404 to an unknown path. */
function isQuart(link: Link): boolean {
  return link.target.http.some(({ answer }) => /\bOPTIONS\b/i.test(valueOf(answer)?.headers.allow ?? ''));
}

export const sameTransport: Check = {
  id: 'same-transport',
  hop: 4,
  run: (situation) => forEachLink(situation, tlsMismatch),
};

function tlsMismatch(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  if (link.connection != null) return 'pass';
  const { secure } = link.url;
  const said = situation.logs.latestAbout(link.url.text, 'napcat.tls-wrong-version', 'napcat.tls-certificate');
  const plainBehind = secure && (link.identity?.kind === 'plain' || said?.rule === 'napcat.tls-wrong-version');
  const tlsBehind = !secure && link.identity?.kind === 'tls';
  const certificate =
    secure &&
    !plainBehind &&
    (said?.rule === 'napcat.tls-certificate' || (link.identity?.kind === 'tls' && certificateRefused(link)));
  if (!plainBehind && !tlsBehind && !certificate) return link.identity === null ? 'unknown' : 'pass';
  return [
    {
      code: 'tls-mismatch',
      outcome: 'fail',
      confidence: 'certain',
      variant: plainBehind ? 'wss-to-plain' : tlsBehind ? 'ws-to-tls' : 'certificate',
      params: {
        url: link.url.text,
        suggestion: link.url.text.replace(/^wss?:/i, plainBehind ? 'ws:' : 'wss:'),
        ...(link.entry === null ? {} : { entry: link.entry.name }),
      },
      evidence: [
        ...(link.entry === null ? [] : [ofEntry(link.target.file, link.entry, 'url', link.url.text)]),
        ...(link.identity === null ? [] : [ofIdentity(link.identity)]),
        ...(said === null ? [] : [ofEvent(said)]),
      ],
      about: situation.links.indexOf(link),
    },
  ];
}

function certificateRefused(link: Link): boolean {
  return link.target.http.some(({ answer }) => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/i.test(valueOf(answer)?.body ?? ''));
}

/** Any Python program may be called bot.py: its answers, its files or its adapters make it a NoneBot. */
function isSurely(framework: FrameworkFacts | null, { identity }: Link): boolean {
  if (framework?.kind !== 'nonebot2' || identity !== null) return true;
  const { configFiles, nonebot } = framework;
  return configFiles.length > 0 || (nonebot !== null && valueOf(nonebot.adapters) !== undefined);
}
