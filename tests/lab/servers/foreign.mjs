/**
 * Programs that hold a port and are no bot framework, each in a process of its own:
 * `node foreign.mjs KIND HOST PORT [KEY CERT]`. Prints "listening" when it does.
 */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { WebSocketServer } from 'ws';

const [kind = '', host = '', port = '', key = '', cert = ''] = process.argv.slice(2);

/** @type {Readonly<Record<string, () => import('node:net').Server>>} */
const KINDS = {
  'http-200': () => http(200, { 'content-type': 'text/html' }, '<!doctype html><title>Some page</title>'),
  'http-404': () => http(404, { server: 'nginx/1.26.2', 'content-type': 'text/html' }, '<h1>404 Not Found</h1>'),
  'http-302': () => http(302, { location: 'https://example.org/' }, ''),
  'http-502': () => http(502, { server: 'nginx/1.26.2', 'content-type': 'text/html' }, '<h1>502 Bad Gateway</h1>'),
  express: () => http(404, { 'x-powered-by': 'Express', 'content-type': 'text/html' }, '<pre>Cannot GET /</pre>'),
  'ssh-banner': () => createTcpServer((socket) => quiet(socket).write('SSH-2.0-OpenSSH_9.6\r\n')),
  silent: () => createTcpServer((socket) => quiet(socket).resume()),
  'hang-up': () => createTcpServer((socket) => quiet(socket).once('data', () => socket.end())),
  reset: () => createTcpServer((socket) => quiet(socket).once('data', () => socket.resetAndDestroy())),
  tls: () =>
    createHttpsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => response.end('ok')),
  websocket: anyPath,
};

const make = KINDS[kind];
if (make === undefined) throw new Error(`no such kind: ${kind}`);
make().listen({ host, port: Number(port) }, () => console.log('listening'));

/** @param {number} status @param {import('node:http').OutgoingHttpHeaders} headers @param {string} body */
function http(status, headers, body) {
  return createHttpServer((_request, response) => response.writeHead(status, headers).end(body));
}

/** Takes every upgrade on every path and never says a word. */
function anyPath() {
  const server = createHttpServer((_request, response) => response.writeHead(426).end('Upgrade Required'));
  new WebSocketServer({ server }).on('connection', (_socket, request) =>
    console.log(`connection ${request.url ?? ''}`),
  );
  return server;
}

/** A peer that goes away in the middle is nothing to end on. @param {import('node:net').Socket} socket */
function quiet(socket) {
  return socket.on('error', () => socket.destroy());
}
