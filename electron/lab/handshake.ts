/** An upgrade as it came, without its secrets. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { Handshake, TokenState } from '../contract/lab.ts';
import { maskSecrets } from '../survey/logs/mask.ts';

const LONGEST = 120;

/** `expected`: the framework's token; `undefined` when nobody said. */
export function readHandshake({ url = '/', headers }: IncomingMessage, expected: string | undefined): Handshake {
  const { state, text } = readToken(headers.authorization);
  return {
    path: maskSecrets(url).slice(0, LONGEST),
    account: maskAccount(headerOf(headers['x-self-id'])),
    role: headerOf(headers['x-client-role']),
    userAgent: headerOf(headers['user-agent']),
    token: state,
    // NoneBot without a token takes any (domain facts: nonebot dossier §3 e).
    tokenMatches: expected === undefined ? null : expected === '' || isSame(expected, text),
  };
}

/** NapCat writes `Bearer` also before nothing (domain facts: nonebot dossier §0.7); V11 servers read `Token` as well. */
function readToken(header: string | undefined): { readonly state: TokenState; readonly text: string } {
  if (header === undefined) return { state: 'none', text: '' };
  const match = /^(?:bearer|token)(?: (.*))?$/i.exec(header.trimEnd());
  if (match === null) return { state: 'other', text: '' };
  const text = match[1] ?? '';
  return { state: text === '' ? 'empty' : 'sent', text };
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function headerOf(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : null;
}

/** The two ends of a number tell its owner which account it is, and nobody else. */
export function maskAccount(account: string | null): string | null {
  if (account === null) return null;
  return /^\d{6,}$/.test(account) ? `${account.slice(0, 2)}***${account.slice(-2)}` : '***';
}
