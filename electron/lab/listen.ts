/**
 * Listen: plays NoneBot on a port and sees whether NapCat arrives, with what, and what it sends. It takes every client,
 * also one that NoneBot would refuse: the point is to see what it brings. Two harmless questions show that answers come
 * back; they are NapCat's own `get_version_info` and `get_status`, which change nothing and name nobody.
 */
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';

import { LAB_SECONDS, LISTEN_OUTCOMES } from '../contract/lab.ts';
import type { LabEvent, ListenOutcome, ListenReport, StrangerKind } from '../contract/lab.ts';
import { isV11WebSocketPath } from './paths.ts';
import { readHandshake } from './handshake.ts';
import { LinkLogs, teller } from './link-log.ts';
import type { LinkLog } from './link-log.ts';
import { openDoor } from './loopback.ts';
import { bytesOf } from './socket.ts';
import { pause, seconds } from './wait.ts';

export interface ListenRequest {
  /** 0: any free one, told by the event `waiting`. */
  readonly port: number;
  /** The token that the framework expects; without it any is taken. */
  readonly token?: string;
  readonly seconds?: number;
}

export interface LabOptions {
  /** Ends it early; what was seen until then is reported. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: LabEvent) => void;
}

/** Frames of NapCat's are small; pictures it receives are links. */
const MOST_FRAME_BYTES = 16 * 1024 * 1024;
/** What NapCat gets to say goodbye. */
const FAREWELL_MS = 500;

const QUESTIONS = [
  { action: 'get_version_info', echo: 'napcat-doctor-version' },
  { action: 'get_status', echo: 'napcat-doctor-status' },
] as const;

export async function listen(request: ListenRequest, { signal, onEvent }: LabOptions = {}): Promise<ListenReport> {
  const voice = teller(onEvent);
  const logs = new LinkLogs(voice);
  const strangers = new Set<StrangerKind>();
  const enough = new AbortController();
  let napcat: string | null = null;
  const report = (outcome: ListenOutcome, port: number): ListenReport => ({
    ...{ format: 'napcat-doctor/listen@1', port, owner: null, outcome, code: LISTEN_OUTCOMES[outcome] },
    ...{ links: logs.all.map((log) => log.report()), napcat, elapsedMs: voice.now() },
  });

  const server = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES, perMessageDeflate: false });
  const door = await openDoor(request.port, {
    onStranger(what, path) {
      strangers.add(what);
      voice.tell({ kind: 'stranger', atMs: voice.now(), what, path });
    },
    onUpgrade(upgrade, socket, head) {
      const log = logs.begin(readHandshake(upgrade, request.token));
      // A broken handshake is answered by `ws`, with 400 or 426.
      server.handleUpgrade(upgrade, socket, head, (client) => {
        log.opened();
        attend(client, log, (version) => {
          napcat = version ?? napcat;
          if (isWhole(log)) enough.abort();
        });
      });
    },
  });
  if (typeof door === 'string') return report(door, request.port);

  voice.tell({ kind: 'waiting', atMs: voice.now(), port: door.port });
  const limit = seconds(request.seconds, LAB_SECONDS.listen, LAB_SECONDS.most) * 1000;
  await pause(limit, signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]));
  await sayGoodbye(server.clients, logs);
  await door.close();
  return report(outcomeOf(logs.all, strangers, request.token), door.port);
}

/** `onFrame`: after each frame; with NapCat's own words about its version when that was it. */
function attend(client: WebSocket, log: LinkLog, onFrame: (version: string | null) => void): void {
  const ask = (question: (typeof QUESTIONS)[number]): void => {
    const call = JSON.stringify({ action: question.action, params: {}, echo: question.echo });
    client.send(call, () => undefined);
    log.frame('framework', Buffer.from(call), false);
  };
  client.on('message', (data: RawData, isBinary) => {
    const { frame, echo, data: answer } = log.frame('napcat', bytesOf(data), isBinary);
    // NapCat greets first; who has not is no OneBot client yet, and is asked nothing.
    if (frame.kind === 'lifecycle' && log.count('framework', 'call') === 0) QUESTIONS.forEach(ask);
    onFrame(echo === QUESTIONS[0].echo ? versionIn(answer) : null);
  });
  client.on('error', () => client.terminate());
  client.on('close', (code, reason) => log.closed('napcat', code, reason.toString()));
}

/** OneBot 11 get_version_info: `app_name` and `app_version`, names of programs. */
function versionIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { app_name: name, app_version: version } = answer as Readonly<Record<string, unknown>>;
  const words = [name, version].filter(
    (part): part is string => typeof part === 'string' && /^[\w. -]{1,40}$/.test(part),
  );
  return words.length === 0 ? null : words.join(' ');
}

/** All that one can learn: its greeting, its pulse, and that answers come back. */
function isWhole(log: LinkLog): boolean {
  const { calls } = log.report();
  return (
    log.count('napcat', 'lifecycle') > 0 && log.count('napcat', 'heartbeat') > 0 && calls.answered >= QUESTIONS.length
  );
}

async function sayGoodbye(clients: ReadonlySet<WebSocket>, logs: LinkLogs): Promise<void> {
  for (const log of logs.all) if (!log.isClosed) log.closed('us', 1000, '');
  const gone = [...clients].map((client) => new Promise<void>((done) => client.once('close', () => done())));
  for (const client of clients) client.close(1000);
  await Promise.race([Promise.all(gone), pause(FAREWELL_MS)]);
  for (const client of clients) client.terminate();
}

/** Of several connections the latest counts: it is what NapCat does now. */
function outcomeOf(
  logs: readonly LinkLog[],
  strangers: ReadonlySet<StrangerKind>,
  token: string | undefined,
): ListenOutcome {
  const log = logs.at(-1);
  if (log === undefined) {
    if (strangers.has('tls')) return 'tls-client';
    return strangers.has('http-post') ? 'http-client' : 'nobody';
  }
  const { handshake } = log;
  // Without a number NoneBot refuses, and NapCat always sends its own.
  if (handshake.account === null) return 'not-napcat';
  if (!isV11WebSocketPath(handshake.path)) return 'wrong-path';
  if (token !== undefined && token !== '' && handshake.tokenMatches !== true)
    return handshake.token === 'sent' ? 'token-wrong' : 'token-missing';
  if (log.count('napcat', 'lifecycle') + log.count('napcat', 'heartbeat') + log.count('napcat', 'message') === 0)
    return 'silent';
  const { calls } = log.report();
  return calls.answered === 0 && calls.open > 0 ? 'api-silent' : 'arrived';
}
