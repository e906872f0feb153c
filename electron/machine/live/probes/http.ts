/**
 * A plain request that follows nothing, keeps nothing open and looks at the first 2 kB of the answer. An outcome `tls`
 * carries the code of what went wrong as its body, because the code is all there is.
 */
import { request as plainRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { known } from '../../answer.ts';
import type { Known } from '../../answer.ts';
import type { HttpAnswer, HttpOutcome, HttpQuestion, Machine } from '../../machine.ts';
import { codeOf, within } from '../deadline.ts';
import { headersOf, NO_BODY, readStart } from './body.ts';
import type { BodyStart } from './body.ts';
import { hostOf, MOST_HEADER_BYTES, NEXT_ADDRESS_AFTER, PROBE_DEADLINE, USER_AGENT } from './connect.ts';
import { httpOutcomeOf } from './outcome.ts';

export const probeHttp: Machine['http'] = (question, ask = {}) => {
  let met: (() => HttpAnswer) | null = null;
  // A server that drips its body has answered; one that never sent a status has not.
  const late = (): Known<HttpAnswer> => known(met?.() ?? withoutStatus('timeout'));
  return within<HttpAnswer>(ask, { deadline: PROBE_DEADLINE, late }, async (signal) => {
    try {
      const { response, body } = await send(question, signal);
      met = () => ({ status: response.statusCode ?? 0, headers: headersOf(response.headers), body: body.text() });
      await body.done;
      return known(met());
    } catch (error) {
      const outcome = httpOutcomeOf(error);
      if (outcome === null) throw error;
      return known(withoutStatus(outcome, outcome === 'tls' ? codeOf(error) : ''));
    }
  });
};

async function send({ method, url }: HttpQuestion, signal: AbortSignal): Promise<Met> {
  const target = new URL(url);
  const options = {
    method,
    // Neither a pooled connection nor a proxy from the environment (Node 24 gives its global agent one on request).
    agent: false,
    host: hostOf(target),
    port: target.port,
    path: target.pathname + target.search,
    maxHeaderSize: MOST_HEADER_BYTES,
    headers: { 'User-Agent': USER_AGENT, Connection: 'close', Accept: '*/*' },
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER,
  } as const;
  switch (target.protocol) {
    case 'http:':
      return await answerOf(plainRequest(options), signal);
    case 'https:': {
      // Certificates are verified, as NapCat does by default.
      const { request: secureRequest } = await import('node:https');
      return await answerOf(secureRequest(options), signal);
    }
    default:
      throw Object.assign(new Error(`not an http address: ${target.protocol}`), { code: 'ERR_INVALID_URL' });
  }
}

interface Met {
  readonly response: IncomingMessage;
  readonly body: BodyStart;
}

function answerOf(request: ClientRequest, signal: AbortSignal): Promise<Met> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => request.destroy(), { once: true });
    request.on('response', (response) => resolve({ response, body: readStart(response) }));
    // A 101 nobody asked for; the socket is ours to close.
    request.on('upgrade', (response, socket) => {
      socket.on('error', () => undefined).destroy();
      resolve({ response, body: NO_BODY });
    });
    request.on('error', reject);
    request.end();
  });
}

function withoutStatus(outcome: HttpOutcome, body = ''): HttpAnswer {
  return { outcome, headers: {}, body };
}
