/** Posts every event to a framework's HTTP address (WebUI: "HTTP 客户端", packages/napcat-onebot/network/http-client.ts). */
import { report } from './report.mjs';

export class HttpClient {
  #open = false;

  /** @param {import('./config.mjs').Adapter} config @param {import('./client.mjs').Account} account */
  constructor(config, account) {
    this.config = config;
    this.account = account;
  }

  open() {
    this.#open = true;
  }

  close() {
    this.#open = false;
  }

  /** @param {object} event */
  send(event) {
    if (!this.#open) return;
    const headers = { 'content-type': 'application/json', 'x-self-id': this.account.uin };
    fetch(this.config.url ?? '', { method: 'POST', headers, body: JSON.stringify(event) }).catch(
      (/** @type {unknown} */ error) => report({ event: 'failed', url: this.config.url ?? '', message: String(error) }),
    );
  }
}
