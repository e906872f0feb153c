/** Asking a WebUI: what goes out, and what becomes of every kind of answer. The servers are real and badly behaved. */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

import { known, unanswered } from '../../../electron/machine/answer.ts';
import { askWebUi } from '../../../electron/machine/live/probes/webui.ts';
import type { Machine, WebUiCall, WebUiQuestion } from '../../../electron/machine/machine.ts';
import { createRecorder, serializeRecording } from '../../../electron/machine/recorder.ts';
import { machineOf } from './support/replay.ts';
import { httpServer, listen } from './support/servers.ts';

const TOKEN = 'a1b2c3d4e5f6';
/** From the samples: sha256 of "a1b2c3d4e5f6.napcat". */
const HASH = '8303fd18630df629342ac422a8dd610e4134545ef47f630d1cdf73ce9ee835ac';
const CREDENTIAL = 'eyJEYXRhIjp7fX0=';

const done = (data: unknown) => ({ code: 0, data, message: 'success' });
const refused = (message: string) => ({ code: -1, message });

interface Seen {
  readonly path: string;
  readonly method: string;
  readonly body: Record<string, unknown>;
  readonly authorization: string | undefined;
}

/** A server that answers by path and takes down what it was asked. */
async function webUi(answers: Readonly<Record<string, (seen: Seen) => unknown>>) {
  const seen: Seen[] = [];
  const port = await httpServer(answering(answers, seen));
  return { seen, baseUrl: `http://127.0.0.1:${port}` };
}

function answering(answers: Readonly<Record<string, (seen: Seen) => unknown>>, seen: Seen[]): RequestListener {
  return (request, response) => void reply(request, response, answers, seen);
}

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Readonly<Record<string, (seen: Seen) => unknown>>,
  list: Seen[],
): Promise<void> {
  const text = (await request.setEncoding('utf8').toArray()).join('');
  const seen = {
    path: request.url ?? '',
    method: request.method ?? '',
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    authorization: request.headers.authorization,
  };
  list.push(seen);
  const answer = answers[seen.path]?.(seen) ?? refused('Not Found');
  response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
}

const LOGIN = {
  '/api/auth/login': ({ body }: Seen) => {
    if (body.hash === undefined) return refused('token is empty');
    return body.hash === HASH ? done({ Credential: CREDENTIAL }) : refused('token is invalid');
  },
};

const login = (baseUrl: string, more: Partial<WebUiQuestion> = {}) =>
  askWebUi({ baseUrl, call: 'login', token: TOKEN, plain: false, ...more });
const ask = (baseUrl: string, call: WebUiCall) => askWebUi({ baseUrl, call, credential: CREDENTIAL });

describe('logging in to a WebUI', () => {
  it('sends the salted hash and brings the credential back', async () => {
    const { baseUrl, seen } = await webUi(LOGIN);
    expect(await login(baseUrl)).toEqual(known({ code: 0, message: 'success', data: null, credential: CREDENTIAL }));
    expect(seen.map(({ body }) => body)).toEqual([{}, { hash: HASH }]);
    expect(createHash('sha256').update(`${TOKEN}.napcat`).digest('hex')).toBe(HASH);
  });

  it('sends the token itself to a NapCat before 4.7.33', async () => {
    const { baseUrl, seen } = await webUi({
      '/api/auth/login': ({ body }) => (body.token === TOKEN ? done({ Credential: 'c' }) : refused('token is empty')),
    });
    expect(await login(baseUrl, { plain: true })).toMatchObject({ state: 'known', value: { credential: 'c' } });
    expect(seen.map(({ body }) => body)).toEqual([{}, { token: TOKEN }]);
  });

  it('of an unknown version tries the plain token only where the hash was not even seen', async () => {
    const old = await webUi({
      '/api/auth/login': ({ body }) => (body.token === TOKEN ? done({ Credential: 'c' }) : refused('token is empty')),
    });
    expect(await login(old.baseUrl, { plain: null })).toMatchObject({ value: { credential: 'c' } });
    const current = await webUi({
      '/api/auth/login': ({ body }) => refused(body.hash ? 'token is invalid' : 'token is empty'),
    });
    await login(current.baseUrl, { plain: null });
    expect(current.seen).toHaveLength(2);
  });

  it('tells neither token nor hash to a server that is no NapCat', async () => {
    const { baseUrl, seen } = await webUi({ '/api/auth/login': () => done({ Credential: 'anything' }) });
    expect(await login(baseUrl)).toEqual(unanswered('denied', 'not NapCat'));
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`${TOKEN}|${HASH}`));
  });

  it.each(['token is invalid', 'login rate limit'])('passes on "%s" and does not try again', async (message) => {
    const { baseUrl, seen } = await webUi({
      '/api/auth/login': ({ body }) => refused(body.hash === undefined ? 'token is empty' : message),
    });
    expect(await login(baseUrl)).toEqual(known({ code: -1, message, data: null }));
    expect(seen).toHaveLength(2);
  });

  it('says that a second factor is wanted', async () => {
    const { baseUrl } = await webUi({
      '/api/auth/login': ({ body }) =>
        body.hash === undefined ? refused('token is empty') : done({ require2FA: true, message: 'code please' }),
    });
    expect(await login(baseUrl)).toEqual(known({ code: 0, message: 'success', data: { require2FA: true } }));
  });

  it('speaks HTTPS to a certificate of its own making', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'webui-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const how = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=napcat'];
    execFileSync('openssl', ['req', '-x509', ...how, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, answering(LOGIN, []));
    const port = await listen(server);
    expect(await login(`https://127.0.0.1:${port}`)).toMatchObject({ value: { credential: CREDENTIAL } });
    expect(await login(`http://127.0.0.1:${port}`)).toEqual(unanswered('denied', 'ECONNRESET'));
  });
});

describe('asking a WebUI', () => {
  const all = {
    '/api/QQLogin/CheckLoginStatus': () => done({ isLogin: true, isOffline: false, qrcodeurl: 'https://secret' }),
    '/api/QQLogin/GetQQLoginInfo': () => done({ uid: 'u_x', uin: 2000000001, nick: '测试猫', online: true }),
    '/api/OB11Config/GetConfig': () => done({ network: { websocketClients: [{ url: 'ws://a', token: 's3cret' }] } }),
    '/api/base/GetNapCatVersion': () => done({ version: '4.18.19' }),
    '/api/base/PackageInfo': () => done({ version: '4.9.5', name: 'napcat' }),
    '/api/base/QQVersion': () => done('9.9.22-40990'),
  };

  it.each<[WebUiCall, unknown]>([
    ['login-status', { isLogin: true, isOffline: false }],
    ['login-info', { uin: '2000000001' }],
    ['config', { network: { websocketClients: [{ url: 'ws://a', token: 's3cret' }] } }],
    ['napcat-version', { version: '4.18.19' }],
    ['package-info', { version: '4.9.5' }],
    ['qq-version', '9.9.22-40990'],
  ])('%s keeps only what is read of it', async (call, data) => {
    const { baseUrl, seen } = await webUi(all);
    expect(await ask(baseUrl, call)).toEqual(known({ code: 0, message: 'success', data }));
    expect(seen[0]?.authorization).toBe(`Bearer ${CREDENTIAL}`);
  });

  it('keeps the last hundred records of the log and stars the token in them', async () => {
    const port = await httpServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let index = 0; index < 120; index++) {
        response.write(`data: ${JSON.stringify({ level: 'info', message: `line ${index}` })}\n\n`);
      }
      response.write(`data: ${JSON.stringify({ level: 'info', message: `[WebUi] WebUi Token: ${TOKEN}` })}\n\n`);
      response.write('data: not json\n\n');
    });
    const answer = await ask(`http://127.0.0.1:${port}`, 'log');
    const records = answer.state === 'known' ? (answer.value.data as unknown[]) : [];
    expect(records).toHaveLength(100);
    expect(records.at(-1)).toEqual({ level: 'info', message: '[WebUi] WebUi Token: ***' });
  });

  it.each<[string, string, string]>([
    ['that is a page', '<!doctype html><title>hello</title>', 'not NapCat'],
    ['that is JSON of another kind', '[1,2,3]', 'not NapCat'],
    ['of two megabytes', `"${'x'.repeat(2 * 1024 * 1024)}"`, 'too-large'],
    ['with values of other types', JSON.stringify(done({ isLogin: 'yes' })), 'unexpected answer'],
  ])('takes an answer %s for none', async (_what, body, reason) => {
    const { baseUrl } = await webUi({ '/api/QQLogin/CheckLoginStatus': () => body });
    expect(await ask(baseUrl, 'login-status')).toEqual(unanswered('denied', reason));
  });

  it('drops a message of the server’s own choosing', async () => {
    const { baseUrl } = await webUi({ '/api/QQLogin/CheckLoginStatus': () => refused(`your token is ${TOKEN}`) });
    expect(await ask(baseUrl, 'login-status')).toMatchObject({ value: { code: -1, message: '' } });
  });

  it('gives a server that hangs until its deadline', async () => {
    const port = await httpServer(() => undefined);
    const baseUrl = `http://127.0.0.1:${port}`;
    expect(await askWebUi({ baseUrl, call: 'login-status' }, { deadline: 60 })).toEqual(unanswered('timeout'));
  });

  it('stops when it is cancelled', async () => {
    const cancel = new AbortController();
    const port = await httpServer(() => cancel.abort());
    const baseUrl = `http://127.0.0.1:${port}`;
    expect(await askWebUi({ baseUrl, call: 'log' }, { signal: cancel.signal })).toEqual(
      unanswered('timeout', 'cancelled'),
    );
  });

  it.each(['http://192.0.2.1:6099', 'http://example.org:6099', 'ftp://127.0.0.1', 'nonsense'])(
    'never asks %s',
    async (baseUrl) => {
      expect(await login(baseUrl)).toEqual(unanswered('denied', 'not this computer'));
    },
  );
});

describe('a recording of it', () => {
  it('answers as the WebUI did and holds no token and no credential', async () => {
    const { baseUrl } = await webUi({
      ...LOGIN,
      '/api/OB11Config/GetConfig': () => done({ network: { websocketClients: [{ url: 'ws://a', token: 's3cret' }] } }),
    });
    const recorder = createRecorder({ ...(await machineOf({ host: {} })), webUi: askWebUi });
    const session = async (asked: Machine) => [
      await asked.webUi({ baseUrl, call: 'login', token: TOKEN }),
      await asked.webUi({ baseUrl, call: 'config', credential: CREDENTIAL }),
    ];
    await session(recorder.machine);
    const text = serializeRecording(recorder.recording());
    expect(text).not.toMatch(new RegExp([TOKEN, HASH, CREDENTIAL, 's3cret'].join('|')));
    expect(await session(await machineOf(text))).toEqual([
      known({ code: 0, message: 'success', data: undefined }),
      known({
        code: 0,
        message: 'success',
        data: { network: { websocketClients: [{ url: 'ws://a', token: '***' }] } },
      }),
    ]);
  });
});
