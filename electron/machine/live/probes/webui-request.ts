/** One request to NapCat's WebUI: bounded, direct, and answered by its envelope `{ code, data, message }`. */
import { request as plainRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { known, unanswered } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { WebUiReply } from '../../machine.ts';
import { hostOf, MOST_HEADER_BYTES, USER_AGENT } from './connect.ts';

export interface Endpoint {
  readonly base: URL;
  readonly signal: AbortSignal;
  readonly credential: string | undefined;
}

/** A configuration of a hundred entries has 50 kB. */
const LARGEST_ANSWER = 1024 * 1024;

/** `known` holds the envelope, its `data` as it came. Rejects with what the network said. */
export async function call(
  at: Endpoint,
  method: 'GET' | 'POST',
  path: string,
  body: object = {},
): Promise<Answer<WebUiReply>> {
  return replyOf(await send(at, method, path, body));
}

/** Resolves with the head of the answer. The request goes when the endpoint's signal fires. */
export async function send(
  { base, signal, credential }: Endpoint,
  method: 'GET' | 'POST',
  path: string,
  body: object = {},
): Promise<IncomingMessage> {
  const text = method === 'POST' ? JSON.stringify(body) : '';
  const options = {
    method,
    // Neither a pooled connection nor a proxy from the environment.
    agent: false,
    signal,
    host: hostOf(base),
    port: base.port,
    path: `/api${path}`,
    maxHeaderSize: MOST_HEADER_BYTES,
    headers: {
      'User-Agent': USER_AGENT,
      Connection: 'close',
      ...(method === 'GET' ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
      ...(credential === undefined ? {} : { Authorization: `Bearer ${credential}` }),
    },
  } as const;
  const secure = base.protocol === 'https:' ? await import('node:https') : null;
  return new Promise((resolve, reject) => {
    const outgoing =
      secure === null
        ? plainRequest(options, resolve)
        : // NapCat's certificate is the user's own, and the port belongs to NapCat's process on this computer.
          secure.request({ ...options, rejectUnauthorized: false }, resolve);
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

const envelope = v.object({ code: v.number(), message: v.optional(v.string(), ''), data: v.optional(v.unknown()) });

export async function replyOf(response: IncomingMessage): Promise<Answer<WebUiReply>> {
  const text = await textOf(response);
  if (text === null) return unanswered('denied', 'too-large');
  const parsed = v.safeParse(envelope, parseJson(text));
  if (!parsed.success) return unanswered('denied', 'not NapCat');
  const { code, message, data } = parsed.output;
  return known({ code, message: KNOWN_MESSAGES.find((one) => one === message) ?? '', data });
}

/** What NapCat says (packages/napcat-webui-backend/src/api). Other texts might hold anything and are dropped. */
const KNOWN_MESSAGES = [
  'success',
  'token is empty',
  'token is invalid',
  'login rate limit',
  'Server token not initialized',
  'Unauthorized',
  'Not Login',
  'Config Get Error',
] as const;

/** `null`: there was more than we want. */
async function textOf(response: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the response and with it the connection.
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_ANSWER) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
