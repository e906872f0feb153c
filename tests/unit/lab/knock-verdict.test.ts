import { describe, expect, test } from 'vitest';

import type { KnockOutcome } from '../../../electron/contract/lab.ts';
import type { ServerKind } from '../../../electron/contract/server-kind.ts';
import { judgeClose, judgeNoUpgrade, judgeReach, judgeRefusal } from '../../../electron/lab/knock-verdict.ts';
import type { TcpOutcome } from '../../../electron/machine/machine.ts';

const WS = '/onebot/v11/ws';
const NO_ANSWER = { headers: {}, body: '' };

describe('a refused handshake', () => {
  test.each<[ServerKind, number, string, string, KnockOutcome]>([
    ['nonebot-v11', 403, WS, '', 'token-missing'],
    ['nonebot-v11', 403, `${WS}/?x=1`, 'a', 'token-wrong'],
    ['nonebot-v11', 403, '/onebot/v11', 'a', 'wrong-path'],
    ['nonebot-v11', 404, '/cqhttp/ws', 'a', 'wrong-path'],
    ['nonebot-v11', 403, '/onebot/v12/ws', 'a', 'other-protocol'],
    ['nonebot-v11', 404, WS, 'a', 'no-websocket'],
    ['nonebot-v11', 500, WS, 'a', 'refused'],
    ['asgi', 403, WS, 'a', 'no-adapter'],
    ['aiocqhttp', 401, '/ws/', '', 'token-missing'],
    ['aiocqhttp', 403, '/ws/', 'a', 'token-wrong'],
    ['aiocqhttp', 405, '/', 'a', 'wrong-path'],
    ['yunzai', 401, '/OneBotv11', 'a', 'token-wrong'],
    ['yunzai', 404, '/onebot', 'a', 'wrong-path'],
    ['websockets', 500, '/', '', 'token-missing'],
    ['http', 404, WS, 'a', 'foreign'],
  ])('%s says %i to %s with "%s": %s', (server, status, path, token, outcome) => {
    expect(judgeRefusal({ server, status, path, token })).toBe(outcome);
  });
});

describe('a close after the handshake', () => {
  test.each<[number, string, ServerKind | null, string, KnockOutcome]>([
    [1008, 'Missing connect meta event', 'nonebot-v11', 'a', 'other-protocol'],
    [1008, 'invalid x-self-id', 'koishi', '', 'account-unknown'],
    [1005, '', 'koishi', '', 'wrong-path'],
    [1005, '', 'http', '', 'closed'],
    [3001, '', 'http', 'a', 'token-wrong'],
    [3002, '', 'http', '', 'token-missing'],
    [3002, '', 'http', 'a', 'token-wrong'],
    [1000, '客户端提供的 token 错误', 'http', 'a', 'token-wrong'],
    [1000, '客户端未提供 token', 'http', '', 'token-missing'],
    [1000, 'path /x not found', 'http', '', 'wrong-path'],
    [1006, '', 'nonebot-v11', '', 'closed'],
  ])('%i "%s" by %s: %s', (code, reason, server, token, outcome) => {
    expect(judgeClose({ code, reason }, server, token)).toBe(outcome);
  });
});

test('what cannot be reached is not knocked at', () => {
  const outcomes: readonly (TcpOutcome | undefined)[] = [
    'connected',
    'reset',
    'refused',
    'timeout',
    'name-not-found',
    undefined,
  ];
  expect(outcomes.map(judgeReach)).toEqual([null, null, 'not-listening', 'unreachable', 'name-not-found', 'cancelled']);
});

test('nor is NapCat’s own WebUI, a silent port, or one of the wrong kind', () => {
  const kinds: readonly ServerKind[] = ['silent', 'napcat-webui', 'plain', 'tls', 'not-http', 'nonebot-v11', 'http'];
  expect(kinds.map((kind) => judgeNoUpgrade(kind, NO_ANSWER, false))).toEqual([
    ...['hung', 'own-webui', 'tls-refused', 'tls-wanted', 'not-http', null, null],
  ]);
  expect(judgeNoUpgrade(null, undefined, false)).toBe('hung');
});
