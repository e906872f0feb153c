import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { known, unanswered, valueOf } from '../../../electron/machine/answer.ts';
import { probeWebSocket } from '../../../electron/machine/live/probes/websocket.ts';
import { closedPort, httpServer, listen, tcpServer } from './support/servers.ts';

const bare = (port: number) => ({ url: `ws://127.0.0.1:${port}/onebot/v11/ws`, token: 'none' }) as const;
const outcome = (name: string, body = '') => known({ outcome: name, headers: {}, body });

/** A framework that accepts every upgrade. */
async function framework(behave: (socket: WebSocket, headers: IncomingHttpHeaders) => void): Promise<number> {
  const http = createServer();
  const server = new WebSocketServer({ server: http });
  onTestFinished(() => server.clients.forEach((client) => client.terminate()));
  server.on('connection', (socket, { headers }) =>
    behave(
      socket.on('error', () => undefined),
      headers,
    ),
  );
  return listen(http);
}

describe('a WebSocket probe', () => {
  it('names neither an account nor a role nor a token', async () => {
    let seen: IncomingHttpHeaders = {};
    const port = await framework((socket, headers) => {
      seen = headers;
      socket.close();
    });
    await probeWebSocket(bare(port));
    expect(Object.keys(seen).toSorted()).toEqual([
      'connection',
      'host',
      'sec-websocket-key',
      'sec-websocket-version',
      'upgrade',
      'user-agent',
    ]);
    expect(seen['user-agent']).toBe('napcat-doctor');
  });

  it.each(['configured', 'made-up'] as const)('with a %s token sends it as NapCat does', async (token) => {
    let seen: IncomingHttpHeaders = {};
    const port = await framework((socket, headers) => {
      seen = headers;
      socket.close();
    });
    await probeWebSocket({ ...bare(port), token, bearer: 'abc' });
    expect([seen.authorization, seen['x-self-id'], seen['x-client-role']]).toEqual([
      'Bearer abc',
      undefined,
      undefined,
    ]);
  });

  it('that is refused tells status, headers and body', async () => {
    const port = await httpServer((_request, response) => response.writeHead(403, { Server: 'uvicorn' }).end('no'));
    expect(await probeWebSocket(bare(port))).toMatchObject({
      value: { status: 403, headers: { server: 'uvicorn' }, body: 'no' },
    });
  });

  it('takes 2 kB of an endless refusal', async () => {
    const port = await httpServer((_request, response) => {
      response.writeHead(404);
      response.write('x'.repeat(100_000));
    });
    expect(valueOf(await probeWebSocket(bare(port)))?.body).toHaveLength(2048);
  });

  it('does not follow a redirect', async () => {
    const port = await httpServer((_request, response) => response.writeHead(302, { Location: '/' }).end());
    expect(await probeWebSocket(bare(port))).toMatchObject({ value: { status: 302 } });
  });

  it('that is let in and stays in is open, and says goodbye', async () => {
    let goodbye = 0;
    const port = await framework((socket) => socket.on('close', (code) => (goodbye = code)));
    const answer = valueOf(await probeWebSocket(bare(port)));
    expect([answer?.outcome, answer?.closeCode]).toEqual(['open', undefined]);
    await expect.poll(() => goodbye).toBe(1000);
  });

  it('that is let in and thrown out tells how', async () => {
    const port = await framework((socket) => socket.close(1008, 'invalid x-self-id'));
    expect(await probeWebSocket(bare(port))).toMatchObject({
      value: { outcome: 'open', closeCode: 1008, closeReason: 'invalid x-self-id' },
    });
  });

  it('that is thrown out without a word tells so', async () => {
    const port = await framework((socket) => socket.terminate());
    expect(await probeWebSocket(bare(port))).toMatchObject({ value: { outcome: 'open', closeCode: 1006 } });
  });

  it('ends though the peer never says goodbye', async () => {
    const port = await framework((socket) => socket.pause());
    const deadline = probeWebSocket(bare(await tcpServer(() => undefined)));
    expect(await Promise.race([deadline, probeWebSocket(bare(port))])).toMatchObject({ value: { outcome: 'open' } });
  });

  it('survives a flood of frames', async () => {
    const port = await framework((socket) => {
      const flood = setInterval(() => socket.send('x'.repeat(100_000)), 1);
      socket.on('close', () => clearInterval(flood));
    });
    expect(await probeWebSocket(bare(port), { deadline: 2_500 })).toMatchObject({ value: { outcome: 'open' } });
  });

  it('of a silent server ends with its deadline', async () => {
    expect(await probeWebSocket(bare(await tcpServer(() => undefined)), { deadline: 60 })).toEqual(outcome('timeout'));
  });

  it('ends when it is cancelled', async () => {
    const stop = new AbortController();
    const asked = probeWebSocket(bare(await tcpServer(() => stop.abort())), { signal: stop.signal });
    expect(await asked).toEqual(unanswered('timeout', 'cancelled'));
  });

  it('is refused where nobody listens', async () => {
    expect(await probeWebSocket(bare(await closedPort()))).toEqual(outcome('refused'));
  });

  it.each([
    ['hangs up', '', 'hang-up'],
    ['greets like an SSH server', 'SSH-2.0-OpenSSH_9.2p1\r\n', 'not-http'],
    ['sends headers without end', `HTTP/1.1 200 OK\r\n${'X-Filler: 0123456789\r\n'.repeat(2_000)}`, 'too-large'],
    [
      'answers with a wrong key',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n',
      'not-http',
    ],
  ])('of a server that %s says so', async (_what, answer, expected) => {
    const port = await tcpServer((socket) => socket.once('data', () => socket.end(answer)));
    expect(await probeWebSocket(bare(port))).toMatchObject({ value: { outcome: expected } });
  });

  it('by TLS to a plain server says so, with the code', async () => {
    const port = await httpServer((_request, response) => response.end());
    expect(await probeWebSocket({ url: `wss://127.0.0.1:${port}/`, token: 'none' })).toEqual(outcome('tls', 'EPROTO'));
  });

  it.each(['127.0.0.1:8080/onebot', 'ws：//127.0.0.1/', 'ws://127.0.0.1/#x', ''])(
    'of %j says that this is no address',
    async (url) => {
      expect(await probeWebSocket({ url, token: 'none' })).toMatchObject({ value: { outcome: 'address-invalid' } });
    },
  );

  it('with a token that no header can carry says so', async () => {
    const question = { url: 'ws://127.0.0.1:1/', token: 'configured', bearer: '密码' } as const;
    expect(await probeWebSocket(question)).toEqual(outcome('address-invalid', 'ERR_INVALID_CHAR'));
  });
});

describe('a deep WebSocket probe', () => {
  const deep = (port: number) =>
    ({ url: `ws://127.0.0.1:${port}/`, token: 'configured', bearer: 'abc', deep: true, selfId: '10000' }) as const;

  it('is NapCat in every header', async () => {
    let seen: IncomingHttpHeaders = {};
    const port = await framework((socket, headers) => {
      seen = headers;
      socket.close();
    });
    await probeWebSocket(deep(port));
    expect(seen).toMatchObject({
      'x-self-id': '10000',
      'x-client-role': 'Universal',
      'user-agent': 'OneBot/11',
      authorization: 'Bearer abc',
    });
  });

  it('answers an API call at once, with its echo', async () => {
    const answers: unknown[] = [];
    const port = await framework((socket) => {
      socket.on('message', (data: Buffer) => {
        answers.push(JSON.parse(data.toString()));
        socket.close(1000);
      });
      socket.send('{"action":"get_login_info","params":{},"echo":"1"}');
    });
    await probeWebSocket(deep(port));
    expect(answers).toMatchObject([{ status: 'failed', retcode: 1404, data: null, echo: '1' }]);
  });

  it('answers nothing that is no call', async () => {
    let answered = false;
    const port = await framework((socket) => {
      socket.on('message', () => (answered = true));
      for (const frame of ['not json', '[]', 'null', '{"post_type":"meta_event"}', '{"action":7}']) socket.send(frame);
      setImmediate(() => socket.close(1000));
    });
    await probeWebSocket(deep(port));
    expect(answered).toBe(false);
  });
});
