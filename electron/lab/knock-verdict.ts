/**
 * What a knock proves. Tables of what each kind of server says to what (domain facts: nonebot dossier §1.2, §3, §8);
 * pure, so that every row can be tested without a server.
 */
import type { KnockOutcome } from '../contract/lab.ts';
import type { ServerKind } from '../contract/server-kind.ts';
import type { HttpAnswer, TcpOutcome } from '../machine/machine.ts';
import { isV11WebSocketPath, isV12Path } from './paths.ts';

/** `null`: it can be reached. `undefined` is a question that was cut off. */
export function judgeReach(tcp: TcpOutcome | undefined): KnockOutcome | null {
  return tcp === undefined ? 'cancelled' : REACH[tcp];
}

const REACH: Readonly<Record<TcpOutcome, KnockOutcome | null>> = {
  connected: null,
  // Takes the connection and drops it: the handshake will tell more.
  reset: null,
  refused: 'not-listening',
  timeout: 'unreachable',
  unreachable: 'unreachable',
  'address-invalid': 'unreachable',
  'name-not-found': 'name-not-found',
};

/** What a plain GET shows that no upgrade could mend. Only servers that may be bots go on to the handshake. */
export function judgeNoUpgrade(
  server: ServerKind | null,
  plain: HttpAnswer | undefined,
  secure: boolean,
): KnockOutcome | null {
  if (plain === undefined || server === null) return 'hung';
  switch (server) {
    case 'silent':
      return 'hung';
    case 'napcat-webui':
      return 'own-webui';
    case 'plain':
      return 'tls-refused';
    case 'tls':
      return secure ? null : 'tls-wanted';
    case 'not-http':
      return 'not-http';
    case 'hang-up':
    case 'http':
    case 'nonebot-v11':
    case 'asgi':
    case 'aiocqhttp':
    case 'koishi':
    case 'websockets':
    case 'yunzai':
    case 'karin':
      return null;
  }
}

export interface Refusal {
  readonly status: number;
  readonly path: string;
  readonly server: ServerKind | null;
  readonly token: string;
}

/** Nobody else is connected under the made-up number, so a duplicate is no reason here. */
export function judgeRefusal(refusal: Refusal): KnockOutcome {
  const { status, path, server, token } = refusal;
  const ofToken: KnockOutcome = token === '' ? 'token-missing' : 'token-wrong';
  switch (server) {
    case 'nonebot-v11':
      if (isV12Path(path)) return 'other-protocol';
      if (!isV11WebSocketPath(path)) return 'wrong-path';
      // uvicorn without a WebSocket library answers an upgrade as it answers any GET there.
      return status === 404 ? 'no-websocket' : status === 403 ? ofToken : 'refused';
    case 'asgi':
      return status === 403 || status === 404 ? 'no-adapter' : 'refused';
    case 'aiocqhttp':
      return BY_STATUS_OF_AIOCQHTTP[status]?.(ofToken) ?? 'refused';
    case 'yunzai':
      return status === 404 ? 'wrong-path' : status === 401 ? ofToken : 'refused';
    case 'websockets':
      // MaiBot's adapter breaks while it refuses a token.
      return status === 500 || status === 401 ? ofToken : 'refused';
    default:
      return 'foreign';
  }
}

/** Token missing 401, wrong 403; wrong path 404, and 405 on `/` (measured, dossier §8). */
const BY_STATUS_OF_AIOCQHTTP: Readonly<Record<number, (ofToken: KnockOutcome) => KnockOutcome>> = {
  401: (ofToken) => ofToken,
  403: (ofToken) => ofToken,
  404: () => 'wrong-path',
  405: () => 'wrong-path',
};

interface Close {
  readonly code: number;
  readonly reason: string;
}

/** Several frameworks refuse only after the upgrade. First row that fits. */
const CLOSES: readonly {
  readonly fits: (close: Close, server: ServerKind | null) => boolean;
  readonly outcome: KnockOutcome;
}[] = [
  { fits: ({ reason }) => reason.includes('Missing connect meta event'), outcome: 'other-protocol' },
  { fits: ({ reason }) => /invalid x-self-id/i.test(reason), outcome: 'account-unknown' },
  { fits: ({ code }) => code === 3001, outcome: 'token-wrong' },
  { fits: ({ code }) => code === 3002, outcome: 'token-missing' },
  { fits: ({ reason }) => reason.includes('token 错误'), outcome: 'token-wrong' },
  { fits: ({ reason }) => reason.includes('未提供 token'), outcome: 'token-missing' },
  { fits: ({ reason }) => /path .*not found/.test(reason), outcome: 'wrong-path' },
  { fits: ({ code }, server) => server === 'koishi' && code === 1005, outcome: 'wrong-path' },
];

export function judgeClose(close: Close, server: ServerKind | null, token: string): KnockOutcome {
  const outcome = CLOSES.find(({ fits }) => fits(close, server))?.outcome ?? 'closed';
  return outcome === 'token-missing' && token !== '' ? 'token-wrong' : outcome;
}
