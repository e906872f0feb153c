/** Does the path that the entry names lead to a route of the framework that is there? */
import { FRAMEWORKS } from '../../../contract/frameworks.ts';
import { valueOf } from '../../../machine/answer.ts';
import type { FrameworkFacts } from '../../../survey/facts.ts';
import type { Check, CheckResult } from '../../check.ts';
import { ofEntry, ofEvent, ofIdentity, ofOrigin } from '../../evidence.ts';
import { forEachLink } from '../../for-each-link.ts';
import type { Link } from '../../link.ts';
import { PORT_IN_USE_RULES } from '../../log-rules/groups.ts';
import type { Situation } from '../../situation.ts';
import { listeningElsewhere } from '../hop3/port.ts';
import { isNoneBot, isSurelyNoneBot, kindAt } from './far-end.ts';

export const pathHasRoute: Check = {
  id: 'path-has-route',
  hop: 4,
  run: (situation) => forEachLink(situation, wrongPath),
};

function wrongPath(situation: Situation, link: Link): readonly CheckResult[] | 'pass' | 'unknown' {
  const intended = configuredHere(situation, link) ?? onAnotherPort(situation, link);
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
      // Who listens on another port only seems to be meant.
      confidence: configuredElsewhere(framework, link) || !isSurely(situation, framework, link) ? 'likely' : 'certain',
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
  // Of pasted settings the port is often left out.
  const port = valueOf(framework.port)?.value ?? (framework.pasted === true ? FRAMEWORKS[framework.kind].port : null);
  return port === link.url.port ? framework : null;
}

/** Whoever corrects the port comes to the path next. */
function onAnotherPort(situation: Situation, link: Link): FrameworkFacts | null {
  if (!link.local || link.framework !== null || link.identity !== null) return null;
  const elsewhere = listeningElsewhere(situation, link);
  return elsewhere?.sure === true ? elsewhere.framework : null;
}

function configuredElsewhere(framework: FrameworkFacts | null, { framework: there, url }: Link): boolean {
  return framework !== null && there === null && valueOf(framework.port)?.value !== url.port;
}

function withPath(url: string, path: string, expected: string): string {
  const trimmed = url.trim();
  if (path === '/' || path === '') return `${trimmed.replace(/\/+$/, '')}${expected}`;
  const at = trimmed.indexOf(path, trimmed.indexOf('//') + 2);
  return at === -1 ? trimmed : `${trimmed.slice(0, at)}${expected}${trimmed.slice(at + path.length)}`;
}

/** What is there is known to be what its path is judged by. */
function isSurely({ logs }: Situation, framework: FrameworkFacts | null, { identity }: Link): boolean {
  if (framework?.kind !== 'nonebot2' || identity?.kind === 'nonebot-v11') return true;
  return isSurelyNoneBot(framework, logs);
}
