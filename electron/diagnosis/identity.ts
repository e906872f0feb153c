/**
 * Who answers on a port, told from its HTTP and WebSocket answers alone (domain facts: nonebot dossier §7.1, measured).
 * A fingerprint says what the server looks like, not which program owns the port.
 */
import type { ServerKind } from '../contract/server-kind.ts';
import { valueOf } from '../machine/answer.ts';
import type { HttpAnswer, WebSocketAnswer } from '../machine/machine.ts';
import type { TargetFacts } from '../survey/facts.ts';

export interface ServerIdentity {
  readonly kind: ServerKind;
  /** The answer it was told from. */
  readonly url: string;
  readonly answer: string;
  /** The Server header, when one came. */
  readonly server: string | null;
}

interface Row {
  readonly kind: ServerKind;
  readonly fits: (path: string, answer: HttpAnswer, secure: boolean) => boolean;
}

const ROWS: readonly Row[] = [
  // nginx and Go say so themselves when somebody speaks plain HTTP to a port for TLS.
  {
    kind: 'tls',
    fits: (_, { status, body }) => status === 400 && /HTTP request (?:was sent )?to (?:an )?HTTPS/i.test(body),
  },
  {
    kind: 'nonebot-v11',
    fits: (path, { status, headers }) => isV11Http(path) && status === 405 && /\bPOST\b/i.test(headers.allow ?? ''),
  },
  {
    kind: 'nonebot-v11',
    fits: (path, { status, headers }) =>
      isV11Http(path) && status === 405 && headers.allow === undefined && isUvicorn(headers),
  },
  {
    kind: 'napcat-webui',
    fits: (_, { body, headers }) => /napcat/i.test(body) || /\/webui\b/.test(headers.location ?? ''),
  },
  { kind: 'yunzai', fits: (_, { headers }) => /yunzai/i.test(headers.location ?? '') },
  {
    kind: 'websockets',
    fits: (_, { status, headers, body }) =>
      status === 426 ||
      /websockets\/\d/i.test(headers.server ?? '') ||
      /cannot access a WebSocket server directly/i.test(body),
  },
  { kind: 'aiocqhttp', fits: (_, { headers }) => /hypercorn/i.test(headers.server ?? '') },
  { kind: 'asgi', fits: (_, { headers }) => isUvicorn(headers) },
  {
    kind: 'koishi',
    fits: (_, { status, headers, body }) =>
      status === 404 &&
      headers.server === undefined &&
      headers['x-powered-by'] === undefined &&
      /^Not Found\s*$/.test(body) &&
      (headers['content-type'] ?? '').startsWith('text/plain'),
  },
];

export function identify(target: TargetFacts): ServerIdentity | null {
  let weaker: ServerIdentity | null = null;
  for (const { question, answer } of target.http) {
    const value = valueOf(answer);
    if (value === undefined) continue;
    const identity = identifyAnswer(question.url, value, target.url.secure);
    // That a plain port refuses TLS says nothing about what it speaks instead.
    if (identity.kind === 'plain' && !target.url.secure) continue;
    if (identity.kind === 'nonebot-v11') return identity;
    if (weaker === null || rank(identity.kind) > rank(weaker.kind)) weaker = identity;
  }
  return weaker ?? fromWebSocket(target);
}

/** A positive fingerprint beats "some web server", which beats a failure to answer. */
function rank(kind: ServerKind): number {
  if (kind === 'silent' || kind === 'hang-up' || kind === 'not-http') return 0;
  return kind === 'http' ? 1 : kind === 'tls' || kind === 'plain' ? 2 : 3;
}

/** What one answer looks like. `wantSecure`: whether TLS was expected. */
export function identifyAnswer(url: string, answer: HttpAnswer, wantSecure: boolean): ServerIdentity {
  const server = answer.headers.server ?? null;
  const said =
    answer.status === undefined
      ? (answer.outcome ?? 'no answer')
      : `${answer.status}${server === null ? '' : ` (${server})`}`;
  const secure = url.startsWith('https:');
  const make = (kind: ServerKind): ServerIdentity => ({ kind, url, answer: said, server });
  if (answer.status !== undefined) {
    if (secure !== wantSecure) return make(secure ? 'tls' : 'plain');
    const path = new URL(url).pathname;
    return make(ROWS.find((row) => row.fits(path, answer, secure))?.kind ?? 'http');
  }
  switch (answer.outcome) {
    case 'tls':
      return make(secure && !/WRONG_VERSION|EPROTO|packet length/i.test(answer.body) ? 'tls' : 'plain');
    case 'timeout':
      return make('silent');
    case 'not-http':
    case 'too-large':
      return make('not-http');
    default:
      return make('hang-up');
  }
}

function fromWebSocket(target: TargetFacts): ServerIdentity | null {
  for (const { url, answer } of target.webSocket) {
    const value = valueOf(answer);
    if (value === undefined) continue;
    const kind = kindFromUpgrade(value);
    if (kind !== null)
      return { kind, url, answer: `${value.status ?? value.outcome}`, server: value.headers.server ?? null };
  }
  return null;
}

function kindFromUpgrade({ outcome, status, headers }: WebSocketAnswer): ServerKind | null {
  if (status !== undefined)
    return isUvicorn(headers) ? 'asgi' : /hypercorn/i.test(headers.server ?? '') ? 'aiocqhttp' : null;
  if (outcome === 'timeout') return 'silent';
  if (outcome === 'hang-up' || outcome === 'reset') return 'hang-up';
  return outcome === 'not-http' ? 'not-http' : null;
}

/** Routes that a plain GET meets; the WebSocket route says 404 to one, with the adapter or without. */
export function isV11Http(path: string): boolean {
  return path === '/onebot/v11/' || path === '/onebot/v11/http' || path === '/onebot/v11/http/';
}

function isUvicorn(headers: HttpAnswer['headers']): boolean {
  return /uvicorn/i.test(headers.server ?? '');
}
