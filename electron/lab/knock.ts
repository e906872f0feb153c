/**
 * Knock: plays NapCat against the framework, with every header and the greeting of NapCat's own client, under a made-up
 * account. That is more than a look: the framework takes it for a bot that comes online, and its plugins run. Whoever
 * starts it has been told so. In return it can prove what nothing else can, the token above all: nobody else is
 * connected under that number, so a refusal on a right path is a refusal of the token.
 */
import { WebSocket } from 'ws';

import { KNOCK_OUTCOMES, LAB_SECONDS } from '../contract/lab.ts';
import type { KnockOutcome, KnockReport } from '../contract/lab.ts';
import { MADE_UP_ACCOUNT } from '../contract/made-up-account.ts';
import type { ServerKind } from '../contract/server-kind.ts';
import { identifyAnswer } from '../diagnosis/identity.ts';
import { valueOf } from '../machine/answer.ts';
import { answerApiCall } from '../machine/live/probes/api-call.ts';
import { NEXT_ADDRESS_AFTER } from '../machine/live/probes/connect.ts';
import { httpOutcomeOf } from '../machine/live/probes/outcome.ts';
import type { Ask, HttpAnswer, Machine } from '../machine/machine.ts';
import type { EntryUrl } from '../survey/facts.ts';
import { parseEntryUrl } from '../survey/napcat/url.ts';
import { maskSecrets } from '../survey/logs/mask.ts';
import { readFrame } from './frames.ts';
import { judgeClose, judgeNoUpgrade, judgeRefusal, judgeReach } from './knock-verdict.ts';
import { teller } from './link-log.ts';
import type { LabOptions } from './listen.ts';
import { bytesOf } from './socket.ts';
import { pause, seconds } from './wait.ts';

export interface KnockRequest {
  readonly url: string;
  /** What NapCat would send; empty: an empty one, as NapCat does. */
  readonly token: string;
  readonly tokenFrom: KnockReport['token'];
  /** How long an open connection is kept. */
  readonly seconds?: number;
}

/** As NapCat's client (domain facts: NapCat dossier §3). */
const HANDSHAKE_MS = 2_000;
const MOST_FRAME_BYTES = 1024 * 1024;
const FAREWELL_MS = 500;
/** Different calls that are told apart; a framework asks two or three. */
const MOST_CALLS = 32;

type Usable = EntryUrl & { readonly usable: true };

interface Met {
  readonly outcome: KnockOutcome;
  readonly server?: ServerKind | null;
  readonly status?: number;
  readonly handshakeMs?: number;
  readonly calls?: KnockReport['calls'];
  readonly close?: KnockReport['close'];
}

export async function knock(
  machine: Machine,
  request: KnockRequest,
  { signal, onEvent }: LabOptions = {},
): Promise<KnockReport> {
  const voice = teller(onEvent);
  const target = parseEntryUrl(request.url);
  const met: Met = target.usable
    ? await knockAt(machine, target, request, { ...(signal === undefined ? {} : { signal }), voice })
    : { outcome: 'bad-url' };
  const outcome = signal?.aborted === true && met.outcome !== 'online' ? 'cancelled' : met.outcome;
  return {
    format: 'napcat-doctor/knock@1',
    url: maskSecrets(target.text),
    account: MADE_UP_ACCOUNT,
    token: request.tokenFrom,
    outcome,
    code: KNOCK_OUTCOMES[outcome],
    server: met.server ?? null,
    status: met.status ?? null,
    handshakeMs: met.handshakeMs ?? null,
    calls: met.calls ?? {},
    close: met.close ?? null,
    elapsedMs: voice.now(),
  };
}

interface Means {
  readonly signal?: AbortSignal;
  readonly voice: ReturnType<typeof teller>;
}

/** The gentle questions first: they tell a port that is closed, hung or somebody else's without registering anybody. */
async function knockAt(machine: Machine, target: Usable, request: KnockRequest, means: Means): Promise<Met> {
  const ask = means.signal === undefined ? {} : { signal: means.signal };
  const reach = judgeReach(valueOf(await machine.tcp(target.host, target.port, ask)));
  if (reach !== null) return { outcome: reach };
  const { server, plain } = await lookAt(machine, target, ask);
  const refusal = judgeNoUpgrade(server, plain, target.secure);
  if (refusal !== null) return { outcome: refusal, server };
  if (means.signal?.aborted === true) return { outcome: 'cancelled', server };
  return { server, ...(await handshake(target, request, server, means)) };
}

interface Look {
  readonly server: ServerKind | null;
  readonly plain: HttpAnswer | undefined;
}

/** A plain GET, and where that is hung up on, one of the other scheme: it tells whether TLS is the reason. */
async function lookAt(machine: Machine, { host, port, secure }: Usable, ask: Ask): Promise<Look> {
  const at = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const get = async (scheme: 'http' | 'https'): Promise<Look> => {
    const url = `${scheme}://${at}/onebot/v11/`;
    const plain = valueOf(await machine.http({ method: 'GET', url }, ask));
    return { plain, server: plain === undefined ? null : identifyAnswer(url, plain, secure).kind };
  };
  const look = await get(secure ? 'https' : 'http');
  if (secure || (look.server !== 'hang-up' && look.server !== 'not-http')) return look;
  const other = await get('https');
  return other.server === 'tls' ? other : look;
}

function handshake(
  target: Usable,
  request: KnockRequest,
  server: ServerKind | null,
  { signal, voice }: Means,
): Promise<Met> {
  const began = voice.now();
  const socket = makeSocket(request);
  // A token that no header can carry: NapCat fails on it in the same way, before anything is sent.
  if (socket === null) return Promise.resolve({ outcome: 'token-wrong' });
  return new Promise((resolve) => {
    const close = (): void => socket.terminate();
    signal?.addEventListener('abort', close, { once: true });
    const settle = (met: Met): void => {
      signal?.removeEventListener('abort', close);
      socket.terminate();
      resolve(met);
    };
    socket.once('unexpected-response', (_, response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      voice.tell({ kind: 'refused', atMs: voice.now(), link: 1, status });
      settle({ outcome: judgeRefusal({ status, path: target.path, server, token: request.token }), status });
    });
    socket.on('error', (error) => {
      // `ws` gives its own timeout no code.
      const outcome = error.message.includes('timed out') ? 'timeout' : httpOutcomeOf(error);
      settle({ outcome: outcome === 'timeout' ? 'hung' : outcome === 'tls' ? 'tls-refused' : 'not-http' });
    });
    socket.once('open', () => {
      const handshakeMs = voice.now() - began;
      voice.tell({ kind: 'open', atMs: voice.now(), link: 1, tookMs: handshakeMs });
      void converse(socket, request, server, { ...(signal === undefined ? {} : { signal }), voice }).then((met) =>
        settle({ handshakeMs, ...met }),
      );
    });
  });
}

function makeSocket({ url, token }: KnockRequest): WebSocket | null {
  try {
    return new WebSocket(url.trim(), {
      headers: {
        'X-Self-ID': MADE_UP_ACCOUNT,
        Authorization: `Bearer ${token}`,
        'x-client-role': 'Universal',
        'User-Agent': 'OneBot/11',
      },
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
      followRedirects: false,
      maxPayload: MOST_FRAME_BYTES,
      // Certificates are verified, as NapCat does by default.
      ...{ autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER },
    });
  } catch {
    return null;
  }
}

/** Greets as NapCat does, says no to every call at once, and waits whether the framework keeps the connection. */
async function converse(
  socket: WebSocket,
  { seconds: wanted, token }: KnockRequest,
  server: ServerKind | null,
  { signal, voice }: Means,
): Promise<Met> {
  const opened = voice.now();
  const calls = new Map<string, number>();
  /** What events tell while we wait. */
  const told: { refusedByFrame: boolean; close: KnockReport['close'] } = { refusedByFrame: false, close: null };
  const ended = new AbortController();
  socket.on('message', (data, isBinary) => {
    const { frame } = readFrame(bytesOf(data), isBinary);
    voice.tell({ kind: 'frame', atMs: voice.now(), link: 1, from: 'framework', frame });
    // SealDice connects first and refuses a token in its first frame (domain facts: nonebot dossier §8).
    if (frame.retcode === 1403) told.refusedByFrame = true;
    const asked = answerApiCall(socket, data, isBinary) === null ? null : (frame.name ?? '?');
    if (asked !== null && (calls.has(asked) || calls.size < MOST_CALLS)) calls.set(asked, (calls.get(asked) ?? 0) + 1);
  });
  socket.on('close', (code, reason) => {
    const said = maskSecrets(reason.toString()).slice(0, 120);
    told.close = { code, reason: said, afterMs: voice.now() - opened };
    voice.tell({ kind: 'closed', atMs: voice.now(), link: 1, by: 'framework', code, reason: said });
    ended.abort();
  });
  socket.send(
    JSON.stringify({
      time: Math.floor(Date.now() / 1000),
      self_id: Number(MADE_UP_ACCOUNT),
      post_type: 'meta_event',
      meta_event_type: 'lifecycle',
      sub_type: 'connect',
    }),
    () => undefined,
  );
  const stay = seconds(wanted, LAB_SECONDS.knock, LAB_SECONDS.most) * 1000;
  await pause(stay, signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]));
  const met = { calls: Object.fromEntries(calls), close: told.close };
  if (told.refusedByFrame) return { ...met, outcome: token === '' ? 'token-missing' : 'token-wrong' };
  if (met.close !== null) return { ...met, outcome: judgeClose(met.close, server, token) };
  socket.removeAllListeners('close');
  await farewell(socket);
  return { ...met, outcome: 'online' };
}

async function farewell(socket: WebSocket): Promise<void> {
  const gone = new Promise<void>((done) => socket.once('close', () => done()));
  socket.close(1000);
  await Promise.race([gone, pause(FAREWELL_MS)]);
}
