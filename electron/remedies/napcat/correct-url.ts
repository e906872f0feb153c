/** Corrects what is wrong in an entry's URL, and only that: scheme, host, port or path. */
import { FRAMEWORKS } from '../../contract/frameworks.ts';
import { valueOf } from '../../machine/answer.ts';
import type { Finding } from '../../contract/diagnosis.ts';
import type { VerdictCode } from '../../contract/codes.ts';
import type { FrameworkFacts } from '../../survey/facts.ts';
import { Refused } from '../refused.ts';
import type { PlanContext, Remedy } from '../remedy.ts';
import { changeEntry, entryOf } from './entry.ts';
import { checkedUrl, theFramework, urlOf } from './target.ts';

export const correctUrl: Remedy = {
  code: 'correct-url',
  cures: [
    'malformed-url',
    'self-connection',
    'wrong-port',
    'wrong-path',
    'wrong-address',
    'foreign-server',
    'tls-mismatch',
    'protocol-mismatch',
  ],
  fits: ({ code, variant, side }: Finding): boolean => {
    if (code === 'protocol-mismatch') return variant === 'v12-path';
    if (code === 'tls-mismatch') return variant !== 'certificate';
    // A framework that listens on loopback only, while NapCat is elsewhere, is not reached by any other URL.
    return code !== 'wrong-address' || side === 'napcat' || variant === 'unspecified-target';
  },
  plan: async (context) => {
    const entry = entryOf(context);
    const value = context.wanted.url === undefined ? rightUrl(context) : checkedUrl(context.wanted.url);
    return changeEntry(context, entry, 'set-url', { before: entry.url?.text ?? '', value }, { url: value });
  },
};

type Way = (context: PlanContext) => string;

/** How the right URL follows from what was found. */
const WAYS: Readonly<Partial<Record<VerdictCode, Way>>> = {
  'malformed-url': (context) => suggested(context) ?? urlOf(theFramework(context)),
  'wrong-path': (context) => suggested(context) ?? unknown(),
  'tls-mismatch': (context) => suggested(context) ?? unknown(),
  'wrong-address': (context) => suggested(context) ?? urlOf(theFramework(context)),
  'protocol-mismatch': ({ link, finding: { params } }) =>
    link === null ? unknown() : checkedUrl(`${originOf(link.url.text)}${params.expectedPath ?? unknown()}`),
  'wrong-port': withRightPort,
};

function rightUrl(context: PlanContext): string {
  return (WAYS[context.finding.code] ?? (() => urlOf(theFramework(context))))(context);
}

/** `undefined`: the diagnosis suggests nothing that NapCat could dial. */
function suggested({ finding }: PlanContext): string | undefined {
  const { suggestion } = finding.params;
  return suggestion === undefined ? undefined : checkedUrl(suggestion);
}

/** The framework that listens on the expected port; its path only where the present one leads nowhere. */
function withRightPort({ facts, finding, link }: PlanContext): string {
  const port = finding.params.expectedPort;
  const candidates = facts.frameworks.filter(
    ({ kind, listeners, port: configured }) =>
      kind === finding.params.framework &&
      (listeners.some((listener) => listener.port === port) || valueOf(configured)?.value === port),
  );
  const rivals = facts.frameworks.filter(
    ({ kind, running, listeners }) => kind === finding.params.framework && running !== null && listeners.length > 0,
  );
  const [framework] = candidates;
  if (framework === undefined || port === undefined) return unknown();
  if (rivals.length > 1) throw new Refused('target-ambiguous');
  const url = urlOf(framework, port);
  return link !== null && acceptsPath(framework, link.url.path) ? `${originOf(url)}${link.url.path}` : url;
}

function acceptsPath(framework: FrameworkFacts, path: string): boolean {
  return FRAMEWORKS[framework.kind].acceptsPath(path, valueOf(framework.path)?.value);
}

/** `ws://host:port` */
function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

function unknown(): never {
  throw new Refused('target-unknown');
}
