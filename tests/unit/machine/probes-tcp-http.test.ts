import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { known, unanswered, valueOf } from '../../../electron/machine/answer.ts';
import { probeHttp } from '../../../electron/machine/live/probes/http.ts';
import { probeTcp } from '../../../electron/machine/live/probes/tcp.ts';
import { NOBODYS_NAME } from '../../lab/support/names.ts';
import { temporaryFolder } from './support/folder.ts';
import { closedPort, httpServer, listen, tcpServer } from './support/servers.ts';

const get = (port: number, path = '/') => ({ method: 'GET', url: `http://127.0.0.1:${port}${path}` }) as const;
const outcome = (name: string, body = '') => known({ outcome: name, headers: {}, body });

describe('a TCP probe', () => {
  it('meets a listener', async () => {
    expect(await probeTcp('127.0.0.1', await tcpServer(() => undefined))).toEqual(known('connected'));
  });

  it('is refused where nobody listens', async () => {
    expect(await probeTcp('127.0.0.1', await closedPort())).toEqual(known('refused'));
  });

  it('is refused by a name whose addresses all refuse', async () => {
    expect(await probeTcp('localhost', await closedPort())).toEqual(known('refused'));
  });

  it('sends nothing', async () => {
    let bytes = -1;
    const port = await tcpServer((socket) =>
      socket.on('data', (data) => (bytes = data.length)).on('close', () => (bytes = Math.max(bytes, 0))),
    );
    await probeTcp('127.0.0.1', port);
    await expect.poll(() => bytes).toBe(0);
  });

  it.each([
    ['a name that does not exist', NOBODYS_NAME, 80, 'name-not-found'],
    ['no host', '', 80, 'address-invalid'],
    ['a port that cannot be', '127.0.0.1', 70_000, 'address-invalid'],
  ])('of %s says so', async (_what, host, port, expected) => {
    expect(await probeTcp(host, port)).toEqual(known(expected));
  });

  it('ends when it is cancelled', async () => {
    expect(await probeTcp('127.0.0.1', 1, { signal: AbortSignal.abort() })).toEqual(unanswered('timeout', 'cancelled'));
  });
});

describe('an HTTP probe', () => {
  it('tells status, headers and body', async () => {
    const port = await httpServer((_request, response) => response.writeHead(405, { Allow: 'POST' }).end('{}'));
    expect(await probeHttp(get(port))).toMatchObject({
      value: { status: 405, headers: { allow: 'POST' }, body: '{}' },
    });
  });

  it('says who it is, asks to close, and sends no more than that', async () => {
    const port = await httpServer((request, response) =>
      response.end(JSON.stringify([request.method, request.headers])),
    );
    const answer = valueOf(await probeHttp(get(port)));
    expect(JSON.parse(answer?.body ?? '')).toEqual([
      'GET',
      { host: `127.0.0.1:${port}`, 'user-agent': 'napcat-doctor', connection: 'close', accept: '*/*' },
    ]);
  });

  it('by HEAD has no body', async () => {
    const port = await httpServer((_request, response) => response.end('text'));
    expect(await probeHttp({ ...get(port), method: 'HEAD' })).toMatchObject({ value: { status: 200, body: '' } });
  });

  it('does not follow a redirect, in circles or not', async () => {
    let requests = 0;
    const port = await httpServer((_request, response) => {
      requests++;
      response.writeHead(302, { Location: '/' }).end();
    });
    const answer = await probeHttp(get(port));
    expect([valueOf(answer)?.status, requests]).toEqual([302, 1]);
  });

  it('takes 2 kB of a gigabyte and hangs up', async () => {
    let sent = 0;
    const port = await httpServer((_request, response) => {
      response.writeHead(200, { 'Content-Length': 1024 ** 3 });
      const piece = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        while (sent < 1024 ** 3 && !response.destroyed) {
          sent += piece.length;
          if (!response.write(piece)) return;
        }
      };
      response.on('drain', more);
      more();
    });
    const answer = valueOf(await probeHttp(get(port)));
    expect([answer?.status, answer?.body.length]).toEqual([200, 2048]);
    expect(sent).toBeLessThan(64 * 1024 ** 2);
  });

  it('does not cut a character in two', async () => {
    const port = await httpServer((_request, response) => response.end('猫'.repeat(1000)));
    expect(valueOf(await probeHttp(get(port)))?.body).toBe('猫'.repeat(682));
  });

  it('takes what came of a body that was promised longer', async () => {
    const port = await tcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort')),
    );
    expect(await probeHttp(get(port))).toMatchObject({ value: { status: 200, body: 'short' } });
  });

  it.each([
    ['greets like an SSH server', 'SSH-2.0-OpenSSH_9.2p1\r\n', 'not-http'],
    ['greets like MySQL', 'J\0\0\0\n8.0.35\0', 'not-http'],
    ['sends headers without end', `HTTP/1.1 200 OK\r\n${'X-Filler: 0123456789\r\n'.repeat(2_000)}`, 'too-large'],
    ['lies about its length', 'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n', 'not-http'],
  ])('of a server that %s says so', async (_what, greeting, expected) => {
    const port = await tcpServer((socket) => socket.write(greeting));
    expect(await probeHttp(get(port))).toEqual(outcome(expected));
  });

  it('of a server that hangs up says so', async () => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.end()));
    expect(await probeHttp(get(port))).toEqual(outcome('hang-up'));
  });

  it('of a server that resets says so', async () => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await probeHttp(get(port))).toEqual(outcome('reset'));
  });

  it('of a silent server ends with its deadline', async () => {
    const port = await tcpServer(() => undefined);
    const usual = probeHttp(get(port)).then(() => 'the usual one');
    expect(await Promise.race([probeHttp(get(port), { deadline: 60 }), usual])).toEqual(outcome('timeout'));
  });

  it('of a server that drips its headers ends with its deadline', async () => {
    const port = await tcpServer((socket) => {
      const drip = setInterval(() => socket.write('H'), 20);
      socket.on('close', () => clearInterval(drip));
      socket.write('HTTP/1.1 200 OK\r\nX-');
    });
    expect(await probeHttp(get(port), { deadline: 80 })).toEqual(outcome('timeout'));
  });

  it('of a server that drips its body tells what came', async () => {
    const port = await tcpServer((socket) => {
      const drip = setInterval(() => socket.write('.'), 20);
      socket.on('close', () => clearInterval(drip));
      socket.write('HTTP/1.1 404 Not Found\r\nServer: uvicorn\r\nContent-Length: 1000\r\n\r\n.');
    });
    const answer = await probeHttp(get(port), { deadline: 1_500 });
    expect(answer).toMatchObject({
      value: { status: 404, headers: { server: 'uvicorn' }, body: expect.stringMatching(/^\.+$/) as string },
    });
  });

  it('leaves no connection behind when it ends', async () => {
    let closed = false;
    const port = await tcpServer((socket) => socket.resume().on('close', () => (closed = true)));
    await probeHttp(get(port), { deadline: 30 });
    await expect.poll(() => closed).toBe(true);
  });

  it('takes a 101 it never asked for as a status', async () => {
    const port = await tcpServer((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')),
    );
    expect(await probeHttp(get(port))).toMatchObject({ value: { status: 101, body: '' } });
  });

  it('takes no proxy from the environment', async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      http_proxy: 'http://127.0.0.1:1',
      HTTP_PROXY: 'http://127.0.0.1:1',
      NODE_USE_ENV_PROXY: '1',
    });
    try {
      const port = await httpServer((_request, response) => response.end());
      expect(await probeHttp(get(port))).toMatchObject({ value: { status: 200 } });
    } finally {
      process.env = before;
    }
  });

  it.each(['not a url', 'ftp://127.0.0.1/', ''])('of %j says that this is no address', async (url) => {
    expect(await probeHttp({ method: 'GET', url })).toMatchObject({ value: { outcome: 'address-invalid' } });
  });

  it('by TLS to a plain server says so, with the code', async () => {
    const port = await httpServer((_request, response) => response.end());
    expect(await probeHttp({ method: 'GET', url: `https://127.0.0.1:${port}/` })).toEqual(outcome('tls', 'EPROTO'));
  });

  it('by TLS to a certificate of its own making says so, with the code', async () => {
    const folder = temporaryFolder();
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        key,
        '-out',
        cert,
        '-days',
        '1',
        '-subj',
        '/CN=localhost',
      ],
      { stdio: 'ignore' },
    );
    const port = await listen(
      createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => response.end()),
    );
    expect(await probeHttp({ method: 'GET', url: `https://127.0.0.1:${port}/` })).toEqual(
      outcome('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
    );
  });
});
