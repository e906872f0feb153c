/**
 * One WebSocket upgrade with the library NapCat uses. Without `deep` it names nobody, so that no framework takes it for
 * a bot; with `deep` it stays as short as can be, answers every API frame at once and closes with 1000.
 */
import type { IncomingMessage } from 'node:http';
import { known } from '../../answer.ts';
import type { Answer } from '../../answer.ts';
import type { Ask, WebSocketAnswer, WebSocketQuestion } from '../../machine.ts';
import { codeOf, messageOf, within } from '../deadline.ts';
import { httpOutcomeOf } from './errors.ts';
import { bodyOf, HEADER_LIMIT, headersOf, USER_AGENT } from './http.ts';
import { capped } from './tcp.ts';

const DEADLINE = 3_000;
/** Koishi, Karin, Overflow and OneBot V12 accept first and refuse afterwards, with a close frame. */
const WAIT_FOR_CLOSE = 600;
/** How long the peer may take for its half of the closing handshake. */
const GOODBYE = 200;

export function probeWebSocket(question: WebSocketQuestion, ask: Ask = {}): Promise<Answer<WebSocketAnswer>> {
  return within(capped(ask, DEADLINE), DEADLINE, async (signal) => {
    const { WebSocket } = await import('ws');
    return new Promise<Answer<WebSocketAnswer>>((resolve) => {
      let opened: Pick<WebSocketAnswer, 'headers'> | null = null;
      const answer = (value: Partial<WebSocketAnswer>): void => resolve(known({ headers: {}, body: '', ...value }));
      let socket: InstanceType<typeof WebSocket>;
      try {
        socket = new WebSocket(question.url, {
          headers: headersFor(question),
          perMessageDeflate: false,
          followRedirects: false,
          maxPayload: 1024 * 1024,
          maxHeaderSize: HEADER_LIMIT,
        });
      } catch (error) {
        answer({ outcome: 'address-invalid', body: messageOf(error) });
        return;
      }
      signal.addEventListener('abort', () => socket.terminate(), { once: true });
      socket.on('upgrade', (response: IncomingMessage) => {
        opened = { headers: headersOf(response) };
      });
      socket.on('unexpected-response', (_request, response: IncomingMessage) => {
        void bodyOf(response).then((body) => {
          answer({ status: response.statusCode ?? 0, headers: headersOf(response), body });
          socket.terminate();
        });
      });
      socket.on('open', () => {
        setTimeout(() => {
          socket.close(1000);
          setTimeout(() => socket.terminate(), GOODBYE).unref();
        }, WAIT_FOR_CLOSE).unref();
      });
      socket.on('message', (data: Buffer) => {
        if (question.deep === true) socket.send(refusalOf(data.toString()));
      });
      let failure: unknown = null;
      socket.on('error', (error) => {
        failure = error;
      });
      socket.on('close', (closeCode: number, reason: Buffer) => {
        if (opened !== null) {
          const byPeer = closeCode !== 1000 || reason.length > 0;
          answer({ outcome: 'open', ...opened, ...(byPeer ? { closeCode, closeReason: reason.toString() } : {}) });
        } else {
          answer({
            outcome: failure === null ? 'hang-up' : httpOutcomeOf(failure),
            body: failure === null ? '' : `${codeOf(failure)} ${messageOf(failure)}`.trim().slice(0, 200),
          });
        }
      });
    });
  }).then((answer) =>
    answer.state === 'timeout' && answer.reason !== 'cancelled'
      ? known({ outcome: 'timeout', headers: {}, body: '' })
      : answer,
  );
}

/** As NapCat sends them (packages/napcat-onebot/network/websocket-client.ts L76-93), or nothing that names a bot. */
function headersFor({ deep, selfId, token, bearer }: WebSocketQuestion): Readonly<Record<string, string>> {
  const authorization: Record<string, string> = token === 'none' ? {} : { Authorization: `Bearer ${bearer ?? ''}` };
  return deep === true
    ? { ...authorization, 'X-Self-ID': selfId ?? '', 'x-client-role': 'Universal', 'User-Agent': 'OneBot/11' }
    : { ...authorization, 'User-Agent': USER_AGENT };
}

/** OneBot's "no such action": plugins that ask at once get their answer at once instead of a 30 s timeout. */
function refusalOf(frame: string): string {
  let echo: unknown = null;
  try {
    echo = (JSON.parse(frame) as { echo?: unknown }).echo ?? null;
  } catch {
    // Not an API call; the refusal without an echo does no harm.
  }
  return JSON.stringify({
    status: 'failed',
    retcode: 1404,
    data: null,
    message: 'napcat-doctor: probe',
    wording: 'napcat-doctor: probe',
    echo,
  });
}
