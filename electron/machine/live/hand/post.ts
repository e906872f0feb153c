/** A JSON request to a server on this very machine. Nothing leaves it: other hosts are refused. */
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { known, unanswered } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Hand, Post } from '../../hand.ts';
import { within } from '../deadline.ts';

const DEADLINE = 5_000;
const LARGEST_ANSWER = 4 * 1024 * 1024;
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/;

export const postJson: Hand['post'] = (question, signal) =>
  within<unknown>(signal === undefined ? {} : { signal }, { deadline: DEADLINE }, (inner) => send(question, inner));

async function send({ url, body, bearer }: Post, signal: AbortSignal): Promise<Answer<unknown>> {
  const target = new URL(url);
  if (target.protocol !== 'http:' || !LOOPBACK.test(target.hostname)) return unanswered('denied', 'not loopback');
  const text = JSON.stringify(body);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(
      target,
      {
        method: 'POST',
        // Neither a pooled connection nor a proxy from the environment.
        agent: false,
        signal,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
          ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
        },
      },
      resolve,
    );
    outgoing.once('error', reject);
    outgoing.end(text);
  });
  const answer = await textOf(response);
  try {
    return known(JSON.parse(answer) as unknown);
  } catch {
    return unanswered('denied', 'not JSON');
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_ANSWER) break;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
