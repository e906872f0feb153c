/** NapCat's HTTP server (WebUI: "HTTP 服务器"): a framework posts an API call to `/<action>` and reads the answer. */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { answer } from './actions.mjs';

export class HttpServer {
  /** @type {import('node:http').Server | null} */
  #server = null;

  /** @param {import('./config.mjs').Adapter} config @param {import('./client.mjs').Account} account @param {import('./log.mjs').Log} log */
  constructor(config, account, log) {
    this.config = config;
    this.account = account;
    this.log = log;
  }

  open() {
    const { host = '127.0.0.1', port = 3000, token = '' } = this.config;
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        response.setHeader('content-type', 'application/json');
        const allowed = token === '' || request.headers.authorization === `Bearer ${token}`;
        response.statusCode = allowed ? 200 : 403;
        const action = (request.url ?? '/').slice(1);
        const call = `{"action":${JSON.stringify(action)},"params":${body === '' ? '{}' : body}}`;
        response.end(allowed ? answer(call, this.account, this.log) : '{"status":"failed","retcode":1403}');
      });
    });
    this.#server.on('error', (error) => this.log.error(`[NapCat] [Error] Unhandled Exception: ${error.message}`));
    this.#server.listen(port, host, () => this.log.info(`[OneBot] [HTTP Server Adapter] Start On ${host}:${port}`));
  }

  close() {
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.#server = null;
  }

  send() {
    // It has nobody to send events to.
  }
}
