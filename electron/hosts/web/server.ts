/**
 * The loopback web host: serves the wizard to a browser on this machine and nobody else. It binds 127.0.0.1 on a port
 * that the system picks; `GET` serves the built page, `POST /api/session` exchanges the key of the printed address,
 * `POST /api/call/NAME` answers a call as lines of JSON: progress while it runs, the result at the end. It is stopped by
 * `POST /api/stop/ID`, with the id that came with it (`Call-Id`), and by a reader that goes away.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LONGEST_RECORDING } from '../../contract/app.ts';
import { PAGE_HEADERS } from '../app/assets.ts';
import type { Asset } from '../app/assets.ts';
import { MOST_CALLS } from '../app/desk.ts';
import type { Desk } from '../app/desk.ts';
import { readJson } from './body.ts';
import { refusalOf } from './guard.ts';
import { createDoorkeeper } from './session.ts';

export interface WebHost {
  readonly origin: string;
  /** The address to open, with the key that works once. */
  readonly address: string;
  close(): Promise<void>;
}

/** Escapes may double the length of a text. */
const MOST_BYTES = 2 * LONGEST_RECORDING;

/** Any program of this machine can connect: none of them may hold the wizard up by talking slowly, or not at all. */
const LIMITS = {
  /** Milliseconds for the head of a request, and for all of it: a bundle over loopback takes a second. */
  headersTimeout: 5_000,
  requestTimeout: 15_000,
  /** How often the two are looked at. */
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 8 * 1024,
} as const;
type RequestTime = 'headersTimeout' | 'requestTimeout' | 'connectionsCheckingInterval';

/** A browser opens six for a page. */
const MOST_CONNECTIONS = 64;

/** `limits`: times of a request in place of the usual ones. */
export async function startWebHost(
  desk: Desk,
  assets: ReadonlyMap<string, Asset>,
  limits: Partial<Record<RequestTime, number>> = {},
): Promise<WebHost> {
  const doorkeeper = createDoorkeeper();
  const running = new Map<string, AbortController>();
  const server = createServer({ ...LIMITS, ...limits }, (request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request, origin);
    if (refusal !== null) {
      refuse(response, refusal.status, refusal.reason);
      return;
    }
    const path = (request.url ?? '').replace(/[?#].*$/s, '');
    if (request.method !== 'POST') {
      serveAsset(response, assets.get(path), request.method === 'HEAD');
      return;
    }
    if (path === '/api/session') {
      await admit(request, response);
      return;
    }
    const [, order, name] = /^\/api\/(call|stop)\/([\w-]+)$/.exec(path) ?? [];
    if (order === undefined || name === undefined) {
      refuse(response, 404, 'no such place');
      return;
    }
    if (!doorkeeper.knows(request.headers.authorization)) {
      refuse(response, 401, 'no session');
      return;
    }
    if (order === 'call') {
      await answer(name, request, response);
      return;
    }
    running.get(name)?.abort();
    response.writeHead(204, JSON_HEADERS).end();
  }

  async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(request, 1024);
    if (!body.ok) {
      refuse(response, body.status, body.reason);
      return;
    }
    const session = doorkeeper.admit((body.value as { key?: unknown } | null)?.key);
    if (session === null) {
      refuse(response, 401, 'wrong or used key');
      return;
    }
    response.writeHead(200, JSON_HEADERS).end(JSON.stringify({ session }));
  }

  async function answer(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const stop = new AbortController();
    const id = callId(request);
    if (running.has(id) || running.size >= MOST_CALLS) {
      refuse(response, 429, 'too many calls');
      return;
    }
    running.set(id, stop);
    response.on('close', () => {
      running.delete(id);
      stop.abort();
    });
    const body = await readJson(request, MOST_BYTES);
    if (!body.ok) {
      refuse(response, body.status, body.reason);
      return;
    }
    const write = (line: object): void => void response.write(`${JSON.stringify(line)}\n`);
    response.writeHead(200, { ...JSON_HEADERS, 'Content-Type': 'application/x-ndjson' });
    const result = await desk.answer(name, body.value, {
      signal: stop.signal,
      progress: (progress) => write({ progress }),
    });
    if (response.writable) response.end(`${JSON.stringify({ result })}\n`);
  }

  return {
    origin,
    address: `${origin}/#key=${doorkeeper.key}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As the page names its call, so that it can stop it; one that has no name cannot be stopped by it. */
function callId({ headers }: IncomingMessage): string {
  const given = headers['call-id'];
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

const JSON_HEADERS = { ...PAGE_HEADERS, 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };

function serveAsset(response: ServerResponse, asset: Asset | undefined, headOnly: boolean): void {
  if (asset === undefined) {
    refuse(response, 404, 'no such page');
    return;
  }
  response.writeHead(200, {
    ...PAGE_HEADERS,
    'Content-Type': asset.type,
    'Content-Length': asset.body.length,
    'Cache-Control': asset.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(headOnly ? undefined : asset.body);
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  // What is left of the request is not read.
  response.writeHead(status, { ...PAGE_HEADERS, 'Content-Type': 'text/plain', Connection: 'close' });
  response.end(`${reason}\n`);
}
