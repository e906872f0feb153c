/**
 * NapCat's reverse WebSocket client, line by line what packages/napcat-onebot/network/websocket-client.ts does, its
 * faults included: success prints nothing, a URL that `ws` throws on is never tried again, and a reload with another
 * URL leaves the close handler of the old connection alive (domain facts: NapCat dossier §3).
 */
import { WebSocket } from 'ws';
import { answer } from './actions.mjs';
import { report } from './report.mjs';

/**
 * @typedef {object} Account
 * @property {string} uin
 * @property {string} nick
 * @property {string} version
 * @property {boolean} online
 */
/** @typedef {Required<Omit<import('./config.mjs').Adapter, 'host' | 'port' | 'verifyCertificate'>> & { verifyCertificate?: boolean }} ClientConfig */

export class WebSocketClient {
  /** @type {WebSocket | null} */
  #connection = null;
  #enabled = false;
  /** @type {NodeJS.Timeout | undefined} */
  #heartbeat;

  /** @param {ClientConfig} config @param {Account} account @param {import('./log.mjs').Log} log */
  constructor(config, account, log) {
    this.config = config;
    this.account = account;
    this.log = log;
  }

  open() {
    if (this.#enabled) return;
    this.#enabled = true;
    this.#beat();
    this.#connectOrGiveUp();
  }

  close() {
    this.#enabled = false;
    clearInterval(this.#heartbeat);
    this.#connection?.close();
    this.#connection = null;
  }

  /** @param {object} event An OneBot event. */
  send(event) {
    if (this.#connection?.readyState === WebSocket.OPEN) this.#connection.send(JSON.stringify(event));
  }

  /** A change of token or interval alone reconnects nothing. @param {ClientConfig} config */
  reload(config) {
    const before = this.config;
    this.config = config;
    if (config.heartInterval !== before.heartInterval) this.#beat();
    if (config.url !== before.url) {
      this.#connection?.close();
      this.#connection = null;
      this.#connectOrGiveUp();
    }
  }

  #connectOrGiveUp() {
    try {
      this.#tryConnect();
    } catch (error) {
      this.log.error(`[OneBot] [WebSocket Client] TryConnect Error , info ->  ${stackOf(error)}`);
      report({ event: 'failed', url: this.config.url, message: String(error) });
    }
  }

  #tryConnect() {
    if (this.#connection !== null || !this.#enabled) return;
    const { url, token, verifyCertificate } = this.config;
    const connection = new WebSocket(url, {
      maxPayload: 50 * 1024 * 1024,
      handshakeTimeout: 2000,
      perMessageDeflate: false,
      headers: {
        'X-Self-ID': this.account.uin,
        Authorization: `Bearer ${token}`,
        'x-client-role': 'Universal',
        'User-Agent': 'OneBot/11',
      },
      ...(verifyCertificate === undefined ? {} : { rejectUnauthorized: verifyCertificate }),
    });
    this.#connection = connection;
    let failed = false;

    connection.on('open', () => {
      this.send({ ...this.#meta('lifecycle'), sub_type: 'connect' });
      report({ event: 'open', url });
    });
    connection.on('message', (data) => {
      // `ws` hands over one Buffer unless told otherwise.
      const text = Buffer.isBuffer(data) ? data.toString() : '';
      connection.send(answer(text, this.account, this.log));
    });
    connection.once('close', () => {
      if (failed) return;
      this.log.error(`[OneBot] [WebSocket Client] 反向WebSocket (${url}) 连接意外关闭`);
      report({ event: 'closed', url });
      this.#retry();
    });
    connection.on('error', (error) => {
      failed = true;
      this.log.error(`[OneBot] [WebSocket Client] 反向WebSocket (${url}) 连接错误 ${stackOf(error)}`);
      report({ event: 'failed', url, message: error.message });
      this.#retry();
    });
  }

  #retry() {
    const { reconnectInterval } = this.config;
    this.log.error(`[OneBot] [WebSocket Client] 在 ${Math.floor(reconnectInterval / 1000)} 秒后尝试重新连接`);
    if (!this.#enabled) return;
    this.#connection = null;
    setTimeout(() => this.#tryConnect(), reconnectInterval);
  }

  #beat() {
    clearInterval(this.#heartbeat);
    const interval = this.config.heartInterval;
    if (interval <= 0) return;
    this.#heartbeat = setInterval(() => {
      const status = { online: this.account.online, good: true };
      this.send({ ...this.#meta('heartbeat'), status, interval });
    }, interval);
  }

  /** @param {string} type */
  #meta(type) {
    const time = Math.floor(Date.now() / 1000);
    return { time, self_id: Number(this.account.uin), post_type: 'meta_event', meta_event_type: type };
  }
}

/** @param {unknown} error */
function stackOf(error) {
  return error instanceof Error ? error.stack : String(error);
}
