/** One plain request, without proxy, redirects or keep-alive; at most 2 kB of the body are taken. */
import { request as plain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { known } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Ask, HttpAnswer, HttpQuestion } from '../../machine.ts';
import { codeOf, messageOf, within } from '../deadline.ts';
import { httpOutcomeOf } from './errors.ts';
import { capped } from './tcp.ts';

export const BODY_LIMIT = 2048;
export const HEADER_LIMIT = 16 * 1024;
export const USER_AGENT = 'napcat-doctor';
const DEADLINE = 3_000;

export function probeHttp({ method, url }: HttpQuestion, ask: Ask = {}): Promise<Answer<HttpAnswer>> {
  return within(capped(ask, DEADLINE), DEADLINE, async (signal) => {
    // TLS is slow to load and most probes never need it.
    const request = url.startsWith('https:') ? (await import('node:https')).request : plain;
    return new Promise<Answer<HttpAnswer>>((resolve) => {
      const fail = (error: unknown): void =>
        resolve(
          known({
            outcome: httpOutcomeOf(error),
            headers: {},
            body: `${codeOf(error)} ${messageOf(error)}`.trim().slice(0, 200),
          }),
        );
      try {
        const sent = request(url, {
          method,
          agent: false,
          maxHeaderSize: HEADER_LIMIT,
          headers: { 'user-agent': USER_AGENT, connection: 'close' },
        });
        sent.once('response', (response) => {
          void bodyOf(response).then((body) => {
            resolve(known({ status: response.statusCode ?? 0, headers: headersOf(response), body }));
            sent.destroy();
          });
        });
        // A server that upgrades a plain GET answers something, but not HTTP as we asked it.
        sent.once('upgrade', (response, socket) => {
          resolve(known({ status: response.statusCode ?? 0, headers: headersOf(response), body: '' }));
          socket.destroy();
        });
        sent.on('error', fail);
        signal.addEventListener('abort', () => sent.destroy(), { once: true });
        sent.end();
      } catch (error) {
        fail(error);
      }
    });
  }).then((answer) =>
    answer.state === 'timeout' && answer.reason !== 'cancelled'
      ? known({ outcome: 'timeout', headers: {}, body: '' })
      : answer,
  );
}

/** The first bytes of a body; what comes after them, or breaks off, does not matter. */
export function bodyOf(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (): void => resolve(new TextDecoder().decode(Buffer.concat(chunks).subarray(0, BODY_LIMIT)));
    // A body that drips must not hold up what the status has already told.
    const patience = setTimeout(() => {
      end();
      response.destroy();
    }, 500);
    patience.unref();
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= BODY_LIMIT) response.destroy();
    });
    response.once('close', () => {
      clearTimeout(patience);
      end();
    });
    response.on('error', end);
  });
}

export function headersOf(response: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value.join(', ') : (value ?? '')).slice(0, 500),
    ]),
  );
}
