/** NapCat's forward WebSocket: it listens, and a framework dials (WebUI: "WebSocket 服务器"). */
import { WebSocketServer } from 'ws';
import { answer } from './actions.mjs';

export class ForwardServer {
  /** @type {WebSocketServer | null} */
  #server = null;

  /** @param {import('./config.mjs').Adapter} config @param {import('./client.mjs').Account} account @param {import('./log.mjs').Log} log */
  constructor(config, account, log) {
    this.config = config;
    this.account = account;
    this.log = log;
  }

  open() {
    const { host = '127.0.0.1', port = 3001, token = '' } = this.config;
    const server = new WebSocketServer({ host, port });
    this.#server = server;
    server.on('listening', () => this.log.info(`[OneBot] [WebSocket Server] Server Started ${host}:${port}`));
    server.on('error', (error) => this.log.error(`[OneBot] [WebSocket Server] Server Error: ${String(error)}`));
    server.on('connection', (socket, { headers }) => {
      if (token !== '' && headers.authorization !== `Bearer ${token}`) {
        socket.close(1008, 'token验证失败');
        return;
      }
      const time = Math.floor(Date.now() / 1000);
      const lifecycle = { post_type: 'meta_event', meta_event_type: 'lifecycle', sub_type: 'connect' };
      socket.send(JSON.stringify({ time, self_id: Number(this.account.uin), ...lifecycle }));
      socket.on('message', (data) => {
        if (Buffer.isBuffer(data)) socket.send(answer(data.toString(), this.account, this.log));
      });
    });
  }

  close() {
    for (const socket of this.#server?.clients ?? []) socket.terminate();
    this.#server?.close();
    this.#server = null;
  }

  /** @param {object} event */
  send(event) {
    for (const socket of this.#server?.clients ?? []) socket.send(JSON.stringify(event));
  }
}
