/**
 * A WebSocket upgrade. Without `deep` it names neither an account nor a role, so that no framework takes it for a bot;
 * with `deep` it is NapCat in every header, for a moment (domain facts: nonebot dossier §6, §7). Several frameworks
 * refuse only after the upgrade (Koishi, Karin, Overflow, NoneBot V12), so an open socket is watched a little.
 */
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { known } from '../../answer.ts';
import type { HttpOutcome, Machine, WebSocketAnswer, WebSocketQuestion } from '../../machine.ts';
import { codeOf, within } from '../deadline.ts';
import { answerApiCall } from './api-call.ts';
import { headersOf, readStart } from './body.ts';
import type { BodyStart } from './body.ts';
import { MOST_HEADER_BYTES, NEXT_ADDRESS_AFTER, PROBE_DEADLINE, USER_AGENT } from './connect.ts';
import { httpOutcomeOf } from './outcome.ts';

/** How long an open socket is watched for a close frame. Closers do it at once; Karin's wait of 3 s is not sat out. */
const WATCH = 600;
/** How long the peer may take for its half of the close handshake. */
const FAREWELL = 200;
/** Kept back from the deadline, so that an opened socket is reported and not timed out. */
const RESERVE = 50;
/** Larger frames end the conversation; a probe has no use for them. */
const MOST_FRAME_BYTES = 256 * 1024;

export const probeWebSocket: Machine['webSocket'] = (question, ask = {}) => {
  const started = performance.now();
  const allowed = Math.min(ask.deadline ?? PROBE_DEADLINE, PROBE_DEADLINE);
  let met: (() => WebSocketAnswer) | null = null;
  const late = () => known(met?.() ?? withoutStatus('timeout'));
  return within<WebSocketAnswer>(ask, { deadline: PROBE_DEADLINE, late }, async (signal) => {
    try {
      const socket = new WebSocket(question.url, optionsFor(question));
      signal.addEventListener('abort', () => socket.terminate(), { once: true });
      const upgrade = await upgradeOf(socket, question.deep === true);
      if ('body' in upgrade) {
        const { response, body } = upgrade;
        met = () => ({ status: response.statusCode ?? 0, headers: headersOf(response.headers), body: body.text() });
        await body.done;
        socket.terminate();
      } else {
        met = () => ({ outcome: 'open', headers: headersOf(upgrade.response.headers), body: '', ...upgrade.closed });
        await upgrade.watch(Math.min(WATCH, allowed - (performance.now() - started) - FAREWELL - RESERVE));
      }
      return known(met());
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === null) throw error;
      return known(withoutStatus(outcome, TELLING.has(outcome) ? codeOf(error) : ''));
    }
  });
};

/** Outcomes whose error code says more than they do; it is kept as the body. */
const TELLING: ReadonlySet<HttpOutcome> = new Set(['tls', 'address-invalid']);

/** `ws` throws a SyntaxError for a URL it cannot use, and gives no code to a handshake that broke its rules. */
function outcomeOf(error: unknown): HttpOutcome | null {
  if (error instanceof SyntaxError) return 'address-invalid';
  if (error instanceof Error && /^(?:Invalid Sec-WebSocket|Server sent|Invalid Upgrade)/.test(error.message))
    return 'not-http';
  return httpOutcomeOf(error);
}

/** `ws` hands every option on to Node's request. */
type Options = ClientOptions & { readonly autoSelectFamilyAttemptTimeout: number; readonly maxHeaderSize: number };

function optionsFor({ token, bearer, deep, selfId }: WebSocketQuestion): Options {
  const headers: Record<string, string> =
    deep === true ? { 'User-Agent': 'OneBot/11', 'x-client-role': 'Universal' } : { 'User-Agent': USER_AGENT };
  if (deep === true && selfId !== undefined) headers['X-Self-ID'] = selfId;
  // NapCat sends the header also with an empty token (domain facts: nonebot dossier §0.7).
  if (deep === true || token !== 'none') headers.Authorization = `Bearer ${bearer ?? ''}`;
  return {
    headers,
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: MOST_FRAME_BYTES,
    maxHeaderSize: MOST_HEADER_BYTES,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER,
  };
}

interface Refused {
  readonly response: IncomingMessage;
  readonly body: BodyStart;
}

interface Opened {
  readonly response: IncomingMessage;
  /** How the peer closed, once it has. */
  readonly closed: Pick<WebSocketAnswer, 'closeCode' | 'closeReason'>;
  /** Waits that long for the peer to close, then closes and waits for its farewell. */
  readonly watch: (milliseconds: number) => Promise<void>;
}

function upgradeOf(socket: WebSocket, deep: boolean): Promise<Refused | Opened> {
  return new Promise((resolve, reject) => {
    // Stays for the life of the socket: what breaks after the upgrade ends in a close event.
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response) => resolve({ response, body: readStart(response) }));
    // The headers come first; only `open` says that the rules of the handshake were kept.
    socket.on('upgrade', (response) => {
      socket.once('open', () => resolve(openedFrom(socket, response)));
    });
    if (deep) socket.on('message', (data, isBinary) => answerApiCall(socket, data, isBinary));
  });
}

function openedFrom(socket: WebSocket, response: IncomingMessage): Opened {
  const closed: { closeCode?: number; closeReason?: string } = {};
  let farewell = false;
  const ended = new Promise<void>((end) => {
    socket.on('close', (code, reason) => {
      end();
      if (farewell) return;
      closed.closeCode = code;
      if (reason.length > 0) closed.closeReason = reason.toString();
    });
  });
  const watch = async (milliseconds: number): Promise<void> => {
    if (await settlesWithin(ended, milliseconds)) return;
    farewell = true;
    socket.close(1000);
    if (!(await settlesWithin(ended, FAREWELL))) socket.terminate();
  };
  return { response, closed, watch };
}

/** Whether `work` was done in time. */
async function settlesWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function withoutStatus(outcome: HttpOutcome, body = ''): WebSocketAnswer {
  return { outcome, headers: {}, body };
}
