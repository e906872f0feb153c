/**
 * Which requests the loopback host listens to at all. Any web page can make the user's browser send requests to
 * 127.0.0.1, and a name that is re-bound to it even reads the answers: so the Host must be ours to the letter (no
 * names), and whatever is not a plain reading must come from our own page.
 */
import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** `origin`: scheme, address and port of this host. */
export function refusalOf(
  { method = '', headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  origin: string,
): Refusal | null {
  if (`http://${headers.host ?? ''}` !== origin) return { status: 421, reason: 'wrong Host' };
  if (method === 'GET' || method === 'HEAD') return null;
  if (method !== 'POST') return { status: 405, reason: 'wrong method' };
  if (headers.origin !== origin) return { status: 403, reason: 'wrong Origin' };
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return { status: 403, reason: 'wrong site' };
  // A type that no form can send: from elsewhere it would need a preflight, which nobody answers.
  if (headers['content-type'] !== 'application/json') return { status: 415, reason: 'wrong Content-Type' };
  return null;
}
