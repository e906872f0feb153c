/**
 * NapCat's WebUI server with the part of its API that tells about accounts and edits the OneBot configuration
 * (packages/napcat-webui-backend/src/{router,api}; domain facts: NapCat dossier §4). HTTP status is always 200.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import { parseConfig } from './config.mjs';
import { parseJson } from './json.mjs';
import { report } from './report.mjs';

/**
 * @typedef {object} Session What the API shows and changes.
 * @property {string} version
 * @property {string} configDir
 * @property {import('./client.mjs').Account | null} account
 * @property {import('./onebot.mjs').OneBot | null} onebot
 *
 * @typedef {{ readonly code: 0 | -1, readonly data?: unknown, readonly message: string }} Reply
 * @typedef {{ host: string, port: number, token: string, loginRate: number, autoLoginAccount: string, enable2FA?: boolean }} Settings
 */

/**
 * Resolves when it listens. Port 0 switches it off; a busy port moves on by one, which is not written back.
 * @param {string} file webui.json
 * @param {Session} session
 * @param {import('./log.mjs').Log} log
 * @returns {Promise<{ readonly port: number | null, readonly autoLogin: string }>}
 */
export async function startWebUi(file, session, log) {
  const settings = /** @type {Settings} */ (parseJson(readFileSync(file, 'utf8')));
  const autoLogin = settings.autoLoginAccount;
  if (settings.port === 0) return { port: null, autoLogin };
  const answer = answerWith(settings, session, log);
  const cert = join(session.configDir, 'cert.pem');
  const key = join(session.configDir, 'key.pem');
  const secure = existsSync(cert) && existsSync(key);
  if (secure) log.info('[NapCat] [WebUi] 找到SSL证书，将启用HTTPS模式');
  const server = secure
    ? createSecureServer({ cert: readFileSync(cert), key: readFileSync(key) }, answer)
    : createServer(answer);
  const port = await listen(server, settings);
  if (port === null) {
    log.error('[NapCat] [WebUi] host或port不可用');
    return { port, autoLogin };
  }
  log.info(`[NapCat] [WebUi] WebUi Token: ${settings.token}`);
  log.info(`[NapCat] [WebUi] WebUi User Panel Url: http://127.0.0.1:${port}/webui?token=${settings.token}`);
  return { port, autoLogin };
}

/** @param {import('node:http').Server} server @param {Settings} settings @returns {Promise<number | null>} */
async function listen(server, { host, port }) {
  for (let next = port; next < port + 100; next++) {
    /** @type {NodeJS.ErrnoException | null} */
    const error = await new Promise((done) => {
      server.once('error', done).listen(next, host, () => done(null));
    });
    server.removeAllListeners('error');
    if (error === null) return next;
    if (error.code !== 'EADDRINUSE') return null;
  }
  return null;
}

/** @param {Settings} settings @param {Session} session @param {import('./log.mjs').Log} log @returns {import('node:http').RequestListener} */
function answerWith(settings, session, log) {
  const expected = sha256(`${settings.token}.napcat`);
  // Outlives a restart of the worker, but not of NapCat.
  const credential = sha256(`${process.ppid}.${expected}`);
  let logins = 0;

  /** @param {{ hash?: unknown }} body @returns {Reply} */
  function logIn({ hash }) {
    // Emptiness is looked at before attempts are counted.
    if (hash === undefined || hash === '') return failure('token is empty');
    if (++logins > settings.loginRate) return failure('login rate limit');
    if (hash !== expected) return failure('token is invalid');
    return settings.enable2FA === true
      ? success({ require2FA: true, message: 'Please enter your authenticator code' })
      : success({ Credential: credential });
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async function handle(request, response) {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/api/')) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end('<!doctype html><html lang="zh"><head><title>NapCat WebUI</title></head><body></body></html>');
      return;
    }
    const path = pathname.slice('/api'.length);
    report({ event: 'asked', method: request.method ?? '', path });
    const allowed = request.headers.authorization === `Bearer ${credential}`;
    if (path === '/Log/GetLogRealTime' && allowed) {
      streamLog(response, log);
      return;
    }
    const body = await readBody(request);
    const action = API[path];
    const reply = path === '/auth/login' ? logIn(body) : allowed ? action?.(session, body) : failure('Unauthorized');
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(reply ?? failure('Not Found')));
  }
  return (request, response) => void handle(request, response);
}

/** @type {Readonly<Record<string, (session: Session, body: { config?: unknown }) => Reply>>} */
const API = {
  '/auth/check': () => success(null),
  '/QQLogin/CheckLoginStatus': ({ account }) =>
    success({ isLogin: account?.online === true, isOffline: account?.online === false, qrcodeurl: '', loginError: '' }),
  '/QQLogin/GetQQLoginInfo': ({ account }) =>
    success({ uid: 'u_lab', uin: account?.uin ?? '', nick: account?.nick ?? '', online: account?.online ?? false }),
  '/base/GetNapCatVersion': ({ version }) => success({ version }),
  '/base/QQVersion': () => success('9.9.22-40990'),
  '/OB11Config/GetConfig': (session) => {
    if (session.account === null) return failure('Not Login');
    try {
      return success(parseConfig(readFileSync(configFile(session, session.account), 'utf8')));
    } catch {
      return failure('Config Get Error');
    }
  },
  '/OB11Config/SetConfig': (session, { config }) => {
    if (session.account === null) return failure('Not Login');
    if (typeof config !== 'string' || config === '') return failure('config is empty');
    try {
      const parsed = parseConfig(config);
      // The back end's own schema does not know this key.
      for (const entry of parsed.network.websocketClients) delete entry.verifyCertificate;
      if (session.onebot?.reload(parsed) === true) {
        writeFileSync(configFile(session, session.account), JSON.stringify(parsed, null, 2));
      }
      return success(null);
    } catch (error) {
      return failure(`Error: ${String(error)}`);
    }
  },
  '/Process/Restart': () => {
    report({ event: 'restart' });
    setTimeout(() => process.exit(), 50);
    return success({ message: '进程重启请求已发送' });
  },
};

/** @param {Session} session @param {import('./client.mjs').Account} account */
function configFile({ configDir }, { uin }) {
  return join(configDir, `onebot11_${uin}.json`);
}

/** @param {import('node:http').ServerResponse} response @param {import('./log.mjs').Log} log */
function streamLog(response, log) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  /** @param {import('./log.mjs').Entry} entry */
  const send = (entry) => response.write(`data: ${JSON.stringify(entry)}\n\n`);
  log.recent.forEach(send);
  log.listeners.add(send);
  response.on('close', () => log.listeners.delete(send));
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<Record<string, unknown>>} */
async function readBody(request) {
  const parts = /** @type {string[]} */ (await request.setEncoding('utf8').toArray());
  try {
    const body = /** @type {Record<string, unknown> | null} */ (parseJson(parts.join('')));
    return body ?? {};
  } catch {
    return {};
  }
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** @param {unknown} data @returns {Reply} */
function success(data) {
  return { code: 0, data, message: 'success' };
}

/** @param {string} message @returns {Reply} */
function failure(message) {
  return { code: -1, message };
}
